"""Made-up institutions, people, events, projects, practices and centres for the gallery."""

from datetime import date, time
from types import SimpleNamespace
from typing import Any

from django.test import RequestFactory

from hub.gallery.specimens import LONG_TITLE, THEMES, Rows, output
from hub.models import Session
from hub.views.fact_rows import telephone, website
from hub.views.groups import Group
from hub.views.list_filters import Filter, kind, narrow, one_country
from hub.views.programme import Day, Part
from hub.views.talks import Appearance
from hub.views.works_on import Subject
from research.views.facts import Fact, Value

NEPAL = SimpleNamespace(code="NP", local_name="Nepal")
DOES = "Studies why people leave to work, what it costs them, and what they come home to."


def all_of_them() -> dict[str, Any]:
    """By the name the gallery calls them."""
    rows = [_row(NEPAL, "university"), _row(NEPAL, "donor"), _row(None, "donor")]
    filters = (Filter("country", "Country", one_country), Filter("kind", "Kind", kind))  # type: ignore[arg-type]
    asked = RequestFactory().get("/gallery/", {"kind": "donor"})
    return {
        "found": narrow(rows, filters, asked),
        "groups": [Group(letter, f"jump-{letter}", (letter,)) for letter in "ABCDEF"],
        "institutions": [
            SimpleNamespace(institution=_institution(), count=18),
            SimpleNamespace(institution=_institution(acronym="", city="", country=None), count=0),
        ],
        "people": [
            SimpleNamespace(person=_person(), affiliation=_affiliation(), count=4),
            SimpleNamespace(person=_person(), affiliation=None, count=1),
            SimpleNamespace(person=_person(), affiliation=None, count=0),
        ],
        "organisers": [SimpleNamespace(institution=_institution())],
        "events": [_event(), _event(title=LONG_TITLE)],
        "appearances": [Appearance(_event(), (_speaker(), _speaker(part="moderator")))],
        "days": (_day(1), _day(2)),
        "recommended": SimpleNamespace(
            report=output(), count=14, topics=("Comparable data", "Social security as a right")
        ),
        "projects": [_project(), _project(title=LONG_TITLE, status="unknown", summary="")],
        "implementers": [SimpleNamespace(institution=_institution(), role="implementer")],
        "practices": [_practice(), _practice(is_proposal=True, what_was_learnt="", year=None)],
        "centres": [
            _centre(),
            _centre(last_confirmed_on=date(2026, 3, 1), languages=["ne", "en"]),
        ],
        "points": ["Find out what recruitment costs.", LONG_TITLE],
        "subjects": [Subject(theme, 12, "#") for theme in THEMES],
        "facts": (
            Fact("Telephone", tuple(telephone("+977 1 555 0100"))),
            Fact("Website", tuple(website("https://www.example.org/"))),
        ),
        "sources": (Value("example.org", "https://www.example.org/"), Value("A printed report")),
        "themes": THEMES[:2],
        "outputs": [output()],
    }


def _thing(**values: Any) -> Any:
    return SimpleNamespace(get_absolute_url="#places", **values)


def _row(country: Any, of_kind: str) -> Any:
    return SimpleNamespace(country=country, kind=of_kind, get_kind_display=of_kind.capitalize)


def _institution(**changes: Any) -> Any:
    values = {
        "name": "Institute of Labour and Mobility",
        "short_name": "ILM",
        "acronym": "ILM",
        "city": "Kathmandu",
        "country": NEPAL,
        "description": DOES,
    }
    return _thing(**(values | changes))


def _person() -> Any:
    return _thing(name="A. Writer")


def _affiliation() -> Any:
    said = "Research fellow (2020)"
    return SimpleNamespace(
        institution=_institution(), role="Research fellow", as_of=2020, said=said
    )


def _event(**changes: Any) -> Any:
    values = {
        "title": "Consultation on moving within the country",
        "starts_on": date(2022, 10, 12),
        "dates_display": "12 – 13 October 2022",
        "get_kind_display": "Consultation",
        "city": "Kathmandu",
        "country": NEPAL,
        "event_institutions": Rows([SimpleNamespace(institution=_institution())]),
    }
    return _thing(**(values | changes))


def _speaker(part: str = "speaker") -> Any:
    return SimpleNamespace(
        name="A. Writer",
        person=_person(),
        part=part,
        get_part_display=part.capitalize(),
        role="Research fellow",
        affiliation="Institute of Labour and Mobility",
        institution=_institution(),
        country=NEPAL,
        session=SimpleNamespace(anchor="places", title="Panel 1: who counts"),
    )


def _day(number: int) -> Day:
    said = {"summary": DOES, "takeaways": ["Count them."], "contributions": ["Writer: ask them."]}
    whole = Session(
        day=number,
        order=1,
        kind="panel",
        title="Panel 1: who counts",
        starts_at=time(10),
        ends_at=time(11, 30),
        **said,
    )
    bare = Session(day=number, order=2, kind="opening", title="Opening")
    people = (_speaker(),)
    return Day(
        number=number,
        on=date(2022, 10, 11 + number),
        parts=(
            Part(1, whole, people, people, people * 2, is_open=number == 1),
            Part(2, bare, (), (), (), is_open=False),
        ),
    )


def _project(**changes: Any) -> Any:
    values = {
        "title": "Fair recruitment",
        "status": "ongoing",
        "get_status_display": "Ongoing",
        "dates_display": "2021 – 2024",
        "summary": DOES,
        "countries": Rows([NEPAL] * 5),
        "project_institutions": Rows(
            [SimpleNamespace(institution=_institution(), role="implementer")]
        ),
    }
    return _thing(**(values | changes))


def _practice(**changes: Any) -> Any:
    values = {
        "title": "A desk at the airport",
        "is_proposal": False,
        "year": 2020,
        "sector": "public services",
        "what_was_done": "A desk was opened where people leave.",
        "what_was_learnt": "Those who come back know more than those who leave.",
        "countries": Rows([NEPAL]),
        "institutions": Rows([_institution()]),
        "other_institutions": ["A local union"],
    }
    return _thing(**(values | changes))


def _centre(**changes: Any) -> Any:
    values = {
        "name": "Migrant Resource Centre",
        "get_kind_display": "Migrant resource centre",
        "city": "Kathmandu",
        "country": NEPAL,
        "languages": [],
        "services": ["Counselling", "Legal help", "Referral", "Training", "Shelter"],
        "last_confirmed_on": None,
    }
    return _thing(**(values | changes))
