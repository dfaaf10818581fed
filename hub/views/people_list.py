"""The people: found by name, and by what they wrote; narrowed by theme, country, institution."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hub.views.groups import grouped
from hub.views.list_filters import Box, Choice, Narrowed
from partners.models import Affiliation, Country, Institution, Person
from partners.models.people import PersonQuerySet
from research.models import Credit, Output, Theme
from research.models.output_queries import OutputQuerySet
from research.search import Criteria, analysis
from research.search.experts import experts
from research.views.facts import search_address
from research.views.result_links import Link

LIST = "hub:person-list"
#: The two orders of the list: the value of ``by``, and the words that offer it.
ORDERS = {"": gettext_lazy("by name"), "institution": gettext_lazy("by institution")}
NO_INSTITUTION = ("no-institution", gettext_lazy("Institution not known"))
PER_PAGE = 100
#: Of a search: so many people by name, so many by what they wrote, and outputs of each.
NAMES_SHOWN, EXPERTS_SHOWN, OUTPUTS_SHOWN = 20, 20, 3
LONGEST = 200
LABELS: dict[str, Promise] = {
    "theme": gettext_lazy("Writes about the theme"),
    "country": gettext_lazy("Writes about the country"),
    "institution": gettext_lazy("Institution"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in the list, the latest affiliation, and how many outputs are theirs."""

    person: Person
    affiliation: Affiliation | None
    count: int


@dataclass(frozen=True, slots=True)
class FoundExpert:
    """A person with what was found of theirs, the best first; ``count`` in all."""

    entry: Entry
    outputs: tuple[Output, ...]
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query string asks for, and what of it means nothing."""

    q: str
    chosen: dict[str, str]
    options: dict[str, dict[str, str]]
    notices: tuple[str, ...] = field(default=())

    @classmethod
    def parse(cls, parameters: QueryDict) -> "Asked":
        options = _options()
        said = {name: parameters.get(name, "").strip("\0 ").lower() for name in LABELS}
        chosen = {name: value for name, value in said.items() if value in options[name]}
        unknown = _("“%(value)s” is not known under “%(facet)s” and was left out.")
        return cls(
            q=parameters.get("q", "").replace("\0", "").strip()[:LONGEST],
            chosen=chosen,
            options=options,
            notices=tuple(
                unknown % {"value": value[:40], "facet": LABELS[name]}
                for name, value in said.items()
                if value and name not in chosen
            ),
        )

    @property
    def said(self) -> dict[str, str]:
        return {"q": self.q, **self.chosen} if self.q else self.chosen


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    asked = Asked.parse(request.GET)
    by = request.GET.get("by", "") if request.GET.get("by", "") in ORDERS else ""
    people = _people(asked)
    context = {"asked": asked, "by": by, "found": _narrowed(asked, by)}
    if asked.q:
        context |= {"names": _named(people, asked.q), "experts": _experts(asked)}
    else:
        context |= _listed(people, asked, by, request.GET.get("page", ""))
    return render(request, "hub/person_list.html", context)


def _options() -> dict[str, dict[str, str]]:
    """What can be chosen: three queries, and no country that nobody writes about."""
    about = Exists(Output.objects.published().filter(countries=OuterRef("pk")))
    countries = Country.objects.filter(about)
    institutions = Institution.objects.where_people_work().by_name()
    return {
        "theme": {theme.slug: str(theme) for theme in Theme.objects.in_order()},
        "country": {code.lower(): name for code, name in countries.local_names().items()},
        "institution": dict(institutions.values_list("slug", "name")),
    }


def _people(asked: Asked) -> PersonQuerySet:
    people = Person.objects.shown()
    if "institution" in asked.chosen:
        there = Affiliation.objects.filter(institution__slug=asked.chosen["institution"])
        people = people.filter(pk__in=there.values("person"))
    if asked.chosen.keys() & {"theme", "country"}:
        wrote = Credit.objects.filter(output__in=_outputs(asked), person__isnull=False)
        people = people.filter(pk__in=wrote.values("person"))
    return people


def _outputs(asked: Asked) -> OutputQuerySet:
    outputs = Output.objects.published()
    if "theme" in asked.chosen:
        outputs = outputs.filter(themes__slug=asked.chosen["theme"])
    if "country" in asked.chosen:
        outputs = outputs.filter(countries=asked.chosen["country"].upper())
    return outputs


def _listed(people: PersonQuerySet, asked: Asked, by: str, page: str) -> dict[str, object]:
    in_order = people.by_institution() if by else people.by_name()
    pages = Paginator(in_order.with_affiliations(), PER_PAGE)
    shown = pages.get_page(page)
    entries = _entries(shown.object_list)
    return {
        "count": pages.count,
        "sorts": tuple(_orders(asked, by)),
        "groups": grouped(entries, _institution if by else _letter),
        "page": shown,
        **_turns(shown, asked, by),
    }


def _entries(people: Iterable[Person]) -> list[Entry]:
    rows = list(people)
    counts = Credit.objects.outputs_by_person(rows)
    return [
        Entry(each, next(iter(each.affiliations.all()), None), counts.get(each.pk, 0))
        for each in rows
    ]


def _named(people: PersonQuerySet, q: str) -> list[Entry]:
    found = people.with_words(analysis.normalised(q).split()[:10]).by_name()
    return _entries(found.with_affiliations()[:NAMES_SHOWN])


def _experts(asked: Asked) -> list[FoundExpert]:
    """By the words of their outputs; theme and country are those of the outputs too."""
    chosen = {
        name: (value.upper() if name == "country" else value,)
        for name, value in asked.chosen.items()
        if name != "institution"
    }
    criteria = Criteria(text=asked.q, chosen=chosen)
    among = None
    if "institution" in asked.chosen:
        there = Affiliation.objects.filter(institution__slug=asked.chosen["institution"])
        among = list(there.values_list("person", flat=True))
    found = experts(criteria, most=EXPERTS_SHOWN, among=among)
    shown = Person.objects.shown().filter(pk__in=[each.person_id for each in found])
    entries = {each.person.pk: each for each in _entries(shown.with_affiliations())}
    first = {pk for each in found for pk in each.outputs[:OUTPUTS_SHOWN]}
    outputs = Output.objects.published().only("slug", "title", "language", "issued").in_bulk(first)
    return [
        FoundExpert(
            entries[each.person_id],
            tuple(outputs[pk] for pk in each.outputs[:OUTPUTS_SHOWN] if pk in outputs),
            len(each.outputs),
            search_address(q=asked.q, person=entries[each.person_id].person.slug),
        )
        for each in found
        if each.person_id in entries
    ]


def _narrowed(asked: Asked, by: str) -> Narrowed[Entry]:
    """For the boxes that every list has; how many each choice leaves is not counted."""
    here = reverse(LIST)
    kept = {"by": by} if by else {}
    boxes = tuple(
        Box(
            name,
            LABELS[name],
            tuple(
                Choice(value, label, None, asked.chosen.get(name) == value)
                for value, label in options.items()
            ),
        )
        for name, options in asked.options.items()
    )
    chosen = tuple(
        Link(asked.options[name][value], _address(asked, by, without=name), of=LABELS[name])
        for name, value in asked.chosen.items()
    )
    return Narrowed((), boxes, chosen, here, q=asked.q, kept=kept, notices=asked.notices)


def _address(asked: Asked, by: str, *, without: str = "", page: int = 1) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.said.items() if name != without})
    if by:
        query["by"] = by
    if page > 1:
        query["page"] = str(page)
    return f"{reverse(LIST)}?{query.urlencode()}".rstrip("?")


def _orders(asked: Asked, current: str) -> Iterable[Link]:
    for value, label in ORDERS.items():
        yield Link(str(label), _address(asked, value), is_current=value == current)


def _turns(page: "Page[Person]", asked: Asked, by: str) -> dict[str, str]:
    before = _address(asked, by, page=page.previous_page_number()) if page.has_previous() else ""
    after = _address(asked, by, page=page.next_page_number()) if page.has_next() else ""
    return {"before": before, "after": after}


def _letter(entry: Entry) -> tuple[str, str]:
    first = entry.person.name[:1].upper()
    return f"letter-{ord(first or '?'):x}", first


def _institution(entry: Entry) -> tuple[str, str | Promise]:
    if entry.affiliation and (institution := entry.affiliation.institution):
        return institution.slug, institution.name
    return NO_INSTITUTION
