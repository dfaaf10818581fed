"""As-you-type suggestions, for the small script of the search box."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from partners.models import Country, Institution, Person, ResourceCentre
from research.models import Output, Theme
from research.search.named import Thing
from research.search.suggestions import Suggestion, suggest


def _search_for(**parameters: str) -> str:
    return f"{reverse('research:search')}?{urlencode(parameters)}"


#: By what is suggested: the reader's word for it, and where it leads.
KINDS: dict[type, tuple[str | Promise, Callable[[Any], str]]] = {
    Output: (_("Output"), Output.get_absolute_url),
    Person: (_("Person"), Person.get_absolute_url),
    Institution: (_("Institution"), Institution.get_absolute_url),
    Country: (_("Country"), lambda country: _search_for(country=country.code)),
    Theme: (_("Theme"), Theme.get_absolute_url),
    ResourceCentre: (_("Resource centre"), ResourceCentre.get_absolute_url),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the hub that the question names outright."""

    label: str
    kind: str
    address: str


def page_of(thing: Thing | None) -> Page | None:
    if thing is None:
        return None
    kind, leads_to = KINDS[type(thing)]
    return Page(str(thing), str(kind), leads_to(thing))


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    found = suggest(request.GET.get("q", ""))
    return JsonResponse({"suggestions": [_written(one) for one in found]})


def _written(one: Suggestion) -> dict[str, str]:
    if one.thing is None:
        # Words have no page of their own: they are sought.
        kind: str | Promise = _("Search")
        address = _search_for(q=one.label)
    else:
        kind, leads_to = KINDS[type(one.thing)]
        address = leads_to(one.thing)
    return {
        "label": one.label,
        "language": one.language,
        "kind": str(kind),
        "address": address,
    }
