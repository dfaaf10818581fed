"""Whose a work looks like: by ROR, by the names of institutions, by the people credited.

Only the hub's own partners are asked for: they have somebody to answer.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partners.models import Affiliation, Institution, Person
from research.ingestion.records import IncomingOutput
from research.models import Source

#: Shorter names and acronyms stand in other names too: they count as a whole part only.
SHORTEST_WITHIN = 12
#: Settings by which an institution or its people are asked for, and such as are not.
SAYS_WHOSE = frozenset({"ror", "orcid", "affiliation", "prefix"})
SAYS_NOTHING = frozenset({"query", "issn"})
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """An institution to which a work may belong, and why in a sentence."""

    institution: int
    why: str


@dataclass(frozen=True, slots=True)
class Claimants:
    """The partners, by what they are called and who works for them."""

    #: The institution that a source was asked about, and how.
    asked: Claim | None
    rors: dict[str, int]
    names: dict[str, int]
    #: By ORCID, and by the very name where only one person is called so.
    people: dict[str, set[int]]

    @classmethod
    def of(cls, source: Source) -> "Claimants":
        partners = list(Institution.objects.partners().by_name())
        names: dict[str, int] = {}
        rors = {_ror(one.ror): one.pk for one in partners if one.ror}
        for one in partners:
            for name in filter(None, (one.name, one.acronym)):
                names[_plain(name)] = one.pk
        return cls(_asked(source), rors, names, _people({one.pk for one in partners}))

    def of_work(self, record: IncomingOutput) -> list[Claim]:
        """Each institution once, by the strongest reason."""
        found: dict[int, str] = {}
        for name in (*record.rors, *record.institutions):
            if pk := self.rors.get(_ror(name)):
                found.setdefault(pk, _("It is named by its ROR."))
        for name in (*record.institutions, *self._bodies(record)):
            for pk in self._named_in(name):
                found.setdefault(pk, _("It is named: “%(name)s”.") % {"name": name[:200]})
        for person in record.people:
            keys = (person.orcid, person.name) if not person.is_institution else ()
            for pk in {pk for key in keys if key for pk in self.people.get(key, ())}:
                said = _("%(person)s has worked there.") % {"person": person.name}
                found.setdefault(pk, said)
        if self.asked:
            found.setdefault(self.asked.institution, self.asked.why)
        return [Claim(pk, why) for pk, why in found.items()]

    def _bodies(self, record: IncomingOutput) -> list[str]:
        corporate = [person.name for person in record.people if person.is_institution]
        return [name for name in (*corporate, record.publisher) if name]

    def _named_in(self, text: str) -> set[int]:
        """Whose name a part of an affiliation is, or whose long name stands within it."""
        parts = {_plain(part) for part in re.split(r"[,;()/]", text)} | {_plain(text)}
        whole = f" {_plain(text)} "
        return {
            pk
            for name, pk in self.names.items()
            if name in parts or (len(name) >= SHORTEST_WITHIN and f" {name} " in whole)
        }


def _asked(source: Source) -> Claim | None:
    """Nobody where the source was asked for words or a journal: others use them too."""
    said = set(source.settings)
    if not source.institution or (said & SAYS_NOTHING and not said & SAYS_WHOSE):
        return None
    if source.settings.get("ror"):
        why = _("“%(source)s” gives it as an answer when asked for the institution's ROR.")
    else:
        why = _("“%(source)s” tells of the institution's works.")
    return Claim(source.institution.pk, why % {"source": source.name})


def _people(partners: set[int]) -> dict[str, set[int]]:
    places: dict[int, set[int]] = defaultdict(set)
    worked = Affiliation.objects.filter(institution__in=partners)
    for person, institution in worked.values_list("person", "institution"):
        places[person].add(institution)
    called: dict[str, set[int]] = defaultdict(set)
    rows = Person.objects.filter(pk__in=places).values_list("pk", "name", "name_variants", "orcid")
    for pk, name, variants, orcid in rows:
        for key in {name, *variants, *filter(None, [orcid])}:
            called[key].add(pk)
    return {key: places[pks.pop()] for key, pks in called.items() if len(pks) == 1}


def _ror(text: str) -> str:
    found = re.search(r"(?:^|/)(0[a-z0-9]{8})$", text.strip().casefold())
    return found[1] if found else ""


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text.casefold()).split())
