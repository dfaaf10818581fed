"""A search as a value: parsed from a query string, and written back to the same one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, Self
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.search import query_language
from research.search.facets import BY_NAME, FACETS, Facet

#: Nobody turns to a later page; a deeper one would cost and not help.
LAST_PAGE = 50
PAGE_SIZE = 20
#: More chosen values than these in one facet are no choice.
MOST_CHOSEN = 50
YEARS = range(1900, 2101)

SORTS: dict[str, Promise] = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
    "title": gettext_lazy("Title"),
}


class Parameters(Protocol):
    """A parsed query string: Django's ``QueryDict`` is one."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is sought. ``notices`` say what of the query string was left out, and why."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_min: int | None = None
    year_max: int | None = None
    sort: str = "relevance"
    page: int = 1
    #: Whether other words for the same are sought too.
    with_thesaurus: bool = True
    notices: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        """Read a query string. What it can't mean is left out with a notice, never an error."""
        notices: list[str] = []
        chosen = {
            facet.name: values
            for facet in FACETS
            if (values := _known(facet, parameters.getlist(facet.name), notices))
        }
        sort = _last(parameters, "sort") or "relevance"
        if sort not in SORTS:
            notices.append(_("There is no order “%(sort)s”.") % {"sort": sort[:40]})
            sort = "relevance"
        return cls(
            text=query_language.clean(_last(parameters, "q")),
            chosen=chosen,
            year_min=_year(_last(parameters, "year_min"), notices),
            year_max=_year(_last(parameters, "year_max"), notices),
            sort=sort,
            page=_page(_last(parameters, "page")),
            with_thesaurus=_last(parameters, "thesaurus") != "off",
            notices=tuple(notices),
        )

    def query_string(self) -> str:
        """The canonical query string of this search, without the question mark."""
        return urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """Its parameters: names and values, in the canonical order."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(f.name, value) for f in FACETS for value in self.chosen.get(f.name, ())]
        years = (("year_min", self.year_min), ("year_max", self.year_max))
        pairs += [(name, str(year)) for name, year in years if year is not None]
        if not self.with_thesaurus:
            pairs.append(("thesaurus", "off"))
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.chosen or self.has_years)

    @property
    def is_literal(self) -> bool:
        """Whether the reader wants the typed words and no others."""
        return not self.with_thesaurus

    @property
    def has_years(self) -> bool:
        return self.year_min is not None or self.year_max is not None

    def choosing(self, facet: str, value: str) -> Self:
        values = tuple(sorted({*self.chosen.get(facet, ()), value}))
        return replace(self, chosen={**self.chosen, facet: values}, page=1)

    def without(self, facet: str, value: str) -> Self:
        values = tuple(v for v in self.chosen.get(facet, ()) if v != value)
        others = {name: kept for name, kept in self.chosen.items() if name != facet}
        return replace(self, chosen=others | ({facet: values} if values else {}), page=1)

    def without_years(self) -> Self:
        return replace(self, year_min=None, year_max=None, page=1)

    def cleared(self) -> Self:
        """The same words, without any filter."""
        return replace(self, chosen={}, year_min=None, year_max=None, page=1)

    def widened(self, with_thesaurus: bool) -> Self:
        """The same words, with what the thesaurus adds or without."""
        return replace(self, with_thesaurus=with_thesaurus, page=1)

    def asking(self, text: str) -> Self:
        """Other words, narrowed in the same way."""
        return replace(self, text=text, page=1)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> Self:
        return replace(self, sort=sort, page=1)

    def captions(self) -> list[tuple[str, str, str]]:
        """The chosen values in the reader's words: facet, value, caption."""
        return [
            (name, value, caption)
            for name, values in self.chosen.items()
            for value, caption in BY_NAME[name].captions(values).items()
        ]


def _last(parameters: Parameters, name: str) -> str:
    return (parameters.getlist(name) or [""])[-1]


def _known(facet: Facet, values: list[str], notices: list[str]) -> tuple[str, ...]:
    asked = {facet.normalise(value.strip()[:120]) for value in values if value.strip("\0 ")}
    asked = {value.replace("\0", "") for value in list(asked)[:MOST_CHOSEN]}
    if not asked:
        return ()
    known = facet.captions(asked)
    notices += [
        _("“%(value)s” is not known under “%(facet)s” and was left out.")
        % {"value": value, "facet": facet.label}
        for value in sorted(asked - set(known))
    ]
    return tuple(sorted(known))


def _year(value: str, notices: list[str]) -> int | None:
    value = value.strip()
    if not value:
        return None
    if value.isdecimal() and len(value) == 4 and int(value) in YEARS:
        return int(value)
    notices.append(_("“%(year)s” is no year and was left out.") % {"year": value[:40]})
    return None


def _page(value: str) -> int:
    value = value.strip()
    return min(max(int(value), 1), LAST_PAGE) if value.isdecimal() and len(value) < 9 else 1
