"""What rows may refer to: records in the database, and rows that come later."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, QuerySet

from hub.models import Event
from partners.models import Country, Institution, Person, ResourceCentre
from research.models import Concept, Output, Practice, Project, Source, Theme

ADDRESSED: tuple[type[Model], ...] = (
    Theme,
    Institution,
    Person,
    Output,
    Project,
    Event,
    ResourceCentre,
    Practice,
    Concept,
    Source,
)


def records(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.all()  # noqa: SLF001 - public in Django


def plain_name(name: str) -> str:
    """A name without what its writers differ in: capitals, points, blanks."""
    return " ".join(re.findall(r"\w+", name.casefold()))


class Known:
    """Asked once at the start, then told of every row that went in."""

    def __init__(self) -> None:
        self._ids: dict[type[Model], dict[str, int]] = {
            model: dict(records(model).values_list("slug", "pk")) for model in ADDRESSED
        }
        self._promised: dict[type[Model], set[str]] = defaultdict(set)
        self._people: dict[str, set[int]] = defaultdict(set)
        self.countries = frozenset(Country.objects.values_list("code", flat=True))
        self.partners = frozenset(Institution.objects.partners().values_list("pk", flat=True))
        for person in Person.objects.only("name", "name_variants"):
            self._learn_names(person)

    def id_of(self, model: type[Model], slug: str) -> int | None:
        return self._ids[model].get(slug)

    def promise(self, model: type[Model], slugs: Iterable[str]) -> None:
        """Tell what the lists hold, before any of it is loaded."""
        self._promised[model].update(slugs)

    def is_expected(self, model: type[Model], slug: str) -> bool:
        return slug in self._ids[model] or slug in self._promised[model]

    def learn(self, instance: Model, slug: str) -> None:
        """To be called when the row is in for good, not before."""
        self._ids[type(instance)][slug] = instance.pk
        if isinstance(instance, Person):
            self._learn_names(instance)
        if isinstance(instance, Institution) and instance.hub_role == Institution.HubRole.PARTNER:
            self.partners |= {instance.pk}

    def _learn_names(self, person: Person) -> None:
        for name in (person.name, *person.name_variants):
            self._people[plain_name(name)].add(person.pk)

    def person_called(self, name: str) -> int | None:
        """The one person with this name; nobody where two have it."""
        found = self._people.get(plain_name(name), set())
        return next(iter(found)) if len(found) == 1 else None
