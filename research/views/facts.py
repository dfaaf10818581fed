"""The facts of an output, as rows: what is known is shown, and leads to more of the same."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.models import Output
from research.views.wording import language_name
from research.vocabularies import Form, Population, Stage

#: Addresses of the licences that publishers in the region use, by their SPDX name.
CREATIVE_COMMONS = "https://creativecommons.org/licenses/"


@dataclass(frozen=True, slots=True)
class Value:
    """A word of a fact, and where more of it is found."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    values: tuple[Value, ...]


def search_address(**parameters: str | int | Sequence[str]) -> str:
    return f"{reverse('research:search')}?{urlencode(parameters, doseq=True)}"


def facts(output: Output) -> tuple[Fact, ...]:
    """What is known of an output from ``for_page``, in the order of ``ROWS``."""
    rows = ((label, tuple(read(output))) for label, read in ROWS)
    return tuple(Fact(str(label), values) for label, values in rows if values)


def _plain(text: str) -> Iterable[Value]:
    return (Value(text),) if text else ()


def _issued(output: Output) -> Iterable[Value]:
    return _plain(output.issued_display or _("no date given"))


def _language(output: Output) -> Iterable[Value]:
    yield Value(language_name(output.language), search_address(language=output.language))


def _series(output: Output) -> Iterable[Value]:
    return _plain(", ".join(part for part in (output.series, output.number) if part))


def _container(output: Output) -> Iterable[Value]:
    volume = output.volume
    if output.journal_number:
        volume = f"{volume}({output.journal_number})"
    return _plain(", ".join(part for part in (output.container, volume, output.pages) if part))


def _countries(output: Output) -> Iterable[Value]:
    for country in output.countries.all():
        yield Value(country.local_name, search_address(country=country.code.lower()))


def _corridors(output: Output) -> Iterable[Value]:
    for corridor in output.corridors.all():
        ends = (corridor.origin.local_name, corridor.destination.local_name)
        address = search_address(
            origin=corridor.origin_id.lower(), destination=corridor.destination_id.lower()
        )
        yield Value(_("%s to %s") % ends, address)


def _words(
    field: str, parameter: str, choices: type[TextChoices]
) -> Callable[[Output], list[Value]]:
    def read(output: Output) -> list[Value]:
        return [
            Value(str(choices(word).label), search_address(**{parameter: word}))
            for word in getattr(output, field)
        ]

    return read


def _keywords(output: Output) -> Iterable[Value]:
    return (Value(word, search_address(q=f'"{word}"')) for word in output.keywords)


def _goals(output: Output) -> Iterable[Value]:
    return (Value(str(goal), search_address(sdg=goal)) for goal in output.sdgs)


def _identifiers(output: Output) -> Iterable[Value]:
    if output.doi:
        yield Value(f"doi:{output.doi}", f"https://doi.org/{output.doi}")
    if output.handle:
        yield Value(f"hdl:{output.handle}", f"https://hdl.handle.net/{output.handle}")
    for isbn in output.isbn:
        yield Value(f"ISBN {isbn}")
    if output.issn:
        yield Value(f"ISSN {output.issn}")


def _licence(output: Output) -> Iterable[Value]:
    name, _dash, version = output.licence.rpartition("-")
    if name.startswith("CC-BY"):
        kind = name.removeprefix("CC-").lower()
        yield Value(output.licence, f"{CREATIVE_COMMONS}{kind}/{version}/")
    else:
        yield Value(output.licence or _("not stated"))


def _by_sex(output: Output) -> Iterable[Value]:
    return _plain(_("shows figures for women and men") if output.sex_disaggregated else "")


ROWS: tuple[tuple[Promise, Callable[[Output], Iterable[Value]]], ...] = (
    (gettext_lazy("Published"), _issued),
    (gettext_lazy("Series"), _series),
    (gettext_lazy("In"), _container),
    (gettext_lazy("Publisher"), lambda output: _plain(output.publisher)),
    (gettext_lazy("Pages"), lambda output: _plain(str(output.page_count or ""))),
    (gettext_lazy("Language"), _language),
    (gettext_lazy("Countries"), _countries),
    (gettext_lazy("Corridors"), _corridors),
    (gettext_lazy("Form of migration"), _words("forms", "form", Form)),
    (gettext_lazy("Stage of migration"), _words("stages", "stage", Stage)),
    (gettext_lazy("People it speaks of"), _words("populations", "population", Population)),
    (gettext_lazy("Sectors"), lambda output: map(Value, output.sectors)),
    (gettext_lazy("Keywords"), _keywords),
    (gettext_lazy("Development goals"), _goals),
    (
        gettext_lazy("Global Compact objectives"),
        lambda output: (Value(str(number)) for number in output.gcm_objectives),
    ),
    (gettext_lazy("Data by sex"), _by_sex),
    (gettext_lazy("Identifiers"), _identifiers),
    (gettext_lazy("Licence"), _licence),
)
