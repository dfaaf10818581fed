"""Making a new output for an institution: the same rules for whoever deposits, and however."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Country, Institution, Person, User
from partners.sign_in import only_institution, own_institutions, sees_everything
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
