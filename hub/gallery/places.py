"""Made-up institutions, people, events, projects, practices and centres for the gallery."""

from datetime import date, time
from types import SimpleNamespace
from typing import Any

from hub.figures.dots import dot_map
from hub.figures.map_labels import Place
from hub.gallery.specimens import LONG_TITLE, THEMES, Rows, output
from hub.models import Session
from partners.opening_hours import Line
from research.views.facts import Fact, Value
from research.views.result_links import Link

NEPAL = SimpleNamespace(code="NP", local_name="Nepal")
DOES = "Studies why people leave to work, what it costs them, and what they come home to."


def all_of_them() -> dict[str, Any]:
    """By the name the gallery calls them."""
    return {
        "found": _found(),
        "groups": [
            SimpleNamespace(label=letter, anchor=f"jump-{letter}", rows=(letter,))
            for letter in "ABCDEF"
        ],
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
        "appearances": [
            SimpleNamespace(event=_event(), talks=[_speaker(), _speaker(part="moderator")])
        ],
        "days": (_day(1), _day(2)),
        "recommended": SimpleNamespace(
            report=output(), count=14, topics=("Comparable data", "Social security as a right")
        ),
        "projects": [_project(), _project(title=LONG_TITLE, status="unknown", summary="")],
        "implementers": [SimpleNamespace(institution=_institution(), role="implementer")],
        "practices": [_practice(), _practice(is_proposal=True, what_was_learnt="", year=None)],
        "centres": [
            _centre(),
            _centre(
                last_confirmed_on=date(2026, 3, 1),
                is_confirmed_lately=True,
                languages=["ne", "en"],
                week=(Line("Sun – Thu", "10:00–17:00"), Line("Fri, Sat", "closed")),
            ),
            _centre(last_confirmed_on=date(2020, 3, 1)),
        ],
        "entries": [
            SimpleNamespace(centre=_centre(), number=1, away="", position="27.7,85.3"),
            SimpleNamespace(centre=_centre(), number=2, away="about 40 km away", position=""),
        ],
        "map": dot_map(
            [Place("Kathmandu", 85.3, 27.7), Place("Pokhara", 84.0, 28.2)],
            [Place("Nepal", 83.9, 28.2)],
        ),
        "experts": [
            SimpleNamespace(
                entry=SimpleNamespace(person=_person(), affiliation=_affiliation(), count=4),
                outputs=[output()],
                count=4,
                address="#places",
            )
        ],
        "points": ["Find out what recruitment costs.", LONG_TITLE],
        "subjects": [SimpleNamespace(theme=theme, count=12, address="#") for theme in THEMES],
        "facts": (
            Fact("Telephone", (Value("+977 1 555 0100", "tel:+97715550100"),)),
            Fact("Website", (Value("example.org", "https://www.example.org/"),)),
        ),
        "sources": (Value("example.org", "https://www.example.org/"), Value("A printed report")),
        "themes": THEMES[:2],
        "outputs": [output()],
    }


def _thing(**values: Any) -> Any:
    return SimpleNamespace(get_absolute_url="#places", **values)


def _found() -> Any:
    """A list narrowed to one kind."""
    kinds = [
        SimpleNamespace(value="donor", label="Donor", count=2, is_chosen=True),
        SimpleNamespace(value="university", label="University", count=1, is_chosen=False),
    ]
    countries = [SimpleNamespace(value="np", label="Nepal", count=1, is_chosen=False)]
    return SimpleNamespace(
        boxes=[
            SimpleNamespace(name="country", label="Country", choices=countries),
            SimpleNamespace(name="kind", label="Kind", choices=kinds),
        ],
        chosen=(Link("Donor", "#places", of="Kind"),),
        action="#places",
        q="wages",
        taken={"kind": "donor"},
        kept={},
        notices=("“nowhere” is not known under “Country” and was left out.",),
    )


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


def _day(number: int) -> Any:
    bare = Session(day=number, order=2, kind="opening", title="Opening")
    return SimpleNamespace(
        number=number,
        on=date(2022, 10, 11 + number),
        parts=(_part(number), SimpleNamespace(number=2, session=bare, has_more=False)),
    )


def _part(number: int) -> Any:
    """A session with everything in it; only that of the first day stands open."""
    session = Session(
        day=number,
        order=1,
        kind="panel",
        title="Panel 1: who counts",
        starts_at=time(10),
        ends_at=time(11, 30),
        summary=DOES,
        takeaways=["Count them."],
        contributions=["Writer: ask them."],
    )
    people = (_speaker(),)
    return SimpleNamespace(
        number=1,
        session=session,
        chairs=people,
        moderators=people,
        speakers=people * 2,
        is_open=number == 1,
        has_more=True,
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
        "is_confirmed_lately": False,
        "helps_with": ["legal"],
        "help_words": ["Legal help and complaints"],
        "phones": ["+977 1 555 0100"],
        "week": (),
    }
    return _thing(**(values | changes))
