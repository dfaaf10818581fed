"""OpenAlex, Crossref, DataCite and ORCID: what they are asked, and how their pages go on."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from research.ingestion.connectors import crossref, datacite, openalex, orcid
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.transport import SourceUnavailable
from tests.research.ingestion.connectors.sources import items, pages, query, titles
from tests.servers import Asked, Told, serving

ROR, OTHER_ROR = "02mhbdp94", "059v8t736"
ORCID = "0000-0002-1825-0097"
ISSN = "0378-5955"


def openalex_work(number: int) -> dict[str, Any]:
    return {"id": f"https://openalex.org/W{number}", "title": f"Work {number}"}


def crossref_work(number: int) -> dict[str, Any]:
    return {"DOI": f"10.5555/W{number}", "title": [f"Work {number}"]}


def datacite_work(number: int) -> dict[str, Any]:
    name = f"10.5555/w{number}"
    return {"id": name, "attributes": {"doi": name, "titles": [{"title": f"Work {number}"}]}}


def openalex_page(works: list[Any], cursor: str) -> Any:
    return {"meta": {"count": 3, "next_cursor": cursor or None}, "results": works}


def crossref_page(works: list[Any], cursor: str) -> Any:
    # The cursor of Crossref never ends: a page that is not full is the last.
    return {
        "message": {
            "total-results": 3,
            "items-per-page": 2,
            "next-cursor": cursor or "again",
            "items": works,
        }
    }


def datacite_page(works: list[Any], cursor: str) -> Any:
    following = f"https://elsewhere.example/dois?page%5Bcursor%5D={cursor}&x=1"
    return {"data": works, "meta": {"total": 3}, "links": {"next": following} if cursor else {}}


REGISTRIES = {
    "openalex": (openalex_work, openalex_page, "cursor", "*"),
    "crossref": (crossref_work, crossref_page, "cursor", "*"),
    "datacite": (datacite_work, datacite_page, "page[cursor]", "1"),
}


def registry(kind: str, seen: list[dict[str, str]]) -> Callable[[Asked], Told]:
    """Three works on two pages."""
    work, page, cursor, first = REGISTRIES[kind]

    def reply(asked: Asked) -> Told:
        said = query(asked)
        seen.append(said)
        is_first = said[cursor] == first
        told = page([work(1), work(2)], "next") if is_first else page([work(3)], "")
        return Told(json.dumps(told).encode())

    return reply


@pytest.mark.parametrize("kind", REGISTRIES)
def test_a_registry_is_asked_to_its_end(settings, kind):
    seen: list[dict[str, str]] = []
    with serving(registry(kind, seen)) as place:
        settings.SERVICES = {"test": place}
        found = pages(kind, place, query="migration")
        rest = pages(kind, place, query="migration", token=found[0].token)

    assert [titles(page.items) for page in found] == [["Work 1", "Work 2"], ["Work 3"]]
    assert [page.total for page in found] == [3, 3]
    assert [titles(page.items) for page in rest] == [["Work 3"]]
    assert rest[0].watermark == found[0].watermark
    cursor = REGISTRIES[kind][2]
    assert [said[cursor] for said in seen] == [REGISTRIES[kind][3], "next", "next"]
    assert json.loads(found[0].items[0].raw) == REGISTRIES[kind][0](1)


@pytest.mark.parametrize(
    ("kind", "typed", "asked"),
    [
        ("openalex", {"ror": f"https://ror.org/{ROR} {OTHER_ROR}"}, {"filter":
            f"authorships.institutions.ror:https://ror.org/{ROR}|https://ror.org/{OTHER_ROR}"}),
        ("openalex", {"issn": ISSN, "orcid": ORCID, "query": "fees"}, {"filter":
            f"primary_location.source.issn:{ISSN},"
            f"authorships.author.orcid:https://orcid.org/{ORCID}", "search": "fees"}),
        ("openalex", {"query": "x", "published_from": "2015"},
            {"filter": "from_publication_date:2015-01-01", "search": "x"}),
        ("crossref", {"ror": f"{ROR},{OTHER_ROR}", "issn": ISSN}, {"filter":
            f"ror-id:https://ror.org/{ROR},ror-id:https://ror.org/{OTHER_ROR},issn:{ISSN}"}),
        ("crossref", {"affiliation": "Migration Institute", "prefix": "10.5555"},
            {"filter": "prefix:10.5555", "query.affiliation": "Migration Institute"}),
        ("datacite", {"orcid": ORCID, "query": "fees"}, {"query":
            f'(\\*.nameIdentifiers.nameIdentifier:"https://orcid.org/{ORCID}") AND (fees)'}),
    ],
)  # fmt: skip
def test_a_registry_is_asked_by_what_the_source_says(settings, kind, typed, asked):
    seen: list[dict[str, str]] = []
    with serving(registry(kind, seen)) as place:
        settings.SERVICES = {"test": place}
        pages(kind, place, **typed)

    usual = {"per-page", "rows", "page[size]", "affiliation", "cursor", "page[cursor]"}
    assert {name: said for name, said in seen[0].items() if name not in usual} == asked


@pytest.mark.parametrize(
    ("kind", "param", "asked"),
    [
        ("openalex", "filter", "from_publication_date:2025-09-27"),
        ("crossref", "filter", "from-index-date:2026-10-29"),
        ("datacite", "query", "(x) AND updated:[2026-10-29 TO *]"),
    ],
)
def test_a_registry_is_asked_for_what_changed(settings, kind, param, asked):
    seen: list[dict[str, str]] = []
    with serving(registry(kind, seen)) as place:
        settings.SERVICES = {"test": place}
        pages(kind, place, query="x", since="2026-11-01T10:00:00Z")

    assert seen[0][param] == asked


@pytest.mark.parametrize("kind", REGISTRIES)
def test_what_is_no_work_is_set_aside(settings, kind):
    work, page, _cursor, _first = REGISTRIES[kind]
    told = page([work(1), {"title": "An institution"}, "text", None, 7, {}], "")

    def reply(asked: Asked) -> Told:
        is_first = query(asked).get("cursor", "1") in ("*", "1")
        return Told(json.dumps(told if is_first else page([], "")).encode())

    with serving(reply) as place:
        settings.SERVICES = {"test": place}
        found = items(kind, place, query="x")

    assert isinstance(found[0].read, Found)
    assert [isinstance(item.read, Refused) for item in found[1:]] == [True] * 5
    assert len({item.identifier for item in found}) == 6


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '{"message": {}}', "{", "<html>", '{"data": 7}']
)
@pytest.mark.parametrize("kind", REGISTRIES)
def test_an_answer_without_a_list_of_works_is_no_answer(settings, kind, body):
    with serving(lambda _asked: Told(body.encode())) as place:
        settings.SERVICES = {"test": place}
        with pytest.raises(SourceUnavailable):
            pages(kind, place, query="x")


def test_the_rors_of_affiliations_come_along():
    of_openalex = openalex.record({
        "title": "One",
        "authorships": [{"author": {"display_name": "Sita Rai"}, "institutions": [
            {"ror": f"https://ror.org/{ROR}", "display_name": "A"}]}],
    })  # fmt: skip
    of_crossref = crossref.record({
        "title": ["One"],
        "author": [{"family": "Rai", "affiliation": [
            {"name": "A", "id": [{"id": f"https://ror.org/{ROR}", "id-type": "ROR"}]}]}],
    })  # fmt: skip
    of_datacite = datacite.record({
        "titles": [{"title": "One"}],
        "creators": [{"familyName": "Rai", "affiliation": [
            {"name": "A", "affiliationIdentifier": f"https://ror.org/{ROR}"}]}],
    })  # fmt: skip

    for found in (of_openalex, of_crossref, of_datacite):
        assert isinstance(found, Found)
        assert (found.output.rors, found.output.institutions) == ((ROR,), ("A",))


def test_a_free_copy_comes_with_the_licence_of_that_copy():
    found = openalex.record({
        "title": "One",
        "primary_location": {"landing_page_url": "https://journal.example/1", "license": None},
        "best_oa_location": {"pdf_url": "https://repository.example/download/1",
                             "license": "cc-by"},
    })  # fmt: skip

    assert isinstance(found, Found)
    assert found.output.url == "https://journal.example/1"
    assert found.output.pdf_url == "https://repository.example/download/1"
    assert found.output.licence == "CC-BY-4.0"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    "title DOI id author authorships institutions affiliation license link resource primary "
    "type titles creators contributors rightsList descriptions container dates identifiers "
    "relatedItems primary_location best_oa_location biblio abstract_inverted_index keywords "
    "issued work-summary external-ids publication-date put-code journal-title".split()
)
ODD = st.dictionaries(NAMES, ANYTHING, max_size=8)


@tried(deadline=None, max_examples=60)
@given(ODD)
def test_no_answer_of_a_registry_is_too_odd(told):
    for read in (openalex.record, crossref.record, datacite.record):
        assert isinstance(read(told), Found | Refused)
    assert isinstance(orcid.record(told, orcid.Owner(ORCID)), Found | Refused)
    assert orcid.owner(told, ORCID).orcid == ORCID


# ORCID


def summary(number: int, **more: Any) -> dict[str, Any]:
    return {
        "put-code": number,
        "title": {"title": {"value": f"Work {number}"}},
        "type": "journal-article",
        "publication-date": {"year": {"value": "2019"}, "month": {"value": "05"}, "day": None},
        "journal-title": {"value": "Labour Letters"},
        "external-ids": {"external-id": [
            {"external-id-type": "doi", "external-id-value": f"10.5555/{number}",
             "external-id-relationship": "self"},
            {"external-id-type": "doi", "external-id-value": "10.5555/book",
             "external-id-relationship": "part-of"},
        ]},
        **more,
    }  # fmt: skip


PERSON = {"name": {"given-names": {"value": "Sita"}, "family-name": {"value": "Rai"}}}


def test_works_of_an_orcid_record_are_credited_to_its_owner(settings):
    asked: list[Asked] = []

    def reply(question: Asked) -> Told:
        asked.append(question)
        if question.path.endswith("/person"):
            return Told(json.dumps(PERSON).encode())
        works = {"group": [{"work-summary": [summary(1), summary(2)]}, {"work-summary": []}]}
        return Told(json.dumps(works).encode())

    with serving(reply) as place:
        settings.SERVICES = {"test": place}
        found = items("orcid", place, orcid=ORCID)

    assert {question.headers["Accept"] for question in asked} == {"application/json"}
    assert [question.path for question in asked] == [
        f"/v3.0/{ORCID}/person",
        f"/v3.0/{ORCID}/works",
    ]
    work, empty = found
    assert isinstance(work.read, Found)
    output = work.read.output
    assert work.identifier == f"{ORCID}/1"
    assert (output.title, output.doi, output.issued, output.container) == (
        "Work 1", "10.5555/1", "2019-05", "Labour Letters",
    )  # fmt: skip
    assert [(one.name, one.orcid) for one in output.people] == [("Sita Rai", ORCID)]
    assert isinstance(empty.read, Refused)
