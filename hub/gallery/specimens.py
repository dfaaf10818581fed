"""Made-up things in every state a component can be in. They look like rows and are none."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from research.models import Document, Output, Theme
from research.search import FacetValue, Label, OtherEdition, PageHit, YearCount
from research.views import facts, histogram, reading
from research.views.cite_box import Choice, CiteBox, Download
from research.views.contributors import Contributor
from research.views.facet_boxes import FacetBox
from research.views.related import Related
from research.views.result_links import Link
from research.views.suggestions import Page
from research.vocabularies import Access, Origin, OutputType

THEMES = (
    Theme(pk=1, slug="labour-migration-policies", name="Labour migration policies"),
    Theme(pk=2, slug="gender-and-migration", name="Gender and migration"),
    Theme(pk=3, slug="migration-health-and-disaster", name="Migration, health and disaster"),
    Theme(pk=4, slug="migration-and-development", name="Migration and development"),
    Theme(pk=5, slug="drivers-of-migration", name="Drivers of migration"),
)
LONG_TITLE = (
    "What low-skilled workers from five countries of South Asia pay for recruitment, travel, "
    "documents, medical tests and insurance before they earn a first wage in the Gulf, and who "
    "lends them the money: findings of a survey in eleven districts"
)


class Rows(tuple[Any, ...]):
    """A few rows where a template expects what a manager gives."""

    def all(self) -> "Rows":
        return self


def document(**changes: Any) -> Any:
    """A document of 64 pages, all read, or as ``changes`` say."""
    values: dict[str, Any] = {
        "pk": 1,
        "filename": "survey.pdf",
        "size": 1_250_000,
        "media_type": "application/pdf",
        "state": Document.State.READ,
        "page_count": 64,
        "language": "en",
        "output": Output(pk=1, slug="specimen"),
    }
    return Document(**(values | changes))


def output(**changes: Any) -> Any:
    """An output with everything a record shows, or as ``changes`` say."""
    values = {
        "slug": "specimen",
        "type": OutputType.REPORT,
        "title": "What workers pay to reach their jobs",
        "issued": "2016-03",
        "summary": "Survey of what workers spend to reach jobs abroad, and of what makes it dear.",
        "url": "https://www.example.org/survey",
        "status": Output.Status.PUBLISHED,
        "updated_at": timezone.now(),
    }
    relations = {
        "themes": Rows(THEMES[:2]),
        "countries": Rows([SimpleNamespace(code="PK", local_name="Pakistan")]),
        "documents": Rows(),
        "credits": Rows([SimpleNamespace(name="A. Writer", role="author", person_id=None)]),
        "output_institutions": Rows(),
        "corridors": Rows(),
    }
    given = values | changes
    row = Output(**{name: value for name, value in given.items() if name not in relations})
    shown = SimpleNamespace(**(relations | changes))
    return _Shown(row, shown)


class _Shown:
    """An output whose relations are at hand: a stand-in asks no database."""

    def __init__(self, row: Output, relations: SimpleNamespace) -> None:
        self._row, self._relations = row, relations

    def __getattr__(self, name: str) -> Any:
        own = vars(self._relations)
        return own[name] if name in own else getattr(self._row, name)


def all_of_them() -> dict[str, Any]:
    """By the name the gallery calls them."""
    return {
        "themes": _themes(),
        "records": _records(),
        "briefs": [output(type=OutputType.POLICY_BRIEF, themes=Rows([t])) for t in THEMES[:3]],
        "readings": [reading.reading(each) for each in _records()],
        "hits": _hits(),
        "output": output(documents=Rows([document()]), subtitle="A survey"),
        "people": _people(),
        "documents": _documents(),
        "messages": ["Workers borrow before they earn.", "Agents are paid twice."],
        "recommendations": _recommendations(),
        "cite_box": _cite_box(),
        "facts": facts.facts(output(keywords=["wages", "debt"], sdgs=[8, 10])),
        "facets": _facets(),
        "histogram": histogram.histogram(_years()),
        "filters": _filters(),
        "other_words": (Label("recruitment cost", "en"), Label("भर्ती शुल्क", "ne")),
        "neighbours": (Link("kafala system", "#search"), Link("भर्ती", "#search", language="ne")),
        "named": Page("RMMRU", "Institution", "#search"),
        "editions": (
            OtherEdition("brief", "In brief", "policy-brief", "en", "2024", 2),
            OtherEdition("hindi", "संक्षेप", "report", "hi", "2024", None),
        ),
        "sorts": (Link("Best match", "?", is_current=True), Link("Newest", "?sort=newest")),
        "pages": (Link("1", "?"), None, Link("7", "?page=7", is_current=True), Link("8", "?")),
        "related": (Related("By the same people", (output(),)),),
        "empty": output(summary="", issued="", credits=Rows(), url=""),
    }


def _cite_box() -> CiteBox:
    return CiteBox(
        reference=format_html(
            "Writer, A. (2016). <i>{}</i> [Report].", "What workers pay to reach their jobs"
        ),
        styles=(Choice("apa", "APA", True), Choice("harvard", "Harvard", False)),
        downloads=(Download("BibTeX", "#bib"), Download("RIS", "#ris")),
        bibtex_address="#bib",
    )


def _themes() -> list[Theme]:
    for number, theme in enumerate(THEMES, start=1):
        theme.output_count = number * 17  # type: ignore[attr-defined]
        theme.description = (
            "What it covers, in one sentence of usual length, and a few words more."
        )
    return list(THEMES)


def _records() -> list[Any]:
    in_june = timezone.now() + timedelta(days=100)
    many = [SimpleNamespace(name=f"Writer {n}", role="author", person_id=None) for n in range(40)]
    return [
        output(documents=Rows([document()])),
        output(documents=Rows([document(scanned_pages=[3, 4])])),
        output(documents=Rows([document(scanned_pages=list(range(1, 65)))])),
        output(documents=Rows([document(state=Document.State.WAITING, page_count=None)])),
        output(title=LONG_TITLE, credits=Rows(many), themes=Rows(THEMES)),
        output(access=Access.EMBARGOED, embargo_until=in_june),
        output(summary="", issued="", credits=Rows(), url="", origin=Origin.EXTERNAL),
        output(
            title="بھرتی کی فیس اور قرض", language="ur", summary="مزدور سفر سے پہلے قرض لیتے ہیں۔"
        ),
        output(title="ভর্তি ফি ও ঋণ", language="bn"),
    ]


def _documents() -> list[Any]:
    return [
        document(),
        document(scanned_pages=[3, 4]),
        document(state=Document.State.WAITING, page_count=None),
        document(state=Document.State.UNREADABLE, reason="The file asks for a password."),
    ]


def _people() -> list[Contributor]:
    return [
        Contributor("A. Writer", "#", "", "Research Fellow, IPS (2020)"),
        Contributor("B. Editor", "", "Editor", ""),
        Contributor("C. With No Page", "", "", ""),
    ]


def _hits() -> list[PageHit]:
    words = mark_safe("what workers pay in <mark>fees</mark>, documents and travel")
    return [PageHit(14, words, "#page=14"), PageHit(31, words, "#page=31")]


def _recommendations() -> list[Any]:
    nobody = {"topic": "", "actor": "", "body": "", "country": None, "page": None}
    employers = nobody | {"actor": "employers", "get_actor_display": "Employers", "page": 12}
    return [
        SimpleNamespace(**employers, text="Pay all wages through banks."),
        SimpleNamespace(**nobody, text="Share what was learnt."),
    ]


def _facets() -> list[FacetBox]:
    themes = tuple(FacetValue(t.slug, t.name, 40 - t.pk, t.pk == 1) for t in THEMES)
    many = tuple(FacetValue(f"i{n}", f"Institution {n}", 30 - n, False) for n in range(12))
    return [
        FacetBox("theme", "Theme", themes, is_open=True),
        FacetBox("institution", "Institution", many[:8], is_open=True, more="#search"),
        FacetBox("language", "Language", many[:2], is_open=False),
    ]


def _filters() -> tuple[Link, ...]:
    return (Link("Bangladesh", "?", of="Country"), Link("2015 – 2022", "?", of="Year"))


def _years() -> list[YearCount]:
    return [YearCount(2005 + n, 1 + n % 7, 2015 <= 2005 + n <= 2022) for n in range(0, 21, 2)]
