"""Where figures come from: one row a publication, with who answers for it and on what terms."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.figures.cells import Cell, Treaty
from hub.figures.readers import agreements, dofe, knomad, overseas_indians, slbfe, undesa
from hub.vocabularies import Source

Reader = Callable[[Path, Collection[str]], Iterable[Cell | Treaty]]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a reader must know of a source, and what the hub may do with it."""

    publisher: str | Promise
    #: SPDX or the licence's usual name; empty where none was stated.
    licence: str
    address: str
    reader: Reader
    #: Where its files lie in a folder of sources, as a pattern.
    files: tuple[str, ...]
    note: str | Promise = ""

    @property
    def may_be_shipped(self) -> bool:
        """Without a stated licence the figures are loaded from the publisher's own files."""
        return bool(self.licence)


PUBLICATIONS: dict[Source, Publication] = {
    Source.UN_DESA_2019: Publication(
        publisher=_("United Nations, Department of Economic and Social Affairs"),
        licence="CC BY 3.0 IGO",
        address="https://www.un.org/development/desa/pd/content/international-migrant-stock",
        reader=undesa.read,
        files=("**/migrants_by_origin_and_destination_*.csv",),
        note=_(
            "Estimates of people born in, or citizens of, another country; mid-year; "
            "revision of 2019. Short stays for work are often not in them."
        ),
    ),
    Source.KNOMAD_2021: Publication(
        publisher=_("World Bank / KNOMAD"),
        licence="CC BY 4.0",
        address="https://www.knomad.org/data/remittances",
        reader=knomad.read,
        files=("**/bilateral_migration_*_long.csv", "**/bilateral_remittances_*_long.csv"),
        note=_(
            "Modelled from migrant stocks and incomes, version of December 2022: "
            "no money was counted crossing a border."
        ),
    ),
    Source.SLBFE: Publication(
        publisher=_("Sri Lanka Bureau of Foreign Employment; tables by Lanka Data Foundation"),
        licence="Apache-2.0",
        address="https://www.slbfe.lk/",
        reader=slbfe.read,
        files=(
            "**/SLBFE [rR]egistration by [cC]ountry.data.json",
            "**/SLBFE [rR]egistration by [gG]ender.data.json",
        ),
        note=_("Registrations of the year, not people abroad; who goes again counts again."),
    ),
    Source.OVERSEAS_INDIANS: Publication(
        publisher=_("Ministry of External Affairs, India; table by india60"),
        licence="MIT",
        address="https://www.mea.gov.in/",
        reader=overseas_indians.read,
        files=("**/overseas_indians_nri_pio.json",),
        note=_("The ministry's estimate by its missions; the table tells no year (copied 2017)."),
    ),
    Source.DOFE: Publication(
        publisher=_("Department of Foreign Employment, Nepal"),
        licence="",
        address="https://dofe.gov.np/",
        reader=dofe.read,
        files=("**/[a-z]*-20[0-9][0-9].csv",),
        note=_("Approvals of the month, new ones and re-entries; months of Bikram Sambat."),
    ),
    Source.AGREEMENTS: Publication(
        publisher=_("Chilton and Woda, lists of bilateral labour agreements"),
        licence="",
        address="",
        reader=agreements.read,
        files=("**/blas_formation_data.csv",),
        note=_("What researchers could find; an agreement that is not listed may still exist."),
    ),
}
