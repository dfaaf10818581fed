"""Has a file read in a confined child process, and takes its word.

No database in here: a file goes in, a ``Reading`` comes out, whatever the file does
to the process that opens it.
"""

import base64
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext_lazy, gettext_noop

from research import media_types
from research.ingestion import nursery
from research.ingestion.nursery import OUT_OF_TIME, Outcome

#: Why a file is not read, in words for people: kept with the document, and translated
#: when it is shown. No figures are put in later, so that they can be.
REASONS = {
    "not_a_pdf": gettext_noop("The file is no PDF: its content does not begin as one."),
    "unknown": gettext_noop(
        "The file is no PDF, Word, PowerPoint, Excel, CSV or ZIP file: its content begins as "
        "none of them."
    ),
    "empty": gettext_noop("The file is empty."),
    "damaged": gettext_noop("The file is damaged: it can't be opened as a PDF."),
    "damaged_office": gettext_noop("The file is damaged: it can't be opened."),
    "password": gettext_noop("The file is locked with a password."),
    "protected": gettext_noop("The file is encrypted in a way the hub can't open."),
    "no_pages": gettext_noop("The file has no pages."),
    "too_many_pages": gettext_noop("The file has more than 3,000 pages."),
    "too_much_text": gettext_noop("The file unpacks to more text than any document holds."),
    "bomb": gettext_noop("The file unpacks to far more than it weighs: it is not opened."),
    "memory": gettext_noop("The file needs more memory to open than a document may."),
    "time": gettext_noop("The file takes longer to open than a document may."),
    "crash": gettext_noop(
        "The file made the reader of PDF files crash: it is damaged, or asks for too much memory."
    ),
    "missing": gettext_noop("The file is no longer where it was stored."),
    "never_finished": gettext_noop("Reading was begun five times and never finished."),
}
#: What the kernel ended the child for; a SIGKILL that is not ours is want of memory.
BY_SIGNAL: dict[int, str] = {
    signal.SIGXCPU: "time",
    signal.SIGKILL: "memory",
    signal.SIGXFSZ: "too_much_text",
}
#: Of files that were read nevertheless.
REMARKS = {
    "legacy": gettext_noop(
        "Some of the text is in a font from before Unicode, whose letters can't be read: "
        "it is not searched."
    ),
    "scanned": gettext_noop("The pages are pictures without text: scans or drawings."),
    "encrypted": gettext_noop("The file is encrypted, but opens without a password."),
}
#: What acts by itself in a file, in words for people.
ACTIVE = {
    "javascript": gettext_lazy("JavaScript"),
    "launch": gettext_lazy("starts another program"),
    "embedded-files": gettext_lazy("carries other files"),
    "import-data": gettext_lazy("takes in data"),
    "submit-form": gettext_lazy("sends a form"),
    "media": gettext_lazy("plays sound, film or 3D"),
    "xfa": gettext_lazy("a form made by a program (XFA)"),
    "macros": gettext_lazy("macros"),
    "external-links": gettext_lazy("fetches parts from elsewhere"),
    "programs": gettext_lazy("holds programs"),
    "unchecked": gettext_lazy("could not be looked through"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of reading a file: a reason, or the text of each page."""

    reason: str = ""
    pages: tuple[str, ...] = ()
    image: bytes | None = None
    #: ISO 639-1, most first.
    languages: tuple[str, ...] = ()
    #: Keys of ``ACTIVE``.
    active_content: tuple[str, ...] = ()
    #: Pages with text in a font from before Unicode: what can't be read is left out.
    legacy_pages: tuple[int, ...] = ()
    #: Opens without a password, yet is encrypted: rules about printing and copying.
    is_encrypted: bool = False
    #: Time of a core that the reading took.
    cpu_seconds: float = field(default=0.0, compare=False)

    @property
    def is_read(self) -> bool:
        return not self.reason

    @property
    def pages_without_text(self) -> list[int]:
        """Numbers of the pages without a letter or digit: scans, drawings, blanks."""
        return [
            number
            for number, text in enumerate(self.pages, 1)
            if number not in self.legacy_pages and not has_text(text)
        ]

    @property
    def unreadable_pages(self) -> list[int]:
        """Numbers of the pages whose letters lie, so that nothing of them can be searched."""
        return [number for number in self.legacy_pages if not has_text(self.pages[number - 1])]

    @property
    def remark(self) -> str:
        """What a person should know of a file that was read, in a plain sentence."""
        if self.legacy_pages:
            return REMARKS["legacy"]
        if self.pages and len(self.pages_without_text) == len(self.pages):
            return REMARKS["scanned"]
        return REMARKS["encrypted"] if self.is_encrypted else ""


def has_text(text: str) -> bool:
    return any(map(str.isalnum, text))


@dataclass(slots=True)
class _Told:
    """The lines of a child, put together."""

    pages: list[str] = field(default_factory=list)
    is_whole: bool = False
    refused: str = ""
    more: dict[str, object] = field(default_factory=dict)


def read(
    path: Path,
    *,
    patience: float | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    with_image: bool = False,
    gently: bool = False,
) -> Reading:
    """Read the file at ``path``; ``meanwhile`` is called every few seconds.

    ``with_image`` draws the first page as well; ``gently`` leaves the machine to others.

    What ``meanwhile`` raises ends the reading and the child.
    """
    try:
        if not path.stat().st_size:
            return Reading(REASONS["empty"])
        if not path.is_file():
            return Reading(REASONS["missing"])
    except OSError:
        return Reading(REASONS["missing"])
    try:
        with path.open("rb") as file:
            kind = media_types.kind_of(file)
    except media_types.Unfit as unfit:
        return Reading(_untranslated(unfit.reason))
    except OSError:
        return Reading(REASONS["missing"])
    more = {"image": True} if with_image and kind.media_type == media_types.PDF else {}
    if gently:
        more["gently"] = True
    outcome = nursery.run(kind.job, path, patience=patience, meanwhile=meanwhile, **more)
    return _understood(outcome)


def _untranslated(reason: object) -> str:
    """Kept as it is written in the programs, and translated when it is shown."""
    with translation.override("en"):
        return str(reason)


def refusal(outcome: Outcome) -> str:
    """Why a child did not do what it was told, as a key of ``REASONS``."""
    for line in outcome.lines:
        if "refused" in line:
            return str(line["refused"])
    if outcome.status == OUT_OF_TIME:
        return "time"
    return BY_SIGNAL.get(-outcome.status, "crash")


def _understood(outcome: Outcome) -> Reading:
    """What the child said, as far as it got; its text counts only if it is whole."""
    told = _told(outcome)
    if told.refused or not told.is_whole:
        return Reading(REASONS[refusal(outcome)], cpu_seconds=outcome.cpu_seconds)
    more = told.more
    image = more.get("image")
    return Reading(
        pages=tuple(told.pages),
        image=base64.b64decode(str(image)) if image else None,
        languages=_texts(more.get("languages")),
        # A child that died of looking has not told.
        active_content=_texts(more.get("active", ["unchecked"])),
        legacy_pages=tuple(int(str(number)) for number in _items(more.get("legacy"))),
        is_encrypted=bool(more.get("encrypted")),
        cpu_seconds=outcome.cpu_seconds,
    )


def _told(outcome: Outcome) -> _Told:
    told = _Told()
    for line in outcome.lines:
        match line:
            case {"refused": str(key)}:
                told.refused = key
            case {"page": str(text)}:
                told.pages.append(text)
            case {"pages": int(), **more}:
                told.is_whole = True
                told.more |= more
            case _:
                told.more |= line
    return told


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in _items(value))
