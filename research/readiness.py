"""What an output needs before it is published, as a list to work through.

Some checks block; the others are advice that makes an output easier to find, to read
and to use again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research.models import Document, Output
from research.vocabularies import Access


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the list; ``field`` is where it is mended."""

    field: str
    label: str | Promise
    #: Said where it is not met.
    advice: str | Promise
    blocks: bool
    is_met: Callable[[Output], bool]


@dataclass(frozen=True, slots=True)
class Result:
    """How one check went for one output."""

    field: str
    label: str
    advice: str
    blocks: bool
    is_met: bool


def _can_be_read(output: Output) -> bool:
    if output.url or output.pdf_url or output.doi or output.access == Access.METADATA_ONLY:
        return True
    return any(document.state != Document.State.UNREADABLE for document in output.documents.all())


def _text_is_readable(output: Output) -> bool:
    """Of each document that has been read, at least most pages can be searched."""
    read = [document for document in output.documents.all() if document.is_read]
    return bool(read) and all(
        document.pages_with_text * 2 > (document.page_count or 0) for document in read
    )


CHECKS = (
    Check(
        "title",
        _("Title"),
        _("The title is missing."),
        True,
        lambda output: bool(output.title.strip()),
    ),
    Check(
        "language",
        _("Language"),
        _("Say in which language it is written."),
        True,
        lambda output: bool(output.language),
    ),
    Check(
        "themes",
        _("A theme"),
        _("Choose at least one theme."),
        True,
        lambda output: bool(output.themes.all()),
    ),
    Check(
        "summary",
        _("In brief"),
        _("The summary (“in brief”) is missing."),
        True,
        lambda output: bool(output.summary.strip()),
    ),
    Check(
        "documents",
        _("A document or a link"),
        _("Attach a document, or give a DOI or an address where it can be read."),
        True,
        _can_be_read,
    ),
    Check(
        "licence",
        _("Licence"),
        _("Say under which licence readers may use it."),
        False,
        lambda output: bool(output.licence),
    ),
    Check(
        "documents",
        _("Text that can be searched"),
        _("No document has text that search can read yet."),
        False,
        _text_is_readable,
    ),
    Check(
        "doi",
        _("An identifier"),
        _("A DOI, an ISBN or a handle lets others cite it."),
        False,
        lambda output: bool(output.doi or output.isbn or output.handle),
    ),
    Check(
        "key_messages",
        _("Key messages"),
        _("Three or four key messages help who has two minutes."),
        False,
        lambda output: bool(output.key_messages),
    ),
)


def checked(output: Output) -> tuple[Result, ...]:
    """All checks in order; asks for the output's themes and documents once each."""
    return tuple(
        Result(
            check.field, str(check.label), str(check.advice), check.blocks, check.is_met(output)
        )
        for check in CHECKS
    )


def what_blocks(output: Output) -> list[str]:
    """What readers would miss; empty when nothing stands in the way."""
    return [result.advice for result in checked(output) if result.blocks and not result.is_met]
