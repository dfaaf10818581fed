"""Events with every session, speaker and takeaway; what they recommended."""

from hub.models import Event, EventInstitution
from hub.starter.classification import WORDS
from hub.starter.entries import Entry, StarterList, Written, by_table, in_order
from hub.starter.fields import (
    Field,
    Goes,
    Unfit,
    Values,
    country,
    day,
    nested,
    number,
    one,
    several,
    slug,
    text,
    time_zone,
    word_of,
)
from hub.starter.known import Known
from hub.starter.programme import SESSION, session
from hub.starter.recommended import RECOMMENDATION, stand_with
from hub.starter.sources import SOURCE
from partners.models import Institution
from research.models import Output, Project, Theme
from research.vocabularies import OutputType

Role = EventInstitution.Role
ROLES = {"organisers": Role.ORGANISER, "partners": Role.PARTNER}


def _entry(values: Values, known: Known) -> Entry:
    entry = by_table(FIELDS, values)
    entry.links["projects"] = values["related_projects"]
    entry.parts["event_institutions"] = [
        part
        for name, role in ROLES.items()
        for part in in_order([{"institution_id": pk, "role": role} for pk in values[name]])
    ]
    entry.parts["sessions"] = [session(row, known) for row in values["sessions"]]
    return entry


def _recommend(written: Written) -> bool:
    """What an event recommended stands with its report: research knows no events."""
    groups = written.values["recommendations"]
    return bool(groups) and stand_with(_report(written.values["related_outputs"]), groups)


def _report(ids: list[int]) -> Output:
    """The report of the event; where none was written, the one output that tells of it."""
    told = Output.objects.filter(pk__in=ids)
    reports = list(told.of_type(OutputType.EVENT_REPORT)) or list(told)
    if len(reports) != 1:
        raise Unfit(
            "need one event report, or one output at all, among the related outputs to stand "
            f"with, and there are {len(reports)}",
            "recommendations",
        )
    return reports[0]


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("title", text, is_required=True),
    Field("kind", word_of(Event.Kind), is_required=True),
    Field("start", day, to="starts_on", is_required=True),
    Field("end", day, to="ends_on", is_required=True),
    Field("timezone", time_zone, is_required=True),
    Field("date_note", text),
    Field("mode", word_of(Event.Mode), is_required=True),
    Field("country", country, to="country_id"),
    Field("city", text),
    Field("venue", text),
    Field("participants", number, to="participant_count"),
    Field("summary", text, is_required=True),
    Field("themes", several(one(Theme)), goes=Goes.MANY, is_required=True),
    Field("countries", several(country), goes=Goes.MANY),
    Field("organisers", several(one(Institution)), goes=Goes.ASIDE, is_required=True),
    Field("partners", several(one(Institution)), goes=Goes.ASIDE),
    Field("organiser_names", several(text), to="other_organisers"),
    Field("sessions", nested(SESSION), goes=Goes.ASIDE),
    Field("recommendations", nested(RECOMMENDATION), goes=Goes.ASIDE),
    Field("related_outputs", several(one(Output)), to="outputs", goes=Goes.MANY),
    Field("related_projects", several(one(Project)), goes=Goes.ASIDE),
    Field("other_sources", several(text)),
    *WORDS,
    *SOURCE,
)
EVENTS = StarterList("events", Event, FIELDS, _entry, finish=_recommend)
