"""Scans to text: page by page, where Tesseract is installed; taken up again where it stopped.

A page is drawn by a confined child and recognised by a ``tesseract`` process with limits
of its own. What was recognised is marked as such: it may have mistakes.
"""

import logging
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from PIL import Image

from research import filing
from research.ingestion import nursery
from research.ingestion.confined.languages import LETTERS, languages_of
from research.ingestion.reading import has_text
from research.models import Document, DocumentPage

logger = logging.getLogger(__name__)

#: What Tesseract calls the hub's languages.
LANGUAGES = {
    "en": "eng",
    "hi": "hin",
    "ne": "nep",
    "bn": "ben",
    "ur": "urd",
    "si": "sin",
    "ta": "tam",
}
#: The languages that a script is tried in, by the script's name in Tesseract.
BY_SCRIPT = {
    "Latin": ("eng",),
    "Devanagari": ("nep", "hin"),
    "Bengali": ("ben",),
    "Arabic": ("urd",),
    "Sinhala": ("sin",),
    "Tamil": ("tam",),
}
#: For one page: seconds of waiting and of work, and bytes of memory.
PATIENCE_SECONDS, CPU_SECONDS, MEMORY_BYTES = 180, 120, 1536 * 1024**2
#: A page is recognised in less, or given up: so long it is nobody else's.
LEASE = timedelta(seconds=2 * PATIENCE_SECONDS)
#: Pages of one document in one go; the sweep comes back for the others.
AT_A_TIME = 5
#: A script found with less is a guess.
LEAST_SURENESS = 1.0
#: Of a page the part, from above, that is read in one script after the other.
TRIAL_PART = 0.4
#: A word found with less, of 100, is noise.
LEAST_WORD_SURENESS = 50.0


def is_installed() -> bool:
    return shutil.which("tesseract") is not None


@cache
def installed_languages() -> frozenset[str]:
    """Of Tesseract's language files those that are here."""
    told = _tesseract(["--list-langs"])
    return frozenset(told.split()) & {*LANGUAGES.values(), "osd"}


def recognise(document_id: int) -> int:
    """Recognise pages that wait for it; how many were tried. Called twice, one works."""
    if not is_installed():
        return 0
    tried = 0
    while tried < AT_A_TIME and (document := _take(document_id)):
        page = document.to_recognise[0]
        with filing.on_disk(document.file) as path:
            text = text_of_page(path, page, hints=_hints(document))
        _keep(document, page, text)
        tried += 1
    return tried


def text_of_page(path: Path, page: int, *, hints: Sequence[str] = ()) -> str:
    """The text of the page with this number, from 1; empty where none was recognised."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        outcome = nursery.run(
            "draw_page", path, number=page, into=str(picture), patience=PATIENCE_SECONDS
        )
        if outcome.status or not picture.exists():
            return ""
        languages = _languages(picture, hints)
        if not languages:
            return ""
        return _tesseract([str(picture), "-", "-l", "+".join(languages), "--psm", "3"]).strip()


def _take(document_id: int) -> Document | None:
    now = timezone.now()
    free = Document.objects.to_be_recognised(now).filter(pk=document_id)
    if not free.update(recognition_until=now + LEASE):
        return None
    return Document.objects.select_related("output").get(pk=document_id)


@transaction.atomic
def _keep(document: Document, number: int, text: str) -> None:
    """The page is tried, whatever came of it. What another has tried meanwhile stays."""
    kept = Document.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
    if kept is None or number not in kept.to_recognise:
        return
    if not kept.languages and (languages := languages_of([text])):
        kept.languages = languages
        kept.language = kept.language or languages[0]
    kept.to_recognise = [page for page in kept.to_recognise if page != number]
    kept.recognition_until = None
    if has_text(text):
        kept.recognised_pages = sorted({*kept.recognised_pages, number})
        kept.scanned_pages = [page for page in kept.scanned_pages if page != number]
        kept.legacy_pages = [page for page in kept.legacy_pages if page != number]
        DocumentPage.objects.filter(document=kept, number=number).update(
            text=text, is_recognised=True
        )
    kept.save(
        update_fields=[
            "languages",
            "language",
            "to_recognise",
            "recognition_until",
            "recognised_pages",
            "scanned_pages",
            "legacy_pages",
        ]
    )


def _hints(document: Document) -> list[str]:
    """Languages that somebody has said the document is in."""
    said = [document.language, *document.languages]
    return [LANGUAGES[tag] for tag in dict.fromkeys(said) if tag in LANGUAGES]


def _languages(picture: Path, hints: Sequence[str]) -> list[str]:
    """What to look for on a page: what the script tells, and what is known of the document."""
    here = installed_languages()
    script = _script(picture) if "osd" in here else ""
    if hints and not script:
        found = list(hints)
    else:
        of_script = BY_SCRIPT.get(script) or BY_SCRIPT[_script_by_trial(picture)]
        found = [hint for hint in hints if hint in of_script] or list(of_script)
    # English words stand in every report; beside Nastaliq they are seen where there are none.
    found += [] if "urd" in found else ["eng"]
    return [language for language in dict.fromkeys(found) if language in here]


def _script(picture: Path) -> str:
    """The script a page is written in; empty where that is not sure, or it is none of ours."""
    told = dict(
        line.split(": ", 1)
        for line in _tesseract([str(picture), "-", "--psm", "0"]).splitlines()
        if ": " in line
    )
    try:
        is_sure = float(told.get("Script confidence", 0)) >= LEAST_SURENESS
    except ValueError:
        return ""
    script = told.get("Script", "")
    return script if is_sure and script in BY_SCRIPT else ""


def _script_by_trial(picture: Path) -> str:
    """The script in which the upper part of a page makes most sense.

    Telling scripts apart by their shapes fails for Nastaliq and Sinhala; reading does not.
    """
    part = picture.with_name("part.png")
    with Image.open(picture) as whole:
        whole.crop((0, 0, whole.width, int(whole.height * TRIAL_PART))).save(part)
    here = installed_languages()
    sense = {
        script: _sense(part, languages[0], script)
        for script, languages in BY_SCRIPT.items()
        if languages[0] in here
    }
    return max(sense, key=lambda script: sense[script], default="Latin")


def _sense(picture: Path, language: str, script: str) -> float:
    """How much text is found in a language: letters of its script, by sureness."""
    total = 0.0
    for line in _tesseract([str(picture), "-", "-l", language, "tsv"]).splitlines()[1:]:
        *_place, sureness, word = line.split("\t")
        letters = len(LETTERS[script].findall(word))
        if letters > 1 and float(sureness) >= LEAST_WORD_SURENESS:
            total += letters * float(sureness)
    return total


def _tesseract(arguments: Sequence[str]) -> str:
    """What Tesseract says; nothing where it fails, takes too long or too much."""
    try:
        found = subprocess.run(
            ["tesseract", *arguments],  # noqa: S607 - wherever the system keeps it
            check=False,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            preexec_fn=_limit,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.decode("utf-8", "replace") if found.returncode == 0 else ""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
