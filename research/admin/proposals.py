"""The queue of proposals: looked at side by side, decided one by one or many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partners.admin.desk import signed_in
from partners.admin.finding import numbered
from partners.models import Institution, User
from partners.sign_in import own_institutions, sees_everything
from research.admin.harvests import ReadOnly
from research.admin.proposal_rows import may_decide, reach_of, shown
from research.ingestion.harvesting import deciding
from research.models import Proposal, Source

ROWS_A_PAGE = 50
#: Decided in one go: more would keep a person waiting.
MOST_AT_ONCE = 100
#: The tabs, in the order in which they are worth the time.
KINDS = {
    Proposal.Kind.CLAIM: gettext_lazy("Looks like an institution's"),
    Proposal.Kind.NEW: gettext_lazy("New works"),
    Proposal.Kind.FIELD: gettext_lazy("Other values"),
    Proposal.Kind.SAME: gettext_lazy("Same file"),
    Proposal.Kind.DELETED: gettext_lazy("Taken away at the source"),
}
#: What the buttons say, and what each did.
VERBS = {
    "accept": gettext_lazy("Accept"),
    "refuse": gettext_lazy("Refuse"),
    "always_refuse": gettext_lazy("Always refuse from this source"),
}


class Wanted(forms.Form):
    """Which proposals are looked at."""

    kind = forms.ChoiceField(
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    source = forms.ModelChoiceField(
        Source.objects.by_name(), required=False, label=gettext_lazy("Source")
    )
    institution = forms.ModelChoiceField(
        Institution.objects.partners().by_name(),
        required=False,
        label=gettext_lazy("Institution"),
    )


@dataclass(frozen=True, slots=True)
class Tab:
    kind: str
    label: Any
    count: int
    is_open: bool


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        user = signed_in(request)
        within = None if sees_everything(user) else own_institutions(user)
        return Proposal.objects.within_reach_of(within)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide)
        return [path("decide/", view, name="research_proposal_decide"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        waiting = self._waiting(request)
        form = Wanted(request.GET)
        form.is_valid()
        narrowed = _narrowed(waiting, form.cleaned_data)
        tabs = _tabs(narrowed, form.cleaned_data.get("kind", ""))
        kind = next((tab.kind for tab in tabs if tab.is_open), "")
        found = narrowed.of_kind(kind).in_queue()
        page = Paginator(found.for_listing(), ROWS_A_PAGE).get_page(request.GET.get("page"))
        reach = reach_of(user, page.object_list)
        context = self._context(
            request,
            tabs=tabs,
            kind=kind,
            form=form if sees_everything(user) else None,
            heading=_heading(user, kind, page.paginator.count),
            page=page,
            rows=[shown(one, user, reach) for one in page.object_list],
            verbs=self._verbs(request),
            most=MOST_AT_ONCE,
            query=_query(request),
        )
        return TemplateResponse(request, "admin/research/proposal/queue.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """One proposal by itself, decided or not."""
        rows = self.get_queryset(request).for_listing()  # type: ignore[attr-defined]
        proposal = get_object_or_404(rows, pk=numbered(object_id))
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        user, is_open = signed_in(request), proposal.state == Proposal.State.OPEN
        context = self._context(
            request,
            rows=[shown(proposal, user, reach_of(user, [proposal]))],
            heading=proposal.get_state_display(),
            verbs=self._verbs(request) if is_open else [],
            kind=proposal.kind,
        )
        return TemplateResponse(request, "admin/research/proposal/queue.html", context)

    def decide(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return _decided(request, self._waiting(request))

    def _verbs(self, request: HttpRequest) -> list[tuple[str, Any]]:
        return list(VERBS.items()) if self.has_change_permission(request) else []

    def _context(self, request: HttpRequest, **more: Any) -> dict[str, Any]:
        title = {"title": _("Proposals of sources"), "opts": self.opts}
        return {**self.admin_site.each_context(request), **title, **more}

    def _waiting(self, request: HttpRequest) -> QuerySet[Proposal]:
        return self.get_queryset(request).waiting()  # type: ignore[attr-defined, no-any-return]


@require_POST
def _decided(request: HttpRequest, waiting: Any) -> HttpResponse:
    user, verb = signed_in(request), request.POST.get("verb", "")
    if verb not in VERBS:
        raise PermissionDenied
    chosen = [proposal for proposal in _chosen(request, waiting) if may_decide(user, proposal)]
    done, not_done = deciding.decide_all(chosen, verb, by=user)
    if done:
        messages.success(request, _said(verb, done))
    elif not not_done:
        messages.warning(request, _("Tick the proposals first."))
    for proposal, why in not_done:
        messages.warning(request, f"{proposal}: {why}")
    return HttpResponseRedirect(f"../?{request.POST.get('query', '')}")


def _chosen(request: HttpRequest, waiting: Any) -> Iterable[Proposal]:
    """Those ticked, or all of the list that was shown, up to a number."""
    if "all" in request.POST:
        form = Wanted(request.POST)
        form.is_valid()
        said = form.cleaned_data
        found = _narrowed(waiting, said).of_kind(said.get("kind", "")).in_queue()
        return list(found.for_listing()[:MOST_AT_ONCE])
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isdecimal()]
    return list(waiting.filter(pk__in=picked[:MOST_AT_ONCE]).in_queue().for_listing())


def _narrowed(waiting: Any, said: dict[str, Any]) -> Any:
    if source := said.get("source"):
        waiting = waiting.of_source(source)
    if institution := said.get("institution"):
        waiting = waiting.of_institution(institution)
    return waiting


def _tabs(waiting: Any, wanted: str) -> list[Tab]:
    """Each kind with its number; open is the wanted one, or the first with anything in it."""
    counts = waiting.count_by_kind()
    first = next((kind.value for kind in KINDS if counts.get(kind.value)), "claim")
    opened = wanted or first
    return [
        Tab(kind.value, label, counts.get(kind.value, 0), kind.value == opened)
        for kind, label in KINDS.items()
    ]


def _heading(user: User, kind: str, count: int) -> str:
    if kind == Proposal.Kind.CLAIM and count:
        if sees_everything(user):
            said = ngettext(
                "This one looks like the work of an institution of the hub",
                "These %(n)d look like works of institutions of the hub",
                count,
            )
        else:
            said = ngettext("This one looks like yours", "These %(n)d look like yours", count)
        return said % {"n": count}
    return str(KINDS[Proposal.Kind(kind)]) if kind else ""


def _said(verb: str, count: int) -> str:
    if verb == "accept":
        return ngettext(
            "%(n)d proposal was accepted.", "%(n)d proposals were accepted.", count
        ) % {"n": count}
    return ngettext("%(n)d proposal was refused.", "%(n)d proposals were refused.", count) % {
        "n": count
    }


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
