"""Pages of an output besides its form: the beginning, the review, its files, its reading."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners.admin.desk import DeskAdmin, signed_in
from partners.models import FormDraft
from partners.roles import Action
from partners.sign_in import may
from research import deposits
from research.admin import life
from research.admin.beginning_form import BeginningForm
from research.admin.begun import IN_ADDRESS
from research.filing import FileRefused
from research.ingestion.outcome import in_words
from research.models import Document, Output, Upload

#: Asks for the form itself, with nothing filled in.
EMPTY = "empty"


class OutputPages(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        pages: tuple[tuple[str, Callable[..., HttpResponseBase], str], ...] = (
            ("begin/", self.begin, "begin"),
            ("documents/<int:pk>/", self.document, "document"),
            ("<int:pk>/review/", require_POST(self.review), "review"),
            ("<int:pk>/reading/", self.reading, "reading"),
        )
        ours = [
            path(address, self.admin_site.admin_view(view), name=f"research_output_{name}")
            for address, view, name in pages
        ]
        return [*ours, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A deposit begins with a file or a DOI; the empty form is asked for."""
        is_asked_for = {EMPTY, IN_ADDRESS, "_popup", "draft"} & set(request.GET)
        if request.method == "GET" and not is_asked_for and self.has_add_permission(request):
            return self._beginning(request, BeginningForm())
        return super().add_view(request, form_url, extra_context)

    def begin(self, request: HttpRequest) -> HttpResponse:
        """Take the file or the words, and lead to the form with what was read."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:research_output_add")
        form = BeginningForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._beginning(request, form)
        try:
            upload = _begun_with(form, request)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
            return self._beginning(request, form)
        query = urlencode({IN_ADDRESS: upload.pk})
        return redirect(f"{reverse('admin:research_output_add')}?{query}")

    def _beginning(self, request: HttpRequest, form: BeginningForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add an output"),
            "opts": self.opts,
            "form": form,
            "add_address": f"{reverse('admin:research_output_add')}?{EMPTY}=1",
            "draft": FormDraft.objects.of(signed_in(request), self._form_key(None)).first(),
            "waiting": Upload.objects.of(signed_in(request)).latest_first()[:5],
        }
        return TemplateResponse(
            request,
            "admin/research/output/beginning.html",
            context,
            status=400 if form.errors else 200,
        )

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A verb without saving the form: for who may decide, though not rewrite."""
        output = self._within_reach(request, pk)
        if not life.carry_out(request, output):
            raise PermissionDenied
        return redirect("admin:research_output_change", pk)

    def document(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file of a document that is not public yet, for who may see the output."""
        within_reach = Document.objects.filter(output__in=self.get_queryset(request))
        document = get_object_or_404(within_reach, pk=pk)
        # As on the public side: a file may carry scripts, and runs none here.
        return FileResponse(
            document.file.open(),
            filename=document.filename,
            content_type=document.media_type,
            as_attachment=document.media_type != "application/pdf",
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, no-store",
            },
        )

    def reading(self, request: HttpRequest, pk: int) -> JsonResponse:
        """What became of reading each document: asked by the open form while it waits."""
        documents = self._within_reach(request, pk).documents.in_order()
        said = [
            {
                "id": document.pk,
                "words": in_words(document),
                "is_over": document.state in {Document.State.READ, Document.State.UNREADABLE},
            }
            for document in documents
        ]
        return JsonResponse({"documents": said})

    def _within_reach(self, request: HttpRequest, pk: int) -> Output:
        output = get_object_or_404(Output, pk=pk)
        if not may(request.user, Action.VIEW, output):
            raise PermissionDenied
        return output


def _begun_with(form: BeginningForm, request: HttpRequest) -> Upload:
    given, user = form.cleaned_data, signed_in(request)
    if given["file"]:
        file = given["file"]
        return deposits.begin_with_file(file, filename=file.name, by=user)
    return deposits.begin_with_words(given["words"], by=user)
