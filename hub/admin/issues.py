"""Issues of the newsletter: composed, looked at, tried out, sent, stopped, counted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import get_language

from hub.admin import issue_verbs
from hub.admin.outbox import mail_alone
from hub.models import Issue, IssueItem, IssueText
from hub.newsletter import proposing, sending
from hub.newsletter.contents import Choice
from hub.posting.letters import ReaderMail
from partners.admin.desk import DeskAdmin, Rows, TallRows
from partners.admin.rows import OrderedForm, OrderedFormSet
from partners.models import Country
from research.models import Theme


class CountedByPart(OrderedFormSet):
    counted_by = ("part",)


class ItemRows(Rows):
    model = IssueItem
    form = OrderedForm
    formset = CountedByPart
    fields = ("part", "order", "output", "event", "words", "is_cut")
    autocomplete_fields = ("output", "event")
    classes = ("items",)
    ordering = ("part", "order", "pk")


class TextRows(TallRows):
    model = IssueText
    fields = ("language", "title", "words")


@admin.register(Issue)
class IssueAdmin(DeskAdmin):
    change_form_template = "admin/hub/issue/change_form.html"
    list_display = ("title", "rhythm", "state", "send_at", "started_at", "finished_at")
    list_filter = ("state", "rhythm")
    search_fields = ("title",)
    ordering = ("-created_at", "-pk")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (ItemRows, TextRows)
    fields = ("title", "slug", "rhythm", "covers_from", "words")

    class Media:
        js = ("js/counts.js",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        since = proposing.since_last("weekly")
        return {"rhythm": "weekly", "covers_from": since} | dict(request.GET.items())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is on its way is not rewritten under its readers."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            proposing.propose(form.instance)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if issue := context.get("original"):
            context["verbs"] = issue_verbs.possible(request, issue)
            context["counts"] = issue_verbs.counts(issue)
            context["languages"] = issue_verbs.languages()
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id:
            issue = self.get_object(request, object_id)
            # What can't be changed any more can still be stopped, and its form is not sent.
            if issue and not issue.is_open and issue_verbs.carry_out(request, issue):
                return self._back_to(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if issue_verbs.carry_out(request, obj):
            return self._back_to(request)
        return super().response_change(request, obj)

    @staticmethod
    def _back_to(request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(request.path)

    # Looking at it, and counting

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/html/", view(self.html), name="hub_issue_html"),
            path("<int:pk>/text/", view(self.text), name="hub_issue_text"),
            path("<int:pk>/counts/", view(self.counts), name="hub_issue_counts"),
            *super().get_urls(),
        ]

    def _issue(self, request: HttpRequest, pk: int) -> Issue:
        issue: Issue = get_object_or_404(
            self.get_queryset(request).prefetch_related("texts"), pk=pk
        )
        return issue

    def _letter(self, request: HttpRequest, pk: int) -> ReaderMail | None:
        return sending.preview(self._issue(request, pk), _choice(request))

    def html(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        return mail_alone(letter.html if letter else "")

    def text(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = self._letter(request, pk)
        return HttpResponse(
            letter.text if letter else "", content_type="text/plain; charset=utf-8"
        )

    def counts(self, request: HttpRequest, pk: int) -> JsonResponse:
        issue = self._issue(request, pk)
        return JsonResponse({"state": issue.state, "counts": issue_verbs.figures(issue)})


def _choice(request: HttpRequest) -> Choice:
    """What a reader would have chosen, named in the address of the preview."""
    themes = Theme.objects.filter(slug__in=request.GET.getlist("theme"))
    countries = Country.objects.filter(code__in=request.GET.getlist("country"))
    return Choice(
        request.GET.get("language") or get_language() or "en",
        frozenset(themes.values_list("pk", flat=True)),
        frozenset(countries.values_list("code", flat=True)),
    )
