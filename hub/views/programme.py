"""The programme of an event: its days, their sessions, and who did what in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from hub.models import Event, Session, Speaker

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
    is_open: bool

    @property
    def has_more(self) -> bool:
        """Whether there is anything to unfold."""
        said = (self.session.summary, self.session.takeaways, self.session.contributions)
        return any(said) or bool(self.chairs or self.moderators or self.speakers)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event. ``number`` is 0 where the event has only one."""

    number: int
    on: date
    parts: tuple[Part, ...]


def programme(event: Event) -> tuple[Day, ...]:
    sessions = event.sessions.in_order().with_speakers()
    parts = [_part(number, session) for number, session in enumerate(sessions, start=1)]
    numbers = sorted({part.session.day for part in parts})
    return tuple(
        Day(
            number=number if event.ends_on > event.starts_on else 0,
            on=event.starts_on + timedelta(days=number - 1),
            parts=tuple(part for part in parts if part.session.day == number),
        )
        for number in numbers
    )


def _part(number: int, session: Session) -> Part:
    speakers = list(session.speakers.all())
    return Part(
        number=number,
        session=session,
        chairs=_in_part(speakers, Speaker.Part.CHAIR),
        moderators=_in_part(speakers, Speaker.Part.MODERATOR),
        speakers=_in_part(speakers, Speaker.Part.SPEAKER),
        is_open=number <= OPEN_FROM_THE_START,
    )


def _in_part(speakers: list[Speaker], part: str) -> tuple[Speaker, ...]:
    return tuple(speaker for speaker in speakers if speaker.part == part)
