"""The people of a session as lines of text: typed or pasted in one go, kept as speakers.

``Chair: Name | what they are | affiliation``; the word before the colon may be left out for
speakers, and so may the parts after the name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hub.models import Session, Speaker
from partners.models import Person

BETWEEN = "|"
#: What may stand before the colon, in English as the lines are kept.
PARTS = {"chair": Speaker.Part.CHAIR, "moderator": Speaker.Part.MODERATOR,
         "speaker": Speaker.Part.SPEAKER}  # fmt: skip
LONGEST = {"name": 200, "role": 300, "affiliation": 300}


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """One person's part, as a line says it."""

    part: Speaker.Part
    name: str
    role: str = ""
    affiliation: str = ""


class SpeakersField(forms.Field):
    """Lines in, ``SpeakerLine`` values out; a fault names its line."""

    widget = forms.Textarea

    def to_python(self, value: object) -> list[SpeakerLine]:
        return list(_read(str(value or "")))

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return list(_read(str(initial or ""))) != list(_read(str(data or "")))
        except ValidationError:
            return True  # what makes no sense is no longer what stood there

    def validate(self, value: object) -> None:
        """Nobody need be named."""

    def run_validators(self, value: object) -> None:
        """Each line has been checked by itself."""


def written(session: Session) -> str:
    """The speakers of a session as lines."""
    return "\n".join(_line(speaker) for speaker in session.speakers.in_order())


def _line(speaker: Speaker) -> str:
    said = [speaker.name, speaker.role, speaker.affiliation]
    while said and not said[-1]:
        said.pop()
    words = f" {BETWEEN} ".join(said)
    return words if speaker.part == Speaker.Part.SPEAKER else f"{speaker.part}: {words}"


def _read(text: str) -> Iterator[SpeakerLine]:
    seen = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        one = _taken_apart(line, number)
        if (one.part, one.name) in seen:
            raise ValidationError(_("Line %(line)s: %(name)s stands here twice.")
                                  % {"line": number, "name": one.name})  # fmt: skip
        seen.add((one.part, one.name))
        yield one


def _taken_apart(line: str, number: int) -> SpeakerLine:
    before, colon, after = line.partition(":")
    part = PARTS.get(before.strip().lower())
    words = [" ".join(word.split()) for word in (after if colon and part else line).split(BETWEEN)]
    if not words[0]:
        raise ValidationError(_("Line %(line)s: the name is missing.") % {"line": number})
    if len(words) > len(LONGEST):
        raise ValidationError(
            _("Line %(line)s: write it as Name | what they are | affiliation.") % {"line": number}
        )
    said = dict(zip(LONGEST, words, strict=False))
    for name, word in said.items():
        if len(word) > LONGEST[name]:
            raise ValidationError(_("Line %(line)s is too long.") % {"line": number})
    return SpeakerLine(part or Speaker.Part.SPEAKER, **said)


@transaction.atomic
def save(session: Session, lines: Iterable[SpeakerLine]) -> None:
    """Bring the speakers to what the lines say; who stays keeps links to person and country."""
    there = {(one.part, one.name): one for one in session.speakers.all()}
    lines = list(lines)
    session.speakers.exclude(
        pk__in=[
            there[line.part, line.name].pk for line in lines if (line.part, line.name) in there
        ]
    ).delete()
    for order, line in enumerate(lines, start=1):
        speaker = there.get((line.part, line.name)) or Speaker(
            session=session, part=line.part, name=line.name, person=_known(line.name)
        )
        speaker.role, speaker.affiliation, speaker.order = line.role, line.affiliation, order
        speaker.save()


def _known(name: str) -> Person | None:
    """The one person of exactly this name; of two, nobody is guessed."""
    found = list(Person.objects.filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None
