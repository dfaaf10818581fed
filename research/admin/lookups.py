"""Looking somebody up in ROR or ORCID, to begin a form with what is known of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from partners.models import Country, Institution, Person
from research.ingestion.lookups import InstitutionFound, PersonFound, institutions, people
from research.ingestion.transport import SourceUnavailable

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """One that was found: what it is called, what tells it apart, and its form."""

    name: str
    address: str
    facts: tuple[str, ...]
    #: The record that the hub has of it already.
    known: Model | None
    form: str


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry, and what is looked up there."""

    title: Any
    help: Any
    model: type[Model]
    look_up: Callable[[str], Iterable[Offer]]


def _form(model: type[Model], known: Model | None, **values: object) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"  # noqa: SLF001
    if known:
        return reverse(f"{name}_change", args=[known.pk])
    said = {field: value for field, value in values.items() if value}
    return f"{reverse(f'{name}_add')}?{urlencode(said)}"


def _institutions(typed: str) -> list[Offer]:
    found = institutions(typed)
    known = {one.ror: one for one in Institution.objects.filter(ror__in=[o.ror for o in found])}
    countries = Country.objects.in_bulk([one.country for one in found])
    return [_institution(one, known.get(one.ror), countries.get(one.country)) for one in found]


def _institution(
    found: InstitutionFound, known: Institution | None, country: Country | None
) -> Offer:
    address = f"https://ror.org/{found.ror}"
    place = ", ".join(filter(None, [found.city, country.local_name if country else ""]))
    form = _form(
        Institution,
        known,
        name=found.name,
        acronym=found.acronym,
        ror=found.ror,
        country=country.pk if country else "",
        city=found.city,
        website=found.website,
        founded=found.founded,
        source=address,
    )
    facts = (found.acronym, place, *found.other_names[:3])
    return Offer(found.name, address, tuple(filter(None, facts)), known, form)


def _people(typed: str) -> list[Offer]:
    found = people(typed)
    known = {one.orcid: one for one in Person.objects.filter(orcid__in=[o.orcid for o in found])}
    return [_person(one, known.get(one.orcid)) for one in found]


def _person(found: PersonFound, known: Person | None) -> Offer:
    address = f"https://orcid.org/{found.orcid}"
    form = _form(Person, known, name=found.name, orcid=found.orcid, source=address)
    facts = (*found.name_variants[:3], *found.institutions[:3])
    return Offer(found.name, address, facts, known, form)


REGISTRIES = {
    "institutions": Registry(
        _lazy("Find an institution in ROR"),
        _lazy("Type its name or its ROR."),
        Institution,
        _institutions,
    ),
    "people": Registry(
        _lazy("Find a person in ORCID"), _lazy("Type the name or the ORCID."), Person, _people
    ),
}


@require_safe
def look_up(request: HttpRequest, kind: str) -> HttpResponse:
    registry = REGISTRIES[kind]
    opts = registry.model._meta  # noqa: SLF001
    if not request.user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        raise PermissionDenied
    sought = request.GET.get("q", "").strip()[:LONGEST]
    found, problem = _found(registry, sought)
    context = {
        **admin.site.each_context(request),
        "title": registry.title,
        "help": registry.help,
        "opts": opts,
        "list_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"),
        "sought": sought,
        "found": found,
        "problem": problem,
    }
    return TemplateResponse(request, "admin/look_up.html", context)


def _found(registry: Registry, sought: str) -> tuple[list[Offer], str]:
    if not sought:
        return [], ""
    try:
        return list(registry.look_up(sought)), ""
    except SourceUnavailable as reason:
        return [], _("The registry can't be asked just now: %(reason)s") % {"reason": reason}
