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
#: A file of more objects is followed from its pages, not looked through one by one.
MOST_OBJECTS = 2500
#: Longer is not looked: a document of a million annotations is no safer for it.
SECONDS = 8.0
#: Keys under which actions stand, and keys that tell of them.
WITHIN = frozenset(
    {"/A", "/AA", "/OpenAction", "/Names", "/Next", "/AcroForm", "/Annots", "/Fields", "/Kids"}
)
TELLING = WITHIN | {"/JS", "/S", "/EmbeddedFiles", "/EF", "/XFA", "/JavaScript", "/Subtype"}
DEEPEST = 6
#: Ways from the catalogue to what may act, and the events of pages, fields and documents.
FOLLOWED = WITHIN | {"/JavaScript", "/EmbeddedFiles", "/Outlines", "/First", "/Last", "/AF"}
EVENTS = frozenset(
    f"/{name}" for name in "E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP".split()
)


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
    if len(pdf.objects) > MOST_OBJECTS:
        _follow(pdf, found)
        return
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _look_at(thing, found, depth=0)
        elif isinstance(thing, pikepdf.Array):
            _look_at_all(thing, found, depth=0)


def _follow(pdf: pikepdf.Pdf, found: set[str]) -> None:
    """Where actions can stand: from the catalogue and from each page, on and on."""
    until = time.monotonic() + SECONDS
    seen: set[tuple[int, int]] = set()
    waiting = [pdf.Root, *(page.obj for page in pdf.pages)]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Array):
            parts = list(thing)
        else:
            keys = thing.keys()
            _judge(thing, keys, found)
            parts = [thing[key] for key in keys if key in FOLLOWED or key in EVENTS]
        waiting += [part for part in parts if isinstance(part, pikepdf.Dictionary | pikepdf.Array)]
        if time.monotonic() > until:
            found.add("unchecked")
            return


def _look_at_all(things: pikepdf.Object, found: set[str], depth: int) -> None:
    """Objects written out in a list; those that stand elsewhere come by themselves."""
    if not len(things) or not isinstance(things[0], pikepdf.Dictionary):
        return
    for thing in things:
        if isinstance(thing, pikepdf.Dictionary) and not thing.is_indirect:
            _look_at(thing, found, depth + 1)


def _look_at(thing: pikepdf.Object, found: set[str], depth: int) -> None:
    """One object, and those written out within it where actions stand."""
    keys = thing.keys()
    if TELLING.isdisjoint(keys) or depth > DEEPEST:
        return
    _judge(thing, keys, found)
    for key in WITHIN & keys:
        part = thing[key]
        if isinstance(part, pikepdf.Dictionary) and not part.is_indirect:
            _look_at_part(part, found, depth + 1)
        elif isinstance(part, pikepdf.Array):
            _look_at_all(part, found, depth + 1)


def _look_at_part(part: pikepdf.Object, found: set[str], depth: int) -> None:
    """What stands under an event (“/AA”) has a name of its own for each."""
    _look_at(part, found, depth)
    for key in part.keys() - TELLING:
        inner = part[key]
        if depth < DEEPEST and isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
            _look_at(inner, found, depth + 1)


def _judge(thing: pikepdf.Object, keys: set[str], found: set[str]) -> None:
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
