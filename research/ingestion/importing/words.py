"""Whom and what a record names, among what the hub knows. Never invents anybody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from partners.models import Country, Institution, Person
from research.models import Theme


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass
class Known:
    """Small tables, read once for a job."""

    people: dict[str, int] = field(default_factory=dict)

    @cached_property
    def themes(self) -> dict[str, int]:
        rows = Theme.objects.values_list("pk", "slug", "name")
        return {_plain(name): pk for pk, *names in rows for name in names}

    @cached_property
    def countries(self) -> dict[str, str]:
        rows = Country.objects.values_list("pk", "name")
        return {_plain(name): pk for pk, *names in rows for name in (pk, *names)}

    @cached_property
    def institutions(self) -> dict[str, int]:
        """By name, acronym and ROR, where only one is called so."""
        called: dict[str, set[int]] = defaultdict(set)
        for pk, *names in Institution.objects.values_list("pk", "name", "acronym", "ror"):
            for name in filter(None, names):
                called[_plain(name)].add(pk)
        return {name: pks.pop() for name, pks in called.items() if len(pks) == 1}

    def institution(self, name: str) -> int | None:
        plain = _plain(name)
        return self.institutions.get(plain) or self.institutions.get(plain.rpartition("/")[2])

    def theme(self, name: str) -> int | None:
        return self.themes.get(_plain(name))

    def country(self, name: str) -> str | None:
        return self.countries.get(_plain(name))

    def look_up_people(self, names: Iterable[str], orcids: Iterable[str]) -> None:
        """People by ORCID, or by the very name where only one is called so."""
        wanted, ids = set(names), set(filter(None, orcids))
        found = Person.objects.filter(
            Q(name__in=wanted) | Q(name_variants__overlap=list(wanted)) | Q(orcid__in=ids)
        )
        called: dict[str, set[int]] = defaultdict(set)
        for pk, name, variants, orcid in found.values_list("pk", "name", "name_variants", "orcid"):
            for key in (name, *variants):
                called[key].add(pk)
            if orcid:
                self.people[orcid] = pk
        self.people |= {name: pks.pop() for name, pks in called.items() if len(pks) == 1}
