"""What programmes can have of the page a reader looks at: its list in every format, its feed,
and the same question to the API. One row for each page that has any.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.search import Criteria
from research.views.search import SHELVES

#: Under what name and in which order the formats of a list are offered.
FORMATS = (
    ("BibTeX", "bib"),
    ("RIS", "ris"),
    ("CSV", "csv"),
    ("JSON", "json"),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class TakeAway:
    """The links of one page; nothing where there is nothing to take."""

    formats: tuple[Link, ...] = ()
    feed: Link | None = None
    api: Link | None = None
    #: Feeds that readers of feeds find by themselves; the hub's own stand on every page.
    feeds: tuple[Link, ...] = field(default_factory=tuple)

    @property
    def is_offered(self) -> bool:
        return bool(self.formats or self.feed or self.api)


@dataclass(frozen=True, slots=True)
class Twin:
    """A list page, its list in the API, and the filters that both know by the same name."""

    list: str
    shared: tuple[str, ...] = ()


#: How outputs, practices and events are classified.
CLASSES = ("form", "stage", "population")
LISTS = {
    "hub:institution-list": Twin("api:institution-list", ("kind", "country")),
    "hub:person-list": Twin("api:person-list"),
    "hub:event-list": Twin("api:event-list", ("kind", "country", "theme", *CLASSES)),
    "hub:project-list": Twin("api:project-list", ("theme", "country", "institution", "status")),
    "hub:practice-list": Twin("api:practice-list", ("theme", "country", *CLASSES)),
    "hub:resource-centre-list": Twin("api:resourcecentre-list", ("kind", "country", "language")),
    "research:theme-list": Twin("api:theme-list"),
}
DETAILS = {
    "research:output": "api:output-detail",
    "hub:event": "api:event-detail",
    "hub:project": "api:project-detail",
    "hub:practice": "api:practice-detail",
    "hub:resource-centre": "api:resourcecentre-detail",
}
#: Pages of something whose outputs are a list: how it is called in addresses of lists.
OWNERS = {
    "research:theme": "themes",
    "hub:institution": "institutions",
    "hub:person": "people",
}
SEARCHES = ("research:search", *(f"research:{name}" for name in SHELVES))
API_LABELS: Mapping[str, Promise] = {
    "search": gettext_lazy("API version of this search"),
    "list": gettext_lazy("API version of this list"),
    "page": gettext_lazy("API version of this page"),
}


def of(request: HttpRequest) -> TakeAway:
    match = request.resolver_match
    name = match.view_name if match else ""
    slug = str(match.kwargs.get("slug", "")) if match else ""
    found = TakeAway()
    if name in SEARCHES:
        found = _of_search(request.GET, name.removeprefix("research:"))
    elif name in LISTS:
        found = TakeAway(api=_api("list", LISTS[name].list, _shared(request.GET, LISTS[name])))
    elif name in OWNERS:
        found = _of_owner(OWNERS[name], slug)
    elif name in DETAILS:
        found = TakeAway(api=_api("page", DETAILS[name], "", slug))
    return TakeAway(found.formats, found.feed, found.api, (*_everywhere(), *found.feeds))


def _everywhere() -> tuple[Link, ...]:
    return (
        Link(_("New in the hub"), reverse("open:feed")),
        Link(_("Events"), reverse("open-hub:event-feed")),
    )


def _of_search(asked: QueryDict, shelf: str) -> TakeAway:
    """A shelf has chosen its kind already; what the page asks, the file asks too."""
    if shelf in SHELVES:
        asked = asked.copy()
        asked.setlist("type", [SHELVES[shelf].type])
    criteria = Criteria.parse(asked)
    query = criteria.on_page(1).query_string()
    feed = Link(_("Feed of this search"), _with(reverse("open:search-feed"), query))
    return TakeAway(
        formats=_formats(lambda suffix: reverse("open:search-export", args=[suffix]), query),
        feed=feed,
        api=_api("search", "api:search", criteria.query_string()),
        feeds=(feed,),
    )


def _of_owner(kind: str, slug: str) -> TakeAway:
    feed = Link(_("Feed"), reverse("open:feed-of", args=[kind, slug]))
    facet = {"themes": "theme", "institutions": "institution", "people": "person"}[kind]
    return TakeAway(
        formats=_formats(lambda suffix: reverse("open:shelf-export", args=[kind, slug, suffix])),
        feed=feed,
        api=_api("list", "api:output-list", f"{facet}={slug}"),
        feeds=(feed,),
    )


def _formats(address: Callable[[str], str], query: str = "") -> tuple[Link, ...]:
    return tuple(Link(label, _with(address(suffix), query)) for label, suffix in FORMATS)


def _shared(asked: QueryDict, twin: Twin) -> str:
    kept = QueryDict(mutable=True)
    for name in twin.shared:
        if values := [value for value in asked.getlist(name) if value]:
            kept.setlist(name, values)
    return kept.urlencode()


def _api(what: str, name: str, query: str, *arguments: str) -> Link:
    return Link(str(API_LABELS[what]), _with(reverse(name, args=arguments), query))


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
