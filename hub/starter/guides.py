"""The hub's own guides: outputs that bring their PDF with them."""

from pathlib import Path
from typing import Any

from django.core.files import File

from hub.starter.entries import Entry, Part, StarterList, Written, by_table
from hub.starter.fields import (
    Field,
    Goes,
    Unfit,
    Values,
    anything,
    country,
    flag,
    number,
    one,
    several,
    slug,
    text,
    word_of,
)
from hub.starter.known import Known
from hub.starter.outputs import publish
from research import editorial, filing
from research.models import Edition, Output, Theme
from research.vocabularies import Origin, OutputType

PUBLISHER = "SALAM"
SOURCE = "The hub's own words"


def _plain_filename(value: Any, known: Known) -> str:
    name = text(value, known)
    if Path(name).name != name:
        raise Unfit(f"“{name}” should be the name of a file beside the list")
    return name


def _entry(values: Values, _known: Known) -> Entry:
    entry = by_table(
        FIELDS,
        values,
        issued=str(values["year"]),
        origin=Origin.PROGRAMME,
        publisher=PUBLISHER,
        source=SOURCE,
    )
    original = values["translation_of"]
    link = Part({"of_id": original, "kind": Edition.Kind.TRANSLATION})
    entry.parts["edition_of"] = [link] if original else []
    return entry


def _attach_and_publish(written: Written) -> bool:
    had = written.record.documents.count()
    name = written.values["file"]
    try:
        with (written.folder / name).open("rb") as stream:
            editorial.attach(written.record, content=File(stream), filename=name, by=None)
    except (OSError, filing.FileRefused) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Unfit(f"{name} can't be attached: {reason}", "file") from error
    is_published = publish(written)
    return is_published or written.record.documents.count() > had


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("title", text, is_required=True),
    Field("type", word_of(OutputType), is_required=True),
    Field("language", text, is_required=True),
    Field("file", _plain_filename, goes=Goes.ASIDE, is_required=True),
    Field("year", number, to="issued", goes=Goes.ASIDE, is_required=True),
    Field("page_count", number),
    Field("translation_of", one(Output), goes=Goes.ASIDE),
    Field("themes", several(one(Theme)), goes=Goes.MANY, is_required=True),
    Field("countries", several(country), goes=Goes.MANY),
    Field("keywords", several(text)),
    Field("summary", text, is_required=True),
    # For whoever tries the reading of documents: what stands on which page.
    Field("is_scanned", flag, goes=Goes.NOWHERE),
    Field("found_words", anything, goes=Goes.NOWHERE),
    Field("words_on_picture", anything, goes=Goes.NOWHERE),
)
GUIDES = StarterList(
    "guides",
    Output,
    FIELDS,
    _entry,
    parent_field="translation_of",
    finish=_attach_and_publish,
)
