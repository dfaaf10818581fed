"""What in a PDF would act by itself: scripts, programs it starts, files it carries."""

import time
from pathlib import Path

import pikepdf

#: How an action calls itself, and what that means to people; keys of ``reading.ACTIVE``.
ACTIONS = {
    "/JavaScript": "javascript",
    "/Rendition": "media",
    "/Launch": "launch",
    "/ImportData": "import-data",
    "/SubmitForm": "submit-form",
    "/GoToE": "embedded-files",
}
#: Annotations that carry something in.
CARRIERS = {
    "/FileAttachment": "embedded-files",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Screen": "media",
    "/Sound": "media",
    "/3D": "media",
}
#: Longer is not looked: a document of a million objects is no safer for it.
SECONDS = 8.0
EVERY = 256


def active_content(path: Path) -> list[str]:
    """What was found, in alphabetical order. ``unchecked`` where it could not be looked at."""
    found: set[str] = set()
    try:
        with pikepdf.open(path, attempt_recovery=True, suppress_warnings=True) as pdf:
            _look_into(pdf, found)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError, OverflowError):
        found.add("unchecked")
    return sorted(found)


def _look_into(pdf: pikepdf.Pdf, found: set[str]) -> None:
    until = time.monotonic() + SECONDS
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            _look_at(thing, found, depth=0)
        if number % EVERY == 0 and time.monotonic() > until:
            found.add("unchecked")
            return


def _look_at(thing: pikepdf.Object, found: set[str], depth: int) -> None:
    """One object, and what is written out within it: other objects come by themselves."""
    if depth > 6:
        return
    if isinstance(thing, pikepdf.Array):
        parts = [part for part in thing if not getattr(part, "is_indirect", False)]
    else:
        _judge(thing, found)
        parts = [
            part
            for key, part in thing.items()
            if key not in {"/Parent", "/P"} and not getattr(part, "is_indirect", False)
        ]
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array):
            _look_at(part, found, depth + 1)


def _judge(thing: pikepdf.Object, found: set[str]) -> None:
    keys = thing.keys()
    if "/JS" in keys:
        found.add("javascript")
    if "/S" in keys and (act := ACTIONS.get(str(thing["/S"]))):
        found.add(act)
    if "/Subtype" in keys and (act := CARRIERS.get(str(thing["/Subtype"]))):
        found.add(act)
    if "/EmbeddedFiles" in keys or "/EF" in keys:
        found.add("embedded-files")
    if "/XFA" in keys:
        found.add("xfa")
