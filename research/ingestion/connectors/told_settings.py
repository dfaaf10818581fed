"""What may be typed where a source is described, and how it is kept."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from research.ingestion.cleaning import identifiers
from research.ingestion.connectors.harvested import BadSetting, Setting
from research.ingestion.connectors.walking import moment

PARTED = re.compile(r"[\s,;|]+")
#: More of one kind make an address that servers refuse.
MOST_VALUES = 40
LONGEST_ADDRESS = 1000


def address(typed: str) -> str:
    """The address of a server, without what stands after #."""
    url = urlsplit(typed.strip())
    if url.scheme not in ("http", "https") or not url.hostname or len(typed) > LONGEST_ADDRESS:
        raise BadSetting(_("An address begins with http:// or https://."))
    if url.username or url.password:
        raise BadSetting(_("Names and passwords don't belong into an address."))
    return url._replace(fragment="").geturl()


def address_within(page: str, link: str) -> str:
    """Where a link on a page leads, if it stays with that server; else nowhere."""
    whole = urljoin(page, link)
    return whole if urlsplit(whole)[:2] == urlsplit(page)[:2] else ""


def rors(typed: str) -> str:
    return _each(
        typed, identifiers.ror, _("“%(value)s” is no ROR: https://ror.org/ and nine signs.")
    )


def issns(typed: str) -> str:
    return _each(typed, identifiers.issn, _("“%(value)s” is no ISSN: a digit is wrong."))


def orcids(typed: str) -> str:
    return _each(typed, identifiers.orcid, _("“%(value)s” is no ORCID: a digit is wrong."))


def prefixes(typed: str) -> str:
    return _each(typed, _prefix, _("“%(value)s” is no prefix of DOIs: those begin with 10."))


def _prefix(value: str) -> str:
    return value if re.fullmatch(r"10\.\d{4,9}", value) else ""


def _each(typed: str, clean: Callable[[str], str], problem: str) -> str:
    """Several values, each as it is kept, parted by blanks."""
    values = [value for value in PARTED.split(typed) if value]
    kept: dict[str, None] = {}
    for value in values:
        cleaned = clean(value)
        if not cleaned:
            raise BadSetting(problem % {"value": value})
        kept[cleaned] = None
    if len(kept) > MOST_VALUES:
        raise BadSetting(_("More than %(most)d are too many.") % {"most": MOST_VALUES})
    return " ".join(kept)


def day(typed: str) -> str:
    at = moment(typed)
    if at is None:
        raise BadSetting(_("A day is needed, as in 2026-01-31."))
    return at.date().isoformat()


def year(typed: str) -> str:
    if not re.fullmatch(r"(?:19|20)\d\d", typed.strip()):
        raise BadSetting(_("A year is needed, as in 2015."))
    return typed.strip()


#: What registries can be asked for, in the same words for each of them.
ROR = Setting(
    "ror",
    _lazy("ROR of institutions"),
    _lazy("Works of people who were there. Several are parted by blanks."),
    clean=rors,
)
ISSN = Setting(
    "issn",
    _lazy("ISSN of journals or series"),
    _lazy("All that appears in them. Several are parted by blanks."),
    clean=issns,
)
ORCID = Setting(
    "orcid",
    _lazy("ORCID of people"),
    _lazy("Their works. Several are parted by blanks."),
    clean=orcids,
)
QUERY = Setting(
    "query",
    _lazy("Words"),
    _lazy("A search as on the registry's own page. Broad words need rules of relevance."),
)
PUBLISHED_FROM = Setting(
    "published_from", _lazy("Published since"), _lazy("A year; older works are left."), clean=year
)
PREFIX = Setting(
    "prefix",
    _lazy("Prefix of DOIs"),
    _lazy("All that a publisher registers: 10. and a number. Several are parted by blanks."),
    clean=prefixes,
)
