"""The programme of an event: its days, their sessions, and who did what in them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.models import Event, Session, Speaker
from research.models import Output

#: So many sessions stand open from the start; the others show how much is in them.
OPEN_FROM_THE_START = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A session with its number in the whole programme."""

    number: int
    session: Session
    chairs: tuple[Speaker, ...]
    moderators: tuple[Speaker, ...]
    speakers: tuple[Speaker, ...]
    outputs: tuple[Output, ...]
    is_open: bool
    starts: datetime | None
    ends: datetime | None

    @property
    def has_more(self) -> bool:
        """Whether there is anything to unfold."""
        said = (self.session.summary, self.session.takeaways, self.session.contributions)
        held = (self.session.recording_url, self.session.materials, self.outputs)
        people = (self.chairs, self.moderators, self.speakers)
        return any((*said, *held, *people))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event. ``number`` is 0 where the event has only one."""

    number: int
    on: date
    parts: tuple[Part, ...]

    @property
    def slots(self) -> list[list[Part]]:
        """The parts one after another; those that begin while another runs stand with it."""
        slots: list[list[Part]] = []
        for part in self.parts:
            if slots and any(_overlap(part, other) for other in slots[-1]):
                slots[-1].append(part)
            else:
                slots.append([part])
        return slots


def _overlap(one: Part, other: Part) -> bool:
    """Whether both run at the same time; of an end that is not said, nothing is guessed."""
    if not (one.starts and other.starts):
        return False
    if one.starts == other.starts:
        return True
    end = one.ends if one.starts < other.starts else other.ends
    return bool(end and end > max(one.starts, other.starts))


def programme(event: Event) -> tuple[Day, ...]:
    sessions = event.sessions.in_order().with_speakers().with_outputs()
    parts = [_part(event, number, session) for number, session in enumerate(sessions, start=1)]
    numbers = sorted({part.session.day for part in parts})
    return tuple(
        Day(
            number=number if event.ends_on > event.starts_on else 0,
            on=event.starts_on + timedelta(days=number - 1),
            parts=tuple(part for part in parts if part.session.day == number),
        )
        for number in numbers
    )


def _part(event: Event, number: int, session: Session) -> Part:
    speakers = list(session.speakers.all())
    day = event.starts_on + timedelta(days=session.day - 1)
    return Part(
        number=number,
        session=session,
        chairs=_in_part(speakers, Speaker.Part.CHAIR),
        moderators=_in_part(speakers, Speaker.Part.MODERATOR),
        speakers=_in_part(speakers, Speaker.Part.SPEAKER),
        outputs=tuple(session.outputs.all()),
        is_open=number <= OPEN_FROM_THE_START,
        starts=event.moment(day, session.starts_at),
        ends=event.moment(day, session.ends_at),
    )


def _in_part(speakers: list[Speaker], part: str) -> tuple[Speaker, ...]:
    return tuple(speaker for speaker in speakers if speaker.part == part)
