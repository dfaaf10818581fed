"""Outputs: published as they go in, with credits, institutions and corridors."""

import re
from itertools import product
from typing import Any

from hub.starter.classification import CLASSIFICATION
from hub.starter.entries import Entry, Part, StarterList, Written, by_table, in_order
from hub.starter.fields import (
    Field,
    Goes,
    Unfit,
    Values,
    country,
    nested,
    number,
    one,
    partial_date,
    several,
    slug,
    text,
    word_of,
)
from hub.starter.known import Known
from hub.starter.recommended import RECOMMENDATION, of_output
from hub.starter.sources import SOURCE
from partners.models import Institution
from research import editorial
from research.models import Corridor, Credit, Output, OutputInstitution, Theme
from research.vocabularies import Access, Origin, OutputType

#: In the lists, "seed" tells outputs that are the programme's own seed documents.
ORIGINS = {
    "partner": Origin.PARTNER,
    "programme": Origin.PROGRAMME,
    "seed": Origin.PROGRAMME,
    "external": Origin.EXTERNAL,
}
#: A number after these words is the number in the series, unless it can be a year.
NUMBERED = re.compile(
    r"(?P<series>.*\b(?:Paper|Papers in .+|Report|Brief))(?: No\.)? "
    r"(?!(?:19|20)\d\d$)(?P<number>\d{4}/\d{1,3}|\d{1,6})"
)
LICENCE = re.compile(r"[A-Za-z0-9.+-]+")
FROM_TITLE = "title-or-contents"


def _origin(value: Any, known: Known) -> Origin:
    written = text(value, known)
    if written not in ORIGINS:
        raise Unfit(f"“{written}” is none of: {', '.join(ORIGINS)}")
    return ORIGINS[written]


def _doi(value: Any, known: Known) -> str:
    return text(value, known).lower()


def _licence(value: Any, known: Known) -> str:
    """The SPDX identifier of a licence as people write it: CC BY 4.0 is CC-BY-4.0."""
    spdx = text(value, known).replace(" ", "-")
    if spdx and not LICENCE.fullmatch(spdx):
        raise Unfit(f"“{value}” is no licence, as in CC BY 4.0")
    return spdx


def _summary_from_title(value: Any, known: Known) -> bool:
    if text(value, known) not in ("", FROM_TITLE):
        raise Unfit(f"can only be {FROM_TITLE}")
    return bool(value)


def _issued(values: Values) -> str:
    """The date where there is one, else the year; unknown stays empty."""
    year = str(values["year"] or "")
    if values["date"] and year and not values["date"].startswith(year):
        raise Unfit(f"“{values['date']}” does not lie in the year {year}", "date")
    return values["date"] or year


def _series(written: str) -> tuple[str, str]:
    """Series and number; the whole as series where the number is not unmistakable."""
    found = NUMBERED.fullmatch(written)
    return (found["series"], found["number"]) if found else (written, "")


def _access(values: Values) -> Access:
    """No files come with the list: open is what some address or DOI leads to."""
    has_address = values["url"] or values["pdf_url"] or values["doi"]
    return Access.OPEN if has_address else Access.METADATA_ONLY


def _corridors(values: Values) -> list[int]:
    """From each country covered to each destination."""
    ways = [
        (origin, destination)
        for origin, destination in product(values["countries"], values["destination_countries"])
        if origin != destination
    ]
    if not ways:
        return []
    Corridor.objects.bulk_create(
        [Corridor(origin_id=origin, destination_id=destination) for origin, destination in ways],
        ignore_conflicts=True,
    )
    ids = {(way.origin_id, way.destination_id): way.pk for way in Corridor.objects.all()}
    return [ids[way] for way in ways]


def _credits(values: Values, known: Known) -> list[dict[str, Any]]:
    roles = {Credit.Role.AUTHOR: values["authors"], Credit.Role.EDITOR: values["editors"]}
    return [
        {"role": role, "name": name, "person_id": known.person_called(name), "order": place}
        for role, names in roles.items()
        for place, name in enumerate(names, start=1)
    ]


def _entry(values: Values, known: Known) -> Entry:
    if values["journal"] and values["container"]:
        raise Unfit("stands beside a journal: an output is in one of them", "container")
    series, in_series = _series(values["series"])
    entry = by_table(
        FIELDS,
        values,
        issued=_issued(values),
        series=series,
        number=in_series,
        container=values["journal"] or values["container"],
        access=_access(values),
        owner_id=next((pk for pk in values["institutions"] if pk in known.partners), None),
    )
    entry.many["corridors"] = _corridors(values)
    role = OutputInstitution.Role.AUTHOR
    entry.parts["credits"] = [Part(row) for row in _credits(values, known)]
    entry.parts["output_institutions"] = in_order(
        [{"institution_id": pk, "role": role} for pk in values["institutions"]]
    )
    return entry


def publish(written: Written) -> bool:
    """What is new is published; what people did with it since stays as it is."""
    if written.is_new:
        try:
            editorial.publish(written.record, by=None)
        except editorial.NotReadyToPublish as lacking:
            raise Unfit(str(lacking)) from lacking
    return written.is_new


def _finish(written: Written) -> bool:
    is_published = publish(written)
    return of_output(written) or is_published


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("type", word_of(OutputType), is_required=True),
    Field("title", text, is_required=True),
    Field("subtitle", text),
    Field("language", text, is_required=True),
    Field("year", number, goes=Goes.ASIDE),
    Field("date", partial_date, to="issued", goes=Goes.ASIDE),
    Field("summary", text, is_required=True),
    Field("summary_basis", _summary_from_title, to="summary_from_title"),
    Field("authors", several(text), goes=Goes.ASIDE),
    Field("editors", several(text), goes=Goes.ASIDE),
    Field("institutions", several(one(Institution)), goes=Goes.ASIDE),
    Field("origin", _origin, is_required=True),
    Field("publisher", text),
    Field("series", text, goes=Goes.ASIDE),
    Field("journal", text, goes=Goes.ASIDE),
    Field("container", text, goes=Goes.ASIDE),
    Field("volume", text),
    Field("issue", text, to="journal_number"),
    Field("pages", text),
    Field("page_count", number),
    Field("isbn", several(text)),
    Field("doi", _doi),
    Field("url", text),
    Field("pdf_url", text),
    Field("licence", _licence),
    Field("themes", several(one(Theme)), goes=Goes.MANY, is_required=True),
    Field("countries", several(country), goes=Goes.MANY),
    Field("destination_countries", several(country), goes=Goes.ASIDE),
    Field("keywords", several(text)),
    Field("sdgs", several(number)),
    Field("note", text, to="staff_note"),
    Field("key_messages", several(text)),
    Field("recommendations", nested(RECOMMENDATION), goes=Goes.ASIDE),
    *CLASSIFICATION,
    *SOURCE,
)
OUTPUTS = StarterList("outputs", Output, FIELDS, _entry, finish=_finish)
