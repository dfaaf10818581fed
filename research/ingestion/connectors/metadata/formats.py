"""Which reader a piece of metadata has, and which format is worth asking for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found, Refused, Remark
from research.ingestion.connectors.metadata import (
    arxiv,
    datacite,
    doaj,
    dspace,
    dublin_core,
    jats,
    marc,
    mods,
)
from research.ingestion.connectors.xml_trees import Tree, name_of, space_of


@dataclass(frozen=True, slots=True)
class Format:
    #: What its namespace begins with, and how its outermost element may be called.
    space: str
    roots: tuple[str, ...]
    entry: Callable[[Tree], Entry]


#: In this order a subtree is looked through: what wraps another stands behind it.
FORMATS = (
    Format("http://www.loc.gov/mods/", ("mods",), mods.entry),
    Format("http://www.loc.gov/MARC21/slim", ("record",), marc.entry),
    Format("http://datacite.org/schema/", ("resource",), datacite.entry),
    Format("http://namespace.openaire.eu/schema/oaire", ("resource",), datacite.entry),
    Format("http://www.lyncode.com/xoai", ("metadata",), dspace.xoai),
    Format("http://www.dspace.org/xmlns/dspace/dim", ("dim",), dspace.dim),
    Format("http://arxiv.org/OAI/arXiv", ("arXiv", "arXivRaw"), arxiv.entry),
    Format("http://doaj.org/features/oai_doaj/", ("doajArticle",), doaj.entry),
    Format("https://jats.nlm.nih.gov/ns/", ("article",), jats.entry),
    Format("http://dtd.nlm.nih.gov/", ("article",), jats.entry),
    Format("http://www.openarchives.org/OAI/2.0/oai_dc", ("dc",), dublin_core.entry),
    Format("http://purl.org/dc/", ("dc", "qualifieddc"), dublin_core.entry),
    Format("http://dspace.org/qualifieddc/", ("qualifieddc",), dublin_core.entry),
)
#: Prefixes as servers call these formats, the one that says most first.
RICHEST = (
    "mods", "oai_openaire", "oai_datacite", "oai_datacite4", "datacite", "xoai", "dim", "qdc",
    "oai_qdc", "marcxml", "marc21", "oai_doaj", "arXiv", "oai_dc",
)  # fmt: skip
DUBLIN_CORE = ("http://purl.org/dc/elements/", "http://purl.org/dc/terms/")


def richest(offered: Iterable[str]) -> str:
    """The prefix to ask for: ``oai_dc`` is what every server has to have."""
    known = set(offered)
    return next((prefix for prefix in RICHEST if prefix in known), "oai_dc")


def read(about: Tree, identifier: str, remark: str = "") -> Found | Refused:
    """The record in a piece of metadata; refused where nobody reads its format."""
    reader, element = _reader(about)
    if reader is None:
        reason = _("Nobody here reads this format of metadata: %(name)s.")
        called = f"{name_of(about)} ({space_of(about) or _('no namespace')})"
        return Refused(1, "", identifier, reason % {"name": called})
    entry = reader(element)
    entry.values["identifier"] = [identifier]
    found = compose(entry)
    if remark and isinstance(found, Found):
        return replace(found, remarks=(*found.remarks, Remark("", "", remark)))
    return found


def _reader(about: Tree) -> tuple[Callable[[Tree], Entry] | None, Tree]:
    inside = [one for one in about.iter() if isinstance(one.tag, str)]
    for format_ in FORMATS:
        for one in inside:
            is_root = name_of(one) in format_.roots
            if is_root and space_of(one).startswith(format_.space):
                return format_.entry, one
    for one in inside:  # servers that forget the namespace, or invent one for their own mix
        named = next((each for each in FORMATS if name_of(one) in each.roots[:1]), None)
        if named and not space_of(one):
            return named.entry, one
        if space_of(one).startswith(DUBLIN_CORE):
            return dublin_core.entry, about
    return None, about
