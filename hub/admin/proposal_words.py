"""How an editor reads a proposal: each field with its label, and values in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.models import Proposal
from partners import opening_hours
from partners.models import Country, Help, ResourceCentre
from research.models import Theme
from research.views.wording import language_name

Say = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A field of the record, its label, and how its value is said."""

    name: str
    label: Promise
    say: Say = str


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)


def _help(values: Iterable[str]) -> str:
    return ", ".join(str(Help(value).label) for value in values if value in Help.values)


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(map(language_name, codes))


def _week(text: str) -> str:
    return "\n".join(f"{line.days}: {line.hours}" for line in opening_hours.lines(text))


def _countries(codes: Iterable[str]) -> str:
    return ", ".join(country.local_name for country in Country.objects.filter(code__in=codes))


def _themes(slugs: Iterable[str]) -> str:
    return ", ".join(map(str, Theme.objects.filter(slug__in=slugs).in_order()))


WORDINGS = (
    Wording("name", _("Name")),
    Wording("title", _("Title")),
    Wording("address", _("Street address")),
    Wording("city", _("City")),
    Wording("phones", _("Telephones"), _lines),
    Wording("website", _("Website")),
    Wording("weekly_hours", _("Opening hours"), _week),
    Wording("hours", _("Opening hours, in words")),
    Wording("helps_with", _("Helps with"), _help),
    Wording("services", _("Services"), _lines),
    Wording("languages", _("Languages"), _languages),
    Wording("note", _("Open points")),
    Wording("what_was_done", _("What was done")),
    Wording("what_was_learnt", _("What was learnt")),
    Wording("evidence", _("Evidence")),
    Wording("year", _("Year")),
    Wording("other_institutions", _("Institutions"), _lines),
    Wording("countries", _("Countries"), _countries),
    Wording("themes", _("Themes"), _themes),
    Wording("source", _("Source")),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One field, as it stands now and as the reader would have it."""

    name: str
    label: Promise
    now: str
    new: str
    #: Somebody changed it after the reader looked.
    was_changed: bool


def sides(proposal: Proposal) -> list[Side]:
    """Old and new of every field that the proposal touches."""
    return [
        _side(wording, proposal.changes[wording.name], proposal.centre)
        for wording in WORDINGS
        if wording.name in proposal.changes
    ]


def _side(wording: Wording, change: dict[str, Any], centre: ResourceCentre | None) -> Side:
    now = getattr(centre, wording.name) if centre else ""
    return Side(
        wording.name,
        wording.label,
        now=wording.say(now) if now else "",
        new=wording.say(change["new"]) if change["new"] else "",
        was_changed=centre is not None and now != change.get("was"),
    )
