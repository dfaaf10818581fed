"""Where a page of results leads: every other search that is one click away."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from research.search import Criteria, Results
from research.search.criteria import SORTS
from research.search.facets import BY_NAME, FACETS

#: Pages named left and right of the one shown.
PAGES_AROUND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """The page that answers: its path, and the facet it has already chosen, if it is a shelf."""

    path: str
    fixed: tuple[str, str] | None = None

    def address(self, criteria: Criteria) -> str:
        """The same page with another question; what it has fixed needs no saying."""
        said = criteria.without(*self.fixed) if self.fixed else criteria
        # Leaving a value out turns to the first page; the one asked for comes back.
        query = said.on_page(criteria.page).query_string()
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True)
class Link:
    """A word and the search it leads to; ``of`` says of which facet a filter is."""

    label: str
    address: str
    is_current: bool = False
    of: str | Promise = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the form passes on though it shows no control for it."""

    name: str
    value: str


def filters(place: Place, criteria: Criteria) -> tuple[Link, ...]:
    """What is chosen, each leading to the search without it."""
    chosen = [
        Link(caption, place.address(criteria.without(name, value)), of=BY_NAME[name].label)
        for name, value, caption in criteria.captions()
        if (name, value) != place.fixed
    ]
    if criteria.has_years:
        words, address = _years(criteria), place.address(criteria.without_years())
        chosen.append(Link(words, address, of=_("Year")))
    return tuple(chosen)


def _years(criteria: Criteria) -> str:
    first, last = criteria.year_min, criteria.year_max
    if first == last:
        return str(first)
    if last is None:
        return _("since %(year)s") % {"year": first}
    if first is None:
        return _("until %(year)s") % {"year": last}
    return f"{first} – {last}"


def unfiltered(place: Place, criteria: Criteria) -> str:
    return place.address(criteria.cleared())


def neighbours(place: Place, results: Results) -> tuple[Link, ...]:
    """Searches for words near to those that found nothing."""
    return tuple(
        Link(
            label.text, place.address(results.criteria.asking(label.text)), language=label.language
        )
        for label in results.neighbours
    )


def other_words(place: Place, criteria: Criteria) -> str:
    """The same search without the words of the thesaurus, or with them where it has none."""
    return place.address(criteria.widened(not criteria.with_thesaurus))


def sorts(place: Place, criteria: Criteria) -> tuple[Link, ...]:
    """The orders; without words the best match is the newest, so it is not offered."""
    current = criteria.sort
    if not criteria.text and current == "relevance":
        current = "newest"
    return tuple(
        Link(str(label), place.address(criteria.sorted_by(name)), is_current=name == current)
        for name, label in SORTS.items()
        if criteria.text or name != "relevance"
    )


def pages(place: Place, results: Results) -> tuple[Link | None, ...]:
    """Links to pages; ``None`` stands for those left out between two."""
    current, last = results.criteria.page, results.page_count
    if last < 2:
        return ()
    around = range(current - PAGES_AROUND, current + PAGES_AROUND + 1)
    numbers = sorted({1, last, *(number for number in around if 1 <= number <= last)})
    links: list[Link | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            links.append(None)
        links.append(_page(place, results.criteria, number))
    return tuple(links)


def turned(place: Place, results: Results, by: int) -> str:
    """The address of the page before (-1) or after (1) this one, if there is one."""
    number = results.criteria.page + by
    if not 1 <= number <= results.page_count:
        return ""
    return place.address(results.criteria.on_page(number))


def kept(place: Place, results: Results) -> tuple[Kept, ...]:
    """Choices that no checkbox of the page shows, and the order."""
    shown = {(facet.name, value.value) for facet in results.facets for value in facet.values}
    criteria = results.criteria
    choices: Iterable[tuple[str, str]] = (
        (facet.name, value) for facet in FACETS for value in criteria.chosen.get(facet.name, ())
    )
    rest = [Kept(*choice) for choice in choices if choice not in shown | {place.fixed}]
    if criteria.sort != "relevance":
        rest.append(Kept("sort", criteria.sort))
    if not criteria.with_thesaurus:
        rest.append(Kept("thesaurus", "off"))
    return tuple(rest)


def _page(place: Place, criteria: Criteria, number: int) -> Link:
    address = place.address(criteria.on_page(number))
    return Link(str(number), address, is_current=number == criteria.page)
