"""What every page shows of the portal: its sections, and the same page in other languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import check_for_language, get_language
from django.utils.translation import gettext_lazy as _

from hub import page_address, take_away

#: The main sections, in the header: the name of their address and their label.
SECTIONS = (
    ("research:theme-list", _("Themes")),
    ("research:briefs", _("Briefs")),
    ("hub:country-list", _("Countries")),
    ("hub:event-list", _("Events")),
    ("hub:institution-list", _("Institutions")),
    ("research:search", _("Search")),
)
#: The menu of a phone, a list, has room for what people on the move need most.
MENU = (
    *SECTIONS[:-1],
    ("hub:person-list", _("People")),
    ("hub:resource-centre-list", _("Resource centres")),
    SECTIONS[-1],
)
#: The columns of the footer.
FOOTER = (
    (
        _("Find"),
        (
            ("research:briefs", _("Policy briefs")),
            ("hub:recommendations", _("Recommendations")),
            ("hub:evidence-map", _("Evidence map")),
            ("research:datasets", _("Data sets")),
            ("research:learning-materials", _("Learning materials")),
            ("hub:practice-list", _("Practices")),
            ("hub:project-list", _("Projects")),
        ),
    ),
    (
        _("Who and where"),
        (
            ("hub:country-list", _("Countries")),
            ("hub:corridor-list", _("Corridors")),
            ("hub:institution-list", _("Institutions")),
            ("hub:person-list", _("People")),
            ("hub:event-list", _("Events")),
            ("hub:resource-centre-list", _("Resource centres")),
        ),
    ),
    (
        _("The hub"),
        (
            ("hub:about", _("About SALAM")),
            ("hub:newsletter", _("Newsletter")),
            ("hub:statistics", _("Statistics")),
            ("hub:data", _("Data and interfaces")),
            ("hub:accessibility", _("Accessibility")),
            ("hub:contact", _("Contact")),
            ("hub:privacy", _("Privacy")),
            ("admin:index", _("For partner staff")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the header or footer; ``is_here`` marks where the reader is."""

    label: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the footer."""

    label: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The page the reader looks at, in one of the hub's languages."""

    code: str
    name: str
    direction: str
    address: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """Made only when a page asks for it: the admin has a frame of its own."""
    return {
        "sections": SimpleLazyObject(lambda: tuple(_sections(SECTIONS, request.path))),
        "menu": SimpleLazyObject(lambda: tuple(_sections(MENU, request.path))),
        "footer": SimpleLazyObject(lambda: tuple(_columns(request.path))),
        "take_away": SimpleLazyObject(lambda: take_away.of(request)),
        "page_address": SimpleLazyObject(lambda: page_address.of(request)),
        "languages": SimpleLazyObject(lambda: tuple(_languages(request))),
    }


def _columns(path: str) -> Iterator[Column]:
    for label, rows in FOOTER:
        if sections := tuple(_sections(rows, path)):
            yield Column(str(label), sections)


def _sections(rows: tuple[tuple[str, Promise], ...], path: str) -> Iterator[Section]:
    for name, label in rows:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue  # a page that this installation does not serve is not offered
        yield Section(str(label), address, path.startswith(address))


def _languages(request: HttpRequest) -> Iterator[Language]:
    # Nothing stands at an address that was not found: there the languages lead home.
    here = request.get_full_path() if request.resolver_match else "/"
    for code, _name in settings.LANGUAGES:
        if not check_for_language(code):
            continue  # without a catalogue Django answers no address of this language
        known = LANG_INFO[code]
        yield Language(
            code=code,
            name=str(known["name_local"]),
            direction="rtl" if known["bidi"] else "ltr",
            address=translate_url(here, code),
            is_current=code == get_language(),
        )
