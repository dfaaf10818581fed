"""The brief pack: outputs a reader has collected, as one page to print. Kept in its address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.figures.facts import FigureFact, facts_of_country
from hub.views.groups import Group, grouped
from partners.models import Country
from research.formats import citations
from research.formats.reading import records
from research.models import Output, Recommendation
from research.search import Criteria, find

#: More is no brief; an address has its length too.
MOST = 20
FOUND_SHOWN = 6
LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """An output of the pack, its reference, and the pack without it or with it moved up."""

    output: Output
    citation: str
    without: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Addition:
    """An output that was found, and the pack with it."""

    output: Output
    address: str


@require_safe
def brief_pack(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    outputs = _in_order(asked)
    slugs = [output.slug for output in outputs]
    q = request.GET.get("q", "").strip()
    context = {
        "entries": _entries(outputs, slugs),
        "slugs": slugs,
        "missing": len(asked) - len(outputs),
        "is_full": len(slugs) >= MOST,
        "most": MOST,
        "recommendations": _by_actor(outputs),
        "figures": _figures(outputs),
        "q": q,
        "additions": _additions(q, slugs) if q else [],
        "address": request.build_absolute_uri(_address(slugs)),
        "today": timezone.localdate(),
    }
    return render(request, "hub/brief_pack.html", context)


def _asked(request: HttpRequest) -> list[str]:
    """The slugs of the address, each once, in its order; nonsense is left out."""
    slugs = (slug for slug in request.GET.getlist("output") if "\x00" not in slug)
    return list(dict.fromkeys(slug for slug in slugs if 0 < len(slug) <= LONGEST_SLUG))[:MOST]


def _in_order(slugs: Sequence[str]) -> list[Output]:
    found = Output.objects.published().for_page().in_bulk(slugs, field_name="slug")
    return [found[slug] for slug in slugs if slug in found]


def _entries(outputs: Sequence[Output], slugs: list[str]) -> list[Entry]:
    references = {
        record.slug: citations.html(record) for record in records([one.pk for one in outputs])
    }
    return [
        Entry(
            output=output,
            citation=references.get(output.slug, ""),
            without=_address([slug for slug in slugs if slug != output.slug]),
            earlier=_address(_moved_up(slugs, place)) if place else "",
        )
        for place, output in enumerate(outputs)
    ]


def _moved_up(slugs: list[str], place: int) -> list[str]:
    return [*slugs[: place - 1], slugs[place], slugs[place - 1], *slugs[place + 1 :]]


def _by_actor(outputs: Sequence[Output]) -> tuple[Group[Recommendation], ...]:
    """What all of them ask, under the heading of who should act; who is not named stands last."""
    asked = Recommendation.objects.filter(output__in=outputs).for_register()
    return grouped(sorted(asked, key=lambda item: not item.actor), _actor)


def _actor(item: Recommendation) -> tuple[str, str | Promise]:
    return (item.actor, item.get_actor_display()) if item.actor else ("all", _("To all"))


def _figures(outputs: Iterable[Output]) -> list[tuple[Country, list[FigureFact]]]:
    """What is published of those of the five countries that the outputs speak of."""
    countries = {
        country.code: country
        for output in outputs
        for country in output.countries.all()
        if country.is_of_the_hub
    }
    rows = [(country, facts_of_country(country)) for country in countries.values()]
    return [(country, facts) for country, facts in rows if facts]


def _additions(q: str, slugs: list[str]) -> list[Addition]:
    hits = (hit.output for hit in find(Criteria(text=q)).hits)
    fresh = [output for output in hits if output.slug not in slugs]
    return [Addition(output, _address([*slugs, output.slug])) for output in fresh[:FOUND_SHOWN]]


def _address(slugs: Sequence[str]) -> str:
    query = urlencode([("output", slug) for slug in slugs])
    return f"{reverse('hub:brief-pack')}?{query}" if query else reverse("hub:brief-pack")
