"""From an entry as written to a record as the hub has it, the same for every format.

Neutral field names of entries: those of ``IncomingOutput``, and ``author``, ``editor``,
``translator`` (one value or many names in one), ``year``/``month``/``day``, ``kind``,
``first_page``/``last_page``, ``isbn_issn``, ``link``, ``identifiers``.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from research.ingestion.cleaning import (
    countries,
    dates,
    identifiers,
    languages,
    licences,
    names,
    texts,
)
from research.ingestion.connectors import links
from research.ingestion.connectors.entries import Entry, Found, Refused, Remark
from research.ingestion.connectors.kinds import output_type
from research.ingestion.records import IncomingOutput, IncomingPerson
from research.models.credits import Credit
from research.vocabularies import SDGS, Form, Population, Stage

ROLES = {
    "author": Credit.Role.AUTHOR,
    "editor": Credit.Role.EDITOR,
    "translator": Credit.Role.TRANSLATOR,
    "contributor": Credit.Role.CONTRIBUTOR,
}
_TITLE_IS_EMPTY = _("The title says nothing.")
_NO_TITLE = _("There is no title.")
#: How much of an odd value is quoted back.
QUOTED = 80
#: A title longer than this is a paragraph that slipped into the wrong column.
LONGEST_TITLE = 1000
KEYWORD_LENGTH = 120
#: Between keywords: not in numbers, nor between what stands in brackets.
COMMAS = r",(?!\s*\d)(?![^()]*\))"
#: What stands where a country would, and is none.
ANYWHERE = frozenset({"worldwide", "global", "world", "international", "multiple countries"})
#: How much room the hub has for one line of each.
ROOM = {
    "subtitle": None, "series": 300, "number": 60, "container": 500, "volume": 60,
    "journal_number": 60, "publisher": 300, "pages": 60,
}  # fmt: skip


def compose(entry: Entry) -> Found | Refused:
    """The record of an entry; refused where nobody could tell what it is."""
    return _Composer(entry).found()


class _Composer:
    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.remarks: list[Remark] = []

    def found(self) -> Found | Refused:
        title = self._title()
        if not title:
            given = self.entry.first("title")
            reason = _TITLE_IS_EMPTY if given else _NO_TITLE
            return Refused(self.entry.line, "title", given[:QUOTED], str(reason))
        if len(title) > LONGEST_TITLE:
            too_long = _("The title is longer than %(limit)d characters.")
            said = str(too_long) % {"limit": LONGEST_TITLE}
            return Refused(self.entry.line, "title", title[:QUOTED], said)
        return Found(self.entry.line, self._output(title), tuple(self.remarks))

    def _title(self) -> str:
        title = texts.title(self.entry.first("title"), tex=self.entry.is_tex)
        return title if texts.said(title) else ""

    def _output(self, title: str) -> IncomingOutput:
        isbn, issn = self._numbers()
        return IncomingOutput(
            title=title,
            subtitle=self._line("subtitle"),
            type=self._kind(),
            language=self._language(),
            issued=self._issued(),
            people=tuple(self._people()),
            institutions=tuple(self._lines("institution")),
            rors=self._rors(),
            summary=self._paragraphs("summary"),
            abstract=self._paragraphs("abstract"),
            keywords=tuple(self._keywords()),
            series=self._line("series"),
            number=self._line("number"),
            container=self._line("container"),
            volume=self._line("volume"),
            journal_number=self._line("journal_number"),
            pages=self._pages(),
            publisher=self._line("publisher"),
            doi=self._doi(),
            isbn=isbn,
            issn=issn,
            handle=self._handle(),
            licence=self._licence(),
            identifier=self.entry.first("identifier").strip()[:200],
            url=links.page(self.entry),
            pdf_url=links.file(self.entry),
            countries=self._countries(),
            themes=tuple(self._lines("themes")),
            forms=self._chosen("forms", Form.values),
            stages=self._chosen("stages", Stage.values),
            populations=self._chosen("populations", Population.values),
            sectors=tuple(sector[:80] for sector in self._lines("sectors")),
            sdgs=self._goals(),
            key_messages=tuple(self._lines("key_messages")),
            filename=self.entry.first("filename").strip(),
        )

    # Plain text

    def _line(self, name: str) -> str:
        """The first value, cut where the hub has no room for more."""
        text = texts.line(self.entry.first(name), tex=self.entry.is_tex)
        if not texts.said(text):
            return ""
        room = ROOM[name]
        if room and len(text) > room:
            self._remark(
                name,
                text,
                _("It was cut: there is room for %(room)d characters.") % {"room": room},
            )
            return text[:room].rstrip()
        return text

    def _lines(self, name: str) -> list[str]:
        parts = (part for value in self.entry.all(name) for part in re.split(r"\|\|?|;|\n", value))
        lines = (texts.line(part, tex=self.entry.is_tex) for part in parts)
        return list(dict.fromkeys(line for line in lines if texts.said(line)))

    def _paragraphs(self, name: str) -> str:
        text = "\n\n".join(self.entry.all(name))
        plain = texts.paragraphs(text, tex=self.entry.is_tex)
        return plain if texts.said(plain) else ""

    def _keywords(self) -> list[str]:
        found: dict[str, str] = {}
        for value in self.entry.all("keywords"):
            mark = r";|\|\|?|\n" if re.search(r"[;|\n]", value) else COMMAS
            for part in re.split(mark, value):
                word = texts.line(part, tex=self.entry.is_tex).strip(" *.,")
                if texts.said(word) and len(word) <= KEYWORD_LENGTH:
                    found.setdefault(word.casefold(), word)
        return list(found.values())

    # People

    def _people(self) -> Iterator[IncomingPerson]:
        seen: set[tuple[str, str]] = set()
        for field, role in ROLES.items():
            for value in self.entry.all(field):
                for name in self._names(value):
                    if (name.whole.casefold(), role) not in seen:
                        seen.add((name.whole.casefold(), role))
                        yield IncomingPerson(
                            name.whole, name.family, name.given, name.orcid, role, name.is_body
                        )
        for body in self._lines("body"):
            if (body.casefold(), Credit.Role.AUTHOR) not in seen:
                yield IncomingPerson(body[: names.LONGEST], is_institution=True)

    def _names(self, value: str) -> list[names.Name]:
        if self.entry.has_lists_of_names or (";" in value and not self.entry.is_tex):
            return names.several(value, tex=self.entry.is_tex)
        name = names.one(value, tex=self.entry.is_tex)
        return [name] if name else []

    # What has a form

    def _issued(self) -> str:
        for value in self.entry.all("issued"):
            if found := dates.edtf(value):
                return self._with_month(found)
        year = self.entry.first("year")
        found = dates.from_parts(year, self.entry.first("month"), self.entry.first("day"))
        said = year or self.entry.first("issued")
        if not found and texts.said(said):
            self._remark("issued", said, _("No date can be made out."))
        return found

    def _with_month(self, found: str) -> str:
        """A bare year in one field, the same year with its month in another."""
        if len(found) > 4 or "year" not in self.entry.values:
            return found
        fuller = dates.from_parts(
            self.entry.first("year"), self.entry.first("month"), self.entry.first("day")
        )
        return fuller if fuller.startswith(found) else found

    def _kind(self) -> str:
        for word in self.entry.all("kind"):
            if kind := output_type(word):
                return kind
        word = self.entry.first("kind")
        if texts.said(word) and word.casefold() not in ("gen", "generic", "misc", "other"):
            self._remark("type", word, _("The hub has no such type."))
        return ""

    def _language(self) -> str:
        said = self.entry.first("language")
        tag = languages.bcp47(said) if texts.said(said) else ""
        if texts.said(said) and not tag:
            self._remark("language", said, _("No language is called so."))
        return tag

    def _licence(self) -> str:
        said = self.entry.first("licence")
        spdx = licences.spdx(said)
        if texts.said(said) and not spdx:
            self._remark("licence", said, _("The hub doesn't know this licence."))
        return spdx

    def _pages(self) -> str:
        pages = self._line("pages") or "-".join(
            filter(None, [self._line_of("first_page"), self._line_of("last_page")])
        )
        pages = re.sub(r"^p+\.?\s*(?=\d)", "", pages, flags=re.I)
        return re.sub(r"\s*[-‐-―−]+\s*", "–", pages).strip("–")[:60]

    def _line_of(self, name: str) -> str:
        text = texts.line(self.entry.first(name), tex=self.entry.is_tex)
        return text if texts.said(text) else ""

    # Identifiers

    def _doi(self) -> str:
        for value in self.entry.all("doi"):
            if found := identifiers.found_doi(value):
                return found
            if texts.said(value):
                self._remark("doi", value, _("It is no DOI: those begin with 10."))
        for value in self.entry.all("identifiers", "url", "link"):
            if ("doi" in value.lower()) and (found := identifiers.found_doi(value)):
                return found
        return ""

    def _numbers(self) -> tuple[tuple[str, ...], str]:
        # One stands in the other's place often enough: each is looked for in both.
        isbn_said = self.entry.all("isbn", "isbn_issn", "issn")
        issn_said = self.entry.all("issn", "isbn_issn", "isbn")
        isbn = [number for value in isbn_said for number in identifiers.isbns(value)]
        issn = next((number for value in issn_said if (number := identifiers.issn(value))), "")
        for field in ("isbn", "issn", "isbn_issn"):
            said = self.entry.first(field)
            if texts.said(said) and not isbn and not issn:
                self._remark(
                    field.partition("_")[0], said, _("It is no ISBN or ISSN: a digit is wrong.")
                )
                break
        return tuple(dict.fromkeys(isbn)), issn

    def _handle(self) -> str:
        given = (identifiers.handle(value) for value in self.entry.all("handle"))
        linked = (
            identifiers.handle(value)
            for value in self.entry.all("url", "link", "identifiers")
            if "hdl.handle.net" in value
        )
        return next(filter(None, [*given, *linked]), "")

    def _rors(self) -> tuple[str, ...]:
        found = (identifiers.ror(value) for value in self.entry.all("ror"))
        return tuple(dict.fromkeys(filter(None, found)))

    def _countries(self) -> tuple[str, ...]:
        """Codes; what nobody knows stays as it is said, for whoever reads the remarks."""
        lines = (name for name in self._lines("countries") if name.casefold() not in ANYWHERE)
        told = [countries.code(name) or name for name in lines]
        covered = [code for text in self.entry.all("coverage") for code in countries.named(text)]
        return tuple(dict.fromkeys([*told, *covered]))

    # Words of the hub's own

    def _chosen(self, name: str, allowed: list[str]) -> tuple[str, ...]:
        """Values of a vocabulary, however they are spelt; others are told."""
        chosen = []
        for word in self._lines(name):
            value = re.sub(r"[\s_]+", "-", word.casefold())
            if value in allowed:
                chosen.append(value)
            else:
                self._remark(name, word, _("It is not one of the allowed words."))
        return tuple(chosen)

    def _goals(self) -> tuple[int, ...]:
        numbers = [int(n) for v in self.entry.all("sdgs") for n in re.findall(r"\d+", v)[:40]]
        return tuple(dict.fromkeys(number for number in numbers if number in SDGS))

    def _remark(self, field: str, value: str, reason: object) -> None:
        self.remarks.append(Remark(field, value.strip()[:QUOTED], str(reason)))
