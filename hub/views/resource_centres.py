"""The resource centres: where migrants and their families find help, and the page of each."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.views import fact_rows, list_filters
from hub.views.fact_rows import Rows, facts_of, sources_of
from hub.views.groups import Group, grouped
from hub.views.list_filters import Filter, narrow
from partners.models import ResourceCentre
from research.views.facts import Value
from research.views.wording import language_name


def _languages(row: ResourceCentre) -> Iterable[tuple[str, str]]:
    return ((code, language_name(code)) for code in row.languages)


FILTERS = (
    Filter("country", _("Country"), list_filters.one_country),
    Filter("kind", _("Kind"), list_filters.kind),
    Filter("language", _("Language"), _languages),
)
NO_CITY = ("no-city", _("Several places, or not known"))


@require_safe
def resource_centre_list(request: HttpRequest) -> HttpResponse:
    rows = list(ResourceCentre.objects.by_place().for_listing())
    found = narrow(rows, FILTERS, asked=request.GET.dict(), path=request.path)
    countries = grouped(found.rows, lambda row: (row.country.code.lower(), row.country.local_name))
    context = {"found": found, "countries": tuple(map(_by_city, countries))}
    return render(request, "hub/resource_centre_list.html", context)


@require_safe
def resource_centre(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ResourceCentre.objects.for_page(), slug=slug)
    context = {
        "centre": found,
        "served_in": [language_name(code) for code in found.languages],
        "reach": facts_of(found, REACH),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
    }
    return render(request, "hub/resource_centre.html", context)


def _by_city(country: Group[ResourceCentre]) -> Group[Group[ResourceCentre]]:
    """Those without a city stand last."""
    in_order = sorted(country.rows, key=lambda row: not row.city)
    cities = grouped(in_order, lambda row: (row.city, row.city) if row.city else NO_CITY)
    return Group(country.label, country.anchor, cities)


def _phones(found: ResourceCentre) -> Iterable[Value]:
    for number in found.phones:
        yield from fact_rows.telephone(number)


def _place(found: ResourceCentre) -> Iterable[Value]:
    parts = (found.address, found.city, found.region, found.country.local_name)
    # An address often ends with the city.
    said = [part for part in parts if part]
    return fact_rows.plain(
        ", ".join(part for n, part in enumerate(said) if not any(part in p for p in said[:n]))
    )


def _position(found: ResourceCentre) -> Iterable[Value]:
    """A ``geo:`` address opens the reader's own map, and asks no map server."""
    if found.latitude is not None and found.longitude is not None:
        position = f"{found.latitude:.5f}, {found.longitude:.5f}"
        yield Value(position, f"geo:{found.latitude},{found.longitude}")


def _hosts(found: ResourceCentre) -> Iterable[Value]:
    """The host as its source words it; the institutions follow where they say more."""
    rows = list(found.host_institutions.all())
    if found.host and found.host not in [row.name for row in rows]:
        yield Value(found.host)
    yield from fact_rows.institutions(rows)


REACH: Rows = (
    (_("Address"), _place),
    (_("Telephone"), _phones),
    (_("Opening hours"), lambda found: fact_rows.plain(found.hours)),
    (_("Website"), lambda found: fact_rows.website(found.website)),
    (_("Position"), _position),
)
FACTS: Rows = (
    (_("Host"), _hosts),
    (_("Run by"), lambda found: fact_rows.institutions(found.operators.all())),
    (_("Funded by"), lambda found: fact_rows.institutions(found.funders.all())),
    (_("Opened"), lambda found: fact_rows.plain(found.opened_display)),
)
