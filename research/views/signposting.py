"""Typed links that lead programmes from an output to its files, people and licence, and back.

Level 1 of Signposting (signposting.org) puts them into headers, level 2 into a link set of
their own (RFC 9264), which has room for every author.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse

from research.formats import ONE_OUTPUT, Record
from research.formats.addresses import whole
from research.vocabularies import OutputType

#: A header has some kilobytes; the link set has them all.
AUTHORS_IN_A_HEADER = 20
FILES_IN_A_HEADER = 20
ABOUT_PAGE = "https://schema.org/AboutPage"
#: What schema.org calls our types; anything else is a creative work.
TYPES = {
    OutputType.JOURNAL_ARTICLE: "ScholarlyArticle",
    OutputType.WORKING_PAPER: "ScholarlyArticle",
    OutputType.REPORT: "Report",
    OutputType.POLICY_BRIEF: "Report",
    OutputType.BOOK: "Book",
    OutputType.BOOK_CHAPTER: "Chapter",
    OutputType.THESIS: "Thesis",
    OutputType.DATASET: "Dataset",
    OutputType.LEARNING_MATERIAL: "LearningResource",
}
LINKSET_JSON = "application/linkset+json"
LINKSET_TEXT = "application/linkset"


@dataclass(frozen=True, slots=True)
class Link:
    """Where it leads, how that is related, and what stands there; from where, in a set."""

    rel: str
    address: str
    media_type: str = ""
    anchor: str = ""

    def written(self) -> str:
        said = f'<{self.address}>; rel="{self.rel}"'
        said += f'; type="{self.media_type}"' if self.media_type else ""
        return said + (f'; anchor="{self.anchor}"' if self.anchor else "")


def of_page(record: Record) -> list[Link]:
    """What the page of an output says in its header."""
    authors = list(_authors(record))[:AUTHORS_IN_A_HEADER]
    files = list(_files(record))[:FILES_IN_A_HEADER]
    return [*_about(record), *authors, *files, *_sets(record)]


def of_file(record: Record) -> list[Link]:
    """What a file says of the output it belongs to."""
    own = [Link("collection", record.address, "text/html"), *_about_content(record)]
    return [*own, *_sets(record)]


def whole_set(record: Record) -> list[Link]:
    """All there is, each with the place it starts from."""
    page = record.address
    return [
        *(_from(page, (*_about(record), *_authors(record), *_files(record)))),
        *(
            link
            for file in record.files
            for link in _from(
                file.address,
                (Link("collection", page, "text/html"), *_about_content(record)),
            )
        ),
        *(
            Link("describes", page, "text/html", anchor=link.address)
            for link in _descriptions(record)
        ),
    ]


def put(response: HttpResponseBase, links: Sequence[Link]) -> None:
    """Into the header, beside what stands there already."""
    said = [response["Link"]] if response.has_header("Link") else []
    response["Link"] = ", ".join([*said, *(link.written() for link in links)])


def as_json(links: Iterable[Link]) -> str:
    sets: dict[str, dict[str, list[dict[str, str]]]] = {}
    for link in links:
        target = {"href": link.address} | ({"type": link.media_type} if link.media_type else {})
        sets.setdefault(link.anchor, {}).setdefault(link.rel, []).append(target)
    found = [{"anchor": anchor, **rels} for anchor, rels in sets.items()]
    return json.dumps({"linkset": found}, ensure_ascii=False)


def as_text(links: Iterable[Link]) -> str:
    return ",\n".join(link.written() for link in links) + "\n"


def _from(anchor: str, links: Iterable[Link]) -> Iterator[Link]:
    return (Link(link.rel, link.address, link.media_type, anchor) for link in links)


def _about(record: Record) -> Iterator[Link]:
    yield Link("cite-as", _cite_as(record))
    yield Link("type", ABOUT_PAGE)
    yield Link("type", f"https://schema.org/{TYPES.get(record.type, 'CreativeWork')}")  # type: ignore[call-overload]
    if record.licence_address:
        yield Link("license", record.licence_address)
    yield from _descriptions(record)


def _about_content(record: Record) -> Iterator[Link]:
    yield Link("cite-as", _cite_as(record))
    if record.licence_address:
        yield Link("license", record.licence_address)


def _cite_as(record: Record) -> str:
    return f"https://doi.org/{record.doi}" if record.doi else record.address


def _authors(record: Record) -> Iterator[Link]:
    for name in record.creators:
        address = (
            f"https://orcid.org/{name.orcid}"
            if name.orcid
            else f"https://ror.org/{name.ror}"
            if name.ror
            else name.address
        )
        if address:
            yield Link("author", address)


def _files(record: Record) -> Iterator[Link]:
    return (Link("item", file.address, file.media_type) for file in record.files)


def _descriptions(record: Record) -> Iterator[Link]:
    stem = record.address.rstrip("/")
    yield Link("describedby", f"{stem}.json", "application/json")
    for row in ONE_OUTPUT.values():
        # Our own JSON has the plain name; that of citation software another.
        suffix = "csljson" if row.suffix == "json" else row.suffix
        yield Link("describedby", f"{stem}.{suffix}", row.media_type)


def _sets(record: Record) -> Iterator[Link]:
    yield Link("linkset", whole(reverse("open:linkset-json", args=[record.slug])), LINKSET_JSON)
    yield Link("linkset", whole(reverse("open:linkset", args=[record.slug])), LINKSET_TEXT)
