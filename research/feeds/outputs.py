"""Feeds of outputs: what is new in the hub, about a theme or country, by somebody, in a search.

Newest is what came into the hub last: a report of 2015 deposited today is news.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.models import Country, Institution, Person
from partners.rates import Rate, count_visitor
from research.feeds import atom
from research.feeds.atom import Author, Enclosure, Entry, Feed
from research.formats import Record, records
from research.formats.addresses import whole
from research.models import Output, Theme
from research.search import Criteria, walking
from research.search.facets import BY_NAME

ENTRIES = 50
#: Names in one entry; the record has them all.
MOST_AUTHORS = 50
#: Of a search that finds more than these, the newest by date of issue are looked at.
MOST_LOOKED_AT = 10_000
#: The page that offers a search by mail.
BY_MAIL = "hub:alert-new"
FEEDING = Rate("feeds", 120, 60)


@dataclass(frozen=True, slots=True)
class Kind:
    """Something whose outputs can be followed; its facet narrows the search to them."""

    facet: str
    things: Callable[[], "QuerySet[Model]"]
    lookup: str = "slug"
    normalise: Callable[[str], str] = str


KINDS = {
    "themes": Kind("theme", lambda: Theme.objects.in_order()),
    "countries": Kind("country", lambda: Country.objects.by_name(), "code", str.upper),
    "institutions": Kind("institution", lambda: Institution.objects.by_name()),
    "people": Kind("person", lambda: Person.objects.shown()),
}


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    feed = _feed(
        Output.objects.published(),
        atom.tag("feeds", "outputs"),
        _("New in the hub"),
        reverse("research:search") + "?sort=newest",
        request,
    )
    return answer(request, feed)


@require_safe
def of_thing(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    row = KINDS[kind]
    thing = get_object_or_404(row.things(), **{row.lookup: row.normalise(slug)})
    value = str(getattr(thing, row.lookup))
    criteria = Criteria(chosen={row.facet: (value,)}, sort="newest")
    page = f"{reverse('research:search')}?{criteria.query_string()}"
    caption = BY_NAME[row.facet].captions([value])[value]
    title = _("New in the hub: %(about)s") % {"about": caption}
    feed = _feed(_found(criteria), atom.tag("feeds", kind, slug), title, page, request)
    return answer(request, replace(feed, by_mail=_by_mail(criteria)))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    criteria = Criteria.parse(request.GET)
    query = criteria.query_string()
    page = reverse("research:search") + (f"?{query}" if query else "")
    said = [criteria.text, *(caption for _name, _value, caption in criteria.captions())]
    about = ", ".join(word for word in said if word) or _("everything")
    title = _("New in the hub: %(about)s") % {"about": about}
    feed = _feed(_found(criteria), atom.tag("search", query), title, page, request)
    return answer(request, replace(feed, by_mail=_by_mail(criteria)))


def _by_mail(criteria: Criteria) -> tuple[str, str] | None:
    """Named as templates name it: this app knows no alerts. To ask for everything is no search."""
    if criteria.is_empty:
        return None
    query = criteria.sorted_by("relevance").on_page(1).query_string()
    return whole(f"{reverse(BY_MAIL)}?{query}"), _("Tell me about new results")


def answer(request: HttpRequest, feed: Feed) -> HttpResponse:
    """The feed; Django's middleware answers who has it already."""
    standing = count_visitor(request, FEEDING)
    if standing and standing.is_exceeded:
        return HttpResponse(status=429, headers={"Retry-After": str(standing.resets_in)})
    response = HttpResponse(atom.write(feed), content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")
    response["Last-Modified"] = http_date(feed.updated.timestamp())
    return response


def _found(criteria: Criteria) -> "QuerySet[Output]":
    outputs = Output.objects.published()
    if criteria.is_empty:
        return outputs
    by_date = criteria.sorted_by("newest")
    return outputs.filter(pk__in=list(walking.ids(by_date, most=MOST_LOOKED_AT)))


def _feed(
    outputs: "QuerySet[Output]", name: str, title: str, page: str, request: HttpRequest
) -> Feed:
    newest_ids = outputs.order_by("-published_at", "-pk").values_list("pk", flat=True)[:ENTRIES]
    return Feed(
        id=name,
        title=f"{settings.HUB_NAME}: {title}",
        subtitle=_("Research, policy briefs and data on labour migration in South Asia."),
        address=whole(page),
        own_address=whole(request.get_full_path()),
        language="en",
        entries=[_entry(record) for record in records(list(newest_ids))],
    )


def _entry(record: Record) -> Entry:
    return Entry(
        id=atom.tag("outputs", record.id),
        title=record.full_title,
        address=record.address,
        updated=record.updated_at,
        published=record.published_at,
        summary=record.summary,
        language=record.language,
        authors=[Author(name.credited, name.address) for name in record.creators[:MOST_AUTHORS]],
        subjects=[(theme.code, theme.name) for theme in record.themes],
        enclosures=[
            Enclosure(file.address, file.media_type, file.size, file.filename)
            for file in record.files
        ],
    )
