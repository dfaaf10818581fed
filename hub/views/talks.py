"""Who spoke where: the talks of a person, and those held for an institution."""

from dataclasses import dataclass

from hub.models import Event, Speaker
from hub.models.sessions import SpeakerQuerySet
from partners.models import Institution, Person


@dataclass(frozen=True, slots=True)
class Appearance:
    """One event, and what was said there in which session."""

    event: Event
    talks: tuple[Speaker, ...]


def talks_of(person: Person) -> tuple[Appearance, ...]:
    return _by_event(Speaker.objects.of_person(person).with_events())


def talks_for(institution: Institution) -> tuple[Appearance, ...]:
    """Those announced with its name; who spoke twice at an event is named once."""
    appearances = _by_event(Speaker.objects.of_institution(institution).with_events())
    return tuple(Appearance(one.event, _each_once(one.talks)) for one in appearances)


def _by_event(speakers: SpeakerQuerySet) -> tuple[Appearance, ...]:
    found: dict[Event, list[Speaker]] = {}
    for speaker in speakers:
        found.setdefault(speaker.session.event, []).append(speaker)
    return tuple(Appearance(event, tuple(talks)) for event, talks in found.items())


def _each_once(talks: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    return tuple({talk.name: talk for talk in reversed(talks)}.values())[::-1]
