"""An event's programme: sessions, and who spoke or moderated in each."""

from typing import Any

from hub.models import Session, Speaker
from hub.starter.entries import Part
from hub.starter.fields import Field, Values, country, nested, number, one, several, text, word_of
from hub.starter.known import Known
from partners.models import Institution

SPEAKER = (
    Field("name", text, is_required=True),
    Field("affiliation", text),
    Field("institution", one(Institution), to="institution_id"),
    Field("country", country, to="country_id"),
    Field("role", text),
)
SESSION = (
    Field("title", text, is_required=True),
    Field("kind", word_of(Session.Kind), is_required=True),
    Field("day", number, is_required=True),
    Field("order", number, is_required=True),
    Field("summary", text),
    Field("moderators", several(text)),
    Field("speakers", nested(SPEAKER)),
    Field("takeaways", several(text)),
    Field("contributions", several(text)),
)
#: Told beside the session's own columns.
PEOPLE = {"moderators", "speakers"}


def session(row: Values, known: Known) -> Part:
    columns = {name: value for name, value in row.items() if name not in PEOPLE}
    moderators = [{"name": name} for name in row["moderators"]]
    speakers = [{one.target: speaker[one.name] for one in SPEAKER} for speaker in row["speakers"]]
    people = [
        *_placed(moderators, Speaker.Part.MODERATOR, known),
        *_placed(speakers, Speaker.Part.SPEAKER, known),
    ]
    return Part(columns, {"speakers": people})


def _placed(people: list[dict[str, Any]], part: Speaker.Part, known: Known) -> list[Part]:
    return [
        Part(
            {
                **columns,
                "part": part,
                "order": place,
                "person_id": known.person_called(columns["name"]),
            }
        )
        for place, columns in enumerate(people, start=1)
    ]
