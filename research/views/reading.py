"""Whether a reader can have an output, where, and in which words a page says so."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from research.models import Document, Output
from research.vocabularies import Access

#: How a file is called in a sentence; any other kind goes by the end of its name.
KINDS = {"application/pdf": "PDF", "text/html": "HTML", "text/csv": "CSV"}
#: What is said of a document that no worker has finished, and of one that none could read.
UNREAD: dict[str, Promise] = {
    Document.State.WAITING: gettext_lazy("waits to be read; then its pages can be searched"),
    Document.State.READING: gettext_lazy("is being read; then its pages can be searched"),
    Document.State.UNREADABLE: gettext_lazy("its text could not be read, so it is not searched"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading badge: ``tone`` is here, part or elsewhere; words come first, colour last."""

    words: str
    icon: str
    tone: str = "elsewhere"


def open_documents(output: Output) -> list[Document]:
    """The files a reader may have now, of an output from ``for_listing``.

    In their order, but those in the reader's own language first.
    """
    if not output.is_readable:
        return []
    own = get_language()
    return sorted(output.documents.all(), key=lambda d: (d.language or output.language) != own)


def older_versions(output: Output) -> list[Document]:
    """Files that newer ones have replaced: they keep their addresses."""
    found = Document.objects.of_output(output).replaced()
    return list(found) if output.is_readable else []


def reading(output: Output) -> Reading:
    """Can I read it now? Asked of an output from ``for_listing``."""
    if output.access == Access.EMBARGOED and not output.is_open:
        until = date_format(timezone.localtime(output.embargo_until), "j F Y")
        return Reading(_("Under embargo until %(date)s") % {"date": until}, "clock")
    if documents := open_documents(output):
        return _here(documents[0])
    if output.publisher_address:
        return Reading(_("Read at the publisher"), "out")
    return Reading(_("Record only, no open copy known"), "ring")


def _here(document: Document) -> Reading:
    values = {"kind": kind(document), "pages": document.page_count}
    if not document.is_read:
        return Reading(_("%(kind)s here, pages not searchable yet") % values, "scan", "part")
    if document.pages_with_text == 0:
        return Reading(_("%(kind)s here, scanned: not searchable yet") % values, "scan", "part")
    if document.scanned_pages:
        values["some"] = document.pages_with_text
        words = _("%(kind)s here, %(some)s of %(pages)s pages searchable") % values
        return Reading(words, "scan", "part")
    words = ngettext(
        "%(kind)s here, %(pages)s page searchable",
        "%(kind)s here, %(pages)s pages searchable",
        document.page_count or 0,
    )
    return Reading(words % values, "full", "here")


def kind(document: Document) -> str:
    """“PDF”, or the end of the file's name in capitals."""
    return KINDS.get(document.media_type) or document.filename.rpartition(".")[2].upper()


def state(document: Document) -> str:
    """Kind, size, pages and what can be searched of a file, in plain words."""
    said = [kind(document), filesizeformat(document.size)]
    if document.page_count:
        said.append(
            ngettext("%(n)s page", "%(n)s pages", document.page_count) % {"n": document.page_count}
        )
    return f"{', '.join(said)}; {_searchable(document)}"


def _searchable(document: Document) -> str:
    if not document.is_read:
        return str(UNREAD[document.state])
    if document.pages_with_text == 0:
        return _("scanned without text, so it is not searched yet")
    return _("text searchable: %(some)s of %(all)s pages") % {
        "some": document.pages_with_text,
        "all": document.page_count,
    }


def host(address: str) -> str:
    """Whose address it is, for a button: “ilo.org”."""
    return (urlsplit(address).hostname or address).removeprefix("www.")
