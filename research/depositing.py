"""Making a new output for an institution, and changing it while it is not sent.

The same rules for whoever deposits, and however.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Country, Institution, Person, User
from partners.roles import UNSENT, Action
from partners.sign_in import may, only_institution, own_institutions, sees_everything
from research import editorial
from research.models import Credit, Output, Theme


class NotYours(Exception):
    """The institution is another's; the message says so, for people."""


@dataclass(frozen=True, slots=True)
class Credited:
    """Somebody who made it: the name as printed, and the person where one is meant."""

    name: str
    role: str = Credit.Role.AUTHOR
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a depositor says of an output; ``columns`` are plain columns of it."""

    columns: dict[str, Any]
    themes: Sequence[Theme] = ()
    countries: Sequence[Country] = ()
    credits: Sequence[Credited] = ()
    owner: Institution | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a depositor says anew of an output; what is ``None`` or not named stays as it is."""

    columns: dict[str, Any]
    themes: Sequence[Theme] | None = None
    countries: Sequence[Country] | None = None
    credits: Sequence[Credited] | None = None
    owner: Institution | None = None


def owner_for(user: User, asked: Institution | None) -> Institution | None:
    """For which institution ``user`` deposits. Raises ``NotYours`` or ``ValidationError``."""
    if sees_everything(user):
        return asked or only_institution(user)
    own = own_institutions(user)
    if asked:
        if asked.pk not in own:
            raise NotYours(_("You don't work for this institution."))
        return asked
    if found := only_institution(user):
        return found
    raise ValidationError({"owner": _("Say for which of your institutions.")})


@transaction.atomic
def deposit(draft: Draft, *, by: User) -> Output:
    """A new draft. Doing it twice makes two. Raises ``NotYours`` or ``ValidationError``."""
    output = Output(**draft.columns, owner=owner_for(by, draft.owner), created_by=by)
    output.slug = editorial.new_slug(output.title, output.issued)
    output.full_clean()
    output.save()
    output.themes.set(draft.themes)
    output.countries.set(draft.countries)
    Credit.objects.bulk_create(_credits(output, draft.credits))
    if output.owner:  # readers are always told who says so
        output.output_institutions.create(institution=output.owner)
    return output


@transaction.atomic
def change(output: Output, said: Changes, *, by: User) -> Output:
    """Say some things of a draft anew. Doing it twice changes nothing more.

    Raises ``NotYours``, ``ValidationError``, or ``editorial.NotPossibleNow`` for what is no
    longer with its depositors.
    """
    held = Output.objects.select_for_update().get(pk=output.pk)
    if held.status not in UNSENT:
        raise editorial.NotPossibleNow(
            _("It is %(status)s: only a draft, or what was returned, is changed this way.")
            % {"status": held.get_status_display()}
        )
    columns = dict(said.columns)
    if said.owner:
        columns["owner"] = owner_for(by, said.owner)
    is_new = any(getattr(held, name) != value for name, value in columns.items())
    for name, value in columns.items():
        setattr(held, name, value)
    if not may(by, Action.CHANGE, held):
        raise NotYours(_("You may not change this output."))
    held.full_clean()
    if is_new:
        held.save()
    if said.themes is not None:
        held.themes.set(said.themes)
    if said.countries is not None:
        held.countries.set(said.countries)
    if said.credits is not None:
        _say_anew(held, said.credits)
    return held


def _say_anew(output: Output, credited: Sequence[Credited]) -> None:
    """Rows that say the same stay: their history does too."""
    new = _credits(output, credited)
    there = {_told(row): row for row in output.credits.all()}
    kept = [there[_told(row)].pk for row in new if _told(row) in there]
    output.credits.exclude(pk__in=kept).delete()
    Credit.objects.bulk_create(row for row in new if _told(row) not in there)


def _told(row: Credit) -> tuple[object, ...]:
    return (row.role, row.order, row.name, row.person_id)


def _credits(output: Output, credited: Sequence[Credited]) -> list[Credit]:
    """In the order given; each role has an order of its own."""
    places: dict[str, int] = {}
    rows = []
    for one in credited:
        places[one.role] = places.get(one.role, 0) + 1
        credit = Credit(
            output=output, person=one.person, name=one.name, role=one.role, order=places[one.role]
        )
        credit.clean_fields()
        rows.append(credit)
    return rows
