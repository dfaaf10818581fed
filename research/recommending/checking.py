"""Rows held against the hub: which output, who should act; every fault by its column."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partners.models import Country, User
from research.ingestion import cleaning
from research.models import Corridor, Output, Recommendation, Theme
from research.models.output_queries import OutputQuerySet
from research.recommending.sheet import COLUMNS, Row

MOST_ROWS = 2000
LONGEST = {"body": 200, "topic": 200, "text": 1000}
LAST_PAGE = 9999
#: What people write for who should act, besides the words of the register.
ALSO = {
    "government": "origin-government",
    "national government": "origin-government",
    "government of origin": "origin-government",
    "origin government": "origin-government",
    "country of origin": "origin-government",
    "government of destination": "destination-government",
    "destination government": "destination-government",
    "country of destination": "destination-government",
    "local governments": "local-government",
    "municipalities": "local-government",
    "employer": "employers",
    "recruiter": "recruiters",
    "recruitment agencies": "recruiters",
    "unions": "trade-unions",
    "ngos": "civil-society",
    "academia": "researchers",
    "donor": "donors",
    "international organisations": "donors",
    "all": "",
    "everybody": "",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which column, and what to write instead."""

    column: str
    says: str


@dataclass(frozen=True, slots=True)
class CheckedRow:
    row: Row
    #: What would be saved; None where a fault forbids it.
    recommendation: Recommendation | None
    faults: tuple[Fault, ...] = ()
    #: The same words stand with the output already, or above in the sheet.
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    rows: tuple[CheckedRow, ...]

    @property
    def new(self) -> list[Recommendation]:
        return [one.recommendation for one in self.rows if one.recommendation]

    @property
    def faulty(self) -> list[CheckedRow]:
        return [one for one in self.rows if one.faults]

    @property
    def standing(self) -> list[CheckedRow]:
        return [one for one in self.rows if one.stands]


def check(rows: Sequence[Row], *, by: User | None, output: Output | None = None) -> Checked:
    """Every row with what it means; ``by`` None is the hub itself, from a terminal.

    ``output`` is what rows without an output of their own belong to.
    """
    known = _Known.of(rows[:MOST_ROWS], by, output)
    checked = [_checked(row, known) for row in rows[:MOST_ROWS]]
    checked += [
        CheckedRow(row, None, (Fault("", _("A sheet has at most %d rows.") % MOST_ROWS),))
        for row in rows[MOST_ROWS:]
    ]
    return Checked(tuple(checked))


@dataclass(slots=True)
class _Known:
    """What the cells can mean, looked up once for all rows."""

    outputs: Mapping[str, list[Output]]
    fallback: Output | None
    countries: Mapping[str, Country]
    themes: Mapping[str, Theme]
    corridors: Mapping[str, Corridor]
    actors: Mapping[str, str]
    stand: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Sequence[Row], by: User | None, fallback: Output | None) -> "_Known":
        outputs = _outputs({row.cells.get("output", "") for row in rows}, by)
        ids = {one.pk for found in outputs.values() for one in found}
        ids |= {fallback.pk} if fallback else set()
        stand = Recommendation.objects.filter(output__in=ids).values_list("output_id", "text")
        names = Country.objects.all().local_names()
        countries = Country.objects.in_bulk()
        return cls(
            outputs=outputs,
            fallback=fallback,
            countries={
                word.casefold(): one
                for code, one in countries.items()
                for word in (code, one.name, names[code])
            },
            themes={
                word.casefold(): one
                for one in Theme.objects.all()
                for word in (one.slug, one.name, str(one))
            },
            corridors={
                one.slug: one for one in Corridor.objects.select_related("origin", "destination")
            },
            actors=_actors(),
            stand={(pk, _plain(text)) for pk, text in stand},
        )


def _actors() -> dict[str, str]:
    said = {str(label).casefold(): value for value, label in Recommendation.Actor.choices}
    return ALSO | said | {value: value for value in Recommendation.Actor.values}


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _within(by: User | None) -> OutputQuerySet:
    return Output.objects.changeable_by(by) if by else Output.objects.all()


def _outputs(asked: Iterable[str], by: User | None) -> dict[str, list[Output]]:
    """What each cell names: an address or its last part, a DOI, or the very title."""
    slugs = {_slug(cell): cell for cell in asked if cell}
    dois = {doi: cell for cell in asked if (doi := cleaning.doi(cell))}
    found: dict[str, list[Output]] = {cell: [] for cell in asked if cell}
    reach = _within(by)
    for one in reach.filter(slug__in=slugs):
        found[slugs[one.slug]].append(one)
    for one in reach.filter(doi__in=dois):
        found[dois[one.doi]].append(one)
    for one in reach.filter(title__in=[cell for cell, ones in found.items() if not ones]):
        found[one.title].append(one)
    return found


def _slug(cell: str) -> str:
    """Of ``https://.../outputs/fees-in-nepal/``, of ``/outputs/fees-in-nepal``, of itself."""
    address = cell.partition("#")[0].partition("?")[0]
    if "/outputs/" in address:
        address = address.partition("/outputs/")[2].partition("/")[0]
    return address.strip("/").lower()


def _checked(row: Row, known: _Known) -> CheckedRow:
    faults = [Fault(head, _("The hub knows no column of this name.")) for head in row.unknown]
    values: dict[str, object] = {}
    for name, read in READERS.items():
        cell = row.cells.get(name, "")
        try:
            values[name] = read(cell, known)
        except _Unfit as unfit:
            faults.append(Fault(COLUMNS[name][0], str(unfit)))
    if faults:
        return CheckedRow(row, None, tuple(faults))
    recommendation = Recommendation(**values)
    twin = (recommendation.output_id, _plain(recommendation.text))
    if twin in known.stand:
        return CheckedRow(row, None, stands=True)
    known.stand.add(twin)
    return CheckedRow(row, recommendation)


class _Unfit(ValueError):
    """A cell means nothing here; the message says what would."""


def _output(cell: str, known: _Known) -> Output:
    if not cell:
        if known.fallback:
            return known.fallback
        raise _Unfit(_("Say which output: its address, DOI or title."))
    found = known.outputs.get(cell, [])
    if not found:
        raise _Unfit(
            _("No output that you may change has the address, DOI or title “%s”.") % cell[:80]
        )
    if len({one.pk for one in found}) > 1:
        raise _Unfit(_("Several outputs are called so: write the address of the one."))
    return found[0]


def _words(name: str) -> Callable[[str, _Known], str]:
    def read(cell: str, known: _Known) -> str:
        text = " ".join(cell.split())
        if len(text) > LONGEST[name]:
            raise _Unfit(_("At most %d characters.") % LONGEST[name])
        return text

    return read


def _text(cell: str, known: _Known) -> str:
    if not cell:
        raise _Unfit(_("Say what should be done."))
    return _words("text")(cell, known)


def _actor(cell: str, known: _Known) -> str:
    plain = " ".join(cell.split()).casefold()
    if plain and plain not in known.actors:
        choices = ", ".join(str(label) for label in Recommendation.Actor.labels)
        raise _Unfit(_("“%(cell)s” is none of: %(all)s.") % {"cell": cell[:80], "all": choices})
    return known.actors.get(plain, "")


def _country(cell: str, known: _Known) -> Country | None:
    found = known.countries.get(cell.casefold())
    if cell and not found:
        raise _Unfit(
            _("No country is called “%s”: write its name or code, as Nepal or NP.") % cell[:80]
        )
    return found


def _theme(cell: str, known: _Known) -> Theme | None:
    found = known.themes.get(cell.casefold())
    if cell and not found and ";" not in cell:
        raise _Unfit(
            _("“%(cell)s” is none of: %(all)s.")
            % {
                "cell": cell[:80],
                "all": ", ".join(sorted({str(t) for t in known.themes.values()})),
            }
        )
    return found


def _corridor(cell: str, known: _Known) -> Corridor | None:
    found = known.corridors.get("-".join(cell.lower().replace("–", "-").split()))
    if cell and not found:
        raise _Unfit(_("The hub has no corridor “%s”: write it as np-qa.") % cell[:80])
    return found


def _page(cell: str, known: _Known) -> int | None:
    digits = cell.lower().removeprefix("p.").removeprefix("page").strip()
    if not digits:
        return None
    if not (digits.isdecimal() and 1 <= int(digits[:6]) <= LAST_PAGE):
        raise _Unfit(_("“%s” is no page: write a number from 1.") % cell[:20])
    return int(digits)


#: How each field is read.
READERS: Mapping[str, Callable[[str, _Known], object]] = {
    "output": _output,
    "text": _text,
    "actor": _actor,
    "body": _words("body"),
    "country": _country,
    "theme": _theme,
    "corridor": _corridor,
    "topic": _words("topic"),
    "page": _page,
}
