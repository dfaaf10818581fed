"""The documents of an output: uploading one, and what became of reading it."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models import User
from partners.roles import Action
from partners.sign_in import may
from research import editorial, filing, media_types
from research.admin.begun import begun
from research.admin.deposit_rows import DepositRows
from research.ingestion.outcome import in_words
from research.models import Document
from research.tasks import read_soon

#: States in which no worker is expected to change anything any more.
OVER = {Document.State.READ, Document.State.UNREADABLE}


def link(document: Document) -> str:
    """To the file, for who may see the output in the admin."""
    address = reverse("admin:research_output_document", args=[document.pk])
    return format_html('<a href="{}">{}</a>', address, document.filename)


class AttachedFile(forms.Widget):
    """Shows the file that was uploaded, where the upload field was."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html("<p>{}</p>", link(self.document))


class Blank(forms.Widget):
    """Nothing, where a field is only for new rows."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return SafeString("")


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "A PDF, or a Word, PowerPoint, Excel, CSV or ZIP file, of at most 100 MB. Its text is "
            "read after you save."
        ),
        widget=forms.FileInput(attrs={"accept": media_types.ACCEPT}),
    )

    replaces = forms.ModelChoiceField(
        label=gettext_lazy("New version of"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=gettext_lazy("– a document of its own –"),
        help_text=gettext_lazy("The older file keeps its address and says what replaced it."),
    )

    #: Of the file just uploaded.
    sha256: str | None = None

    class Meta:
        model = Document
        fields = ("language",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # What a document holds never changes: another file is another document.
            self.fields["upload"].disabled = True
            self.fields["upload"].help_text = ""
            self.fields["upload"].widget = AttachedFile(self.instance)
            self.fields["replaces"].disabled = True
            self.fields["replaces"].help_text = ""
            self.fields["replaces"].widget = Blank()

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if self.instance.pk:
            return upload
        if not upload:
            raise ValidationError(_("Choose a file."))
        try:
            self.sha256 = filing.weigh(upload).sha256
        except filing.FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return upload


class DocumentFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    uploaded_by: User

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.instance.pk and "replaces" in form.fields:
            newest = Document.objects.of_output(self.instance).current()
            form.fields["replaces"].queryset = newest

    def clean(self) -> None:
        super().clean()
        seen = set()
        if self.instance.pk:  # an older version may be brought back by uploading it again
            current = self.instance.documents.current()
            seen.update(current.values_list("sha256", flat=True))
        for form in cast("list[DocumentForm]", self.forms):
            if form.sha256 and form.sha256 in seen:
                again = _("This very file is attached to the output already.")
                form.add_error("upload", again)
            seen.add(form.sha256)

    def save_new(self, form: Any, commit: bool = True) -> Document:
        upload = form.cleaned_data["upload"]
        document = self._stored(form.cleaned_data.get("replaces"), upload)
        language = form.cleaned_data["language"]
        if language:
            document.language = language
            document.save(update_fields=["language"])
        form.instance = document
        read_soon(document.pk)
        return document

    def _stored(self, old: Document | None, upload: Any) -> Document:
        if old is None:
            return editorial.attach(
                self.instance, content=upload, filename=upload.name, by=self.uploaded_by
            )
        return editorial.replace(old, content=upload, filename=upload.name, by=self.uploaded_by)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Document:
        """Only what the form shows: a worker may be writing the rest just now."""
        form.instance.save(update_fields=DocumentForm.Meta.fields)
        document: Document = form.instance
        return document


class DocumentRows(DepositRows):
    model = Document
    form = DocumentForm
    formset = DocumentFormSet
    readonly_fields = ("shown_file", "shown_state")
    ordering = ("order", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_changed = obj is None or may(request.user, Action.CHANGE, obj)
        if is_changed and obj and obj.documents.exists():
            return ("upload", "replaces", "shown_state", "language")
        return ("upload" if is_changed else "shown_file", "shown_state", "language")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        start = begun(request) if obj is None else None
        is_there = bool(obj and obj.documents.exists()) or bool(start and start.upload.file)
        return 0 if is_there else 1

    @admin.display(description=gettext_lazy("File"), empty_value="")
    def shown_file(self, document: Document) -> str:
        return link(document) if document.pk else ""

    @admin.display(description=gettext_lazy("What became of it"), empty_value="")
    def shown_state(self, document: Document) -> str:
        if not document.pk:
            return ""
        if document.replaced_by and document.replaced_at:
            date = date_format(localtime(document.replaced_at), "j F Y")
            words = {"date": date, "file": document.replaced_by.filename}
            return _("Replaced on %(date)s by %(file)s.") % words
        # The open form asks again while it waits.
        return format_html(
            '<span data-reading="{}" data-over="{}" role="status">{}</span>',
            document.pk,
            "yes" if document.state in OVER else "",
            in_words(document),
        )
