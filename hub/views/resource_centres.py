"""The resource centres: where migrants and their families find help, and the page of each."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.figures.mapping import disclaimer
from hub.nearby import gazetteer
from hub.nearby.gazetteer import Town
from hub.nearby.placing import Near, nearest, spot_of
from hub.views import centre_entries, fact_rows, list_filters
from hub.views.fact_rows import Rows, facts_of, sources_of
from hub.views.list_filters import Filter, Narrowed, narrow
from partners.models import Country, ResourceCentre
from research.views.facts import Value
from research.views.wording import language_name


def _languages(row: ResourceCentre) -> Iterable[tuple[str, str]]:
    return ((code, language_name(code)) for code in row.languages)


def _help(row: ResourceCentre) -> Iterable[tuple[str, str]]:
    return zip(row.helps_with, row.help_words, strict=True)


FILTERS = (
    Filter("help", _("What you need"), _help),
    Filter("country", _("Country"), list_filters.one_country),
    Filter("kind", _("Kind"), list_filters.kind),
    Filter("language", _("Language"), _languages),
)
#: Those that stand beside the box for a place; the others are folded away.
FIRST = ("help", "country")


@require_safe
def resource_centre_list(request: HttpRequest) -> HttpResponse:
    found = asked_for(request)
    near = request.GET.get("near", "").replace("\0", "").strip()[: gazetteer.LONGEST]
    town = _town(near, found.taken.get("country", ""))
    rows, beyond = _ordered(found.rows, town)
    names = {row.code: row.local_name for row in Country.objects.of_the_hub().by_name()}
    shown = centre_entries.shown(rows, names)
    first = [box for box in found.boxes if box.name in FIRST]
    folded = [box for box in found.boxes if box.name not in FIRST]
    taken = {name: value for name, value in found.taken.items() if name in FIRST}
    context = {
        "found": found,
        "first": first,
        "folded": replace(found, boxes=tuple(folded), kept={**found.kept, **taken}),
        "near": near,
        "town": town,
        "town_words": f"{town.name}, {names[town.country]}" if town else "",
        "is_lost": bool(near) and town is None,
        "entries": shown.entries,
        "beyond": centre_entries.shown(beyond).entries,
        "countries": () if town else centre_entries.by_country(shown.entries),
        "map": shown.map,
        "disclaimer": disclaimer(),
        "lists": _lists(names, found.taken.get("country", "")),
        "csv_address": f"{reverse('hub:resource-centres-csv')}?{found.query}".rstrip("?"),
    }
    return render(request, "hub/resource_centre_list.html", context)


def _ordered(
    centres: tuple[ResourceCentre, ...], town: Town | None
) -> tuple[list[Near], list[Near]]:
    """The nearest first, and apart from them those across a border."""
    if town is None:
        return centre_entries.in_order(centres), []
    rows = nearest(centres, town)
    here = [near for near in rows if near.centre.country_id == town.country]
    return here, rows[len(here) :]


def asked_for(request: HttpRequest) -> Narrowed[ResourceCentre]:
    """The centres that the query string asks for: the page's and the table's."""
    rows = list(ResourceCentre.objects.by_place().for_listing())
    return narrow(
        rows,
        FILTERS,
        asked=request.GET.dict(),
        path=reverse("hub:resource-centre-list"),
        words=_words,
        keeping=("near",),
    )


def _words(row: ResourceCentre) -> str:
    said = (row.name, row.city, row.region, row.address, row.host, row.description)
    return "\n".join([*said, *row.services, *row.help_words])


def _town(near: str, country: str) -> Town | None:
    """In the chosen country, if any town there is called so."""
    if not near:
        return None
    return gazetteer.find(near, country.upper()) or gazetteer.find(near)


def _lists(names: dict[str, str], country: str) -> tuple[Value, ...]:
    """The list to print of the chosen country, or of each of the five."""
    wanted = {code: name for code, name in names.items() if country in ("", code.lower())}
    return tuple(
        Value(name, reverse("hub:resource-centres-of", args=[code.lower()]))
        for code, name in wanted.items()
    )


@require_safe
def resource_centre(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(ResourceCentre.objects.for_page(), slug=slug)
    context = {
        "centre": found,
        "served_in": [language_name(code) for code in found.languages],
        "reach": facts_of(found, REACH),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
        "map": centre_entries.shown(
            [Near(found, None)], {found.country_id: found.country.local_name}
        ).map,
        "is_exact": (spot := spot_of(found)) is not None and spot.is_exact,
        "disclaimer": disclaimer(),
    }
    return render(request, "hub/resource_centre.html", context)


def _phones(found: ResourceCentre) -> Iterable[Value]:
    for number in found.phones:
        yield from fact_rows.telephone(number)


def _hours(found: ResourceCentre) -> Iterable[Value]:
    for line in found.week:
        yield Value(f"{line.days}: {line.hours}")
    yield from fact_rows.plain(found.hours)


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
    (_("Opening hours"), _hours),
    (_("Website"), lambda found: fact_rows.website(found.website)),
    (_("Position"), _position),
)
FACTS: Rows = (
    (_("Host"), _hosts),
    (_("Run by"), lambda found: fact_rows.institutions(found.operators.all())),
    (_("Funded by"), lambda found: fact_rows.institutions(found.funders.all())),
    (_("Opened"), lambda found: fact_rows.plain(found.opened_display)),
)
