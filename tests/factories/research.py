import hashlib
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from partners.models import Country
from research.models import (
    Corridor,
    Credit,
    Document,
    DocumentPage,
    Output,
    OutputInstitution,
    Practice,
    Project,
    ProjectInstitution,
    Recommendation,
    SearchLogEntry,
    Theme,
)
from tests.factories.partners import InstitutionFactory


def many(field: str) -> Any:
    """After creation, set a many-to-many ``field`` to what the test names."""

    @factory.post_generation
    def set_them(instance: Any, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted is not None:
            getattr(instance, field).set(extracted)

    return set_them


class OutputFactory(DjangoModelFactory):
    """A published report. Themes by slug, countries by code: ``themes=[...]``."""

    class Meta:
        model = Output
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"output-{n}")
    title = factory.Sequence(lambda n: f"Output {n}")
    type = "report"
    summary = "What it finds in brief."
    issued = "2023-05"
    status = Output.Status.PUBLISHED
    published_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.status in {"published", "withdrawn"} else None
    )

    class Params:
        draft = factory.Trait(status=Output.Status.DRAFT)
        withdrawn = factory.Trait(
            status=Output.Status.WITHDRAWN,
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawal_reason="Replaced by a corrected report.",
        )

    corridors = many("corridors")

    @factory.post_generation
    def themes(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted is not None:
            self.themes.set(Theme.objects.filter(slug__in=extracted))

    @factory.post_generation
    def countries(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted is not None:
            self.countries.set(Country.objects.filter(code__in=extracted))


class CorridorFactory(DjangoModelFactory):
    class Meta:
        model = Corridor
        django_get_or_create = ("origin_id", "destination_id")

    origin_id = "NP"
    destination_id = "QA"


class CreditFactory(DjangoModelFactory):
    class Meta:
        model = Credit

    output = factory.SubFactory(OutputFactory)
    name = factory.LazyAttribute(lambda c: c.person.name if c.person else "A. N. Other")
    person = None
    order = factory.Sequence(lambda n: n + 1)


class OutputInstitutionFactory(DjangoModelFactory):
    class Meta:
        model = OutputInstitution

    output = factory.SubFactory(OutputFactory)
    institution = factory.SubFactory(InstitutionFactory)


class DocumentFactory(DjangoModelFactory):
    """A PDF that has been read; its content is only named like one."""

    class Meta:
        model = Document

    class Params:
        content = factory.Sequence(lambda n: f"%PDF-1.7 number {n}".encode())

    output = factory.SubFactory(OutputFactory)
    filename = "report.pdf"
    sha256 = factory.LazyAttribute(lambda d: hashlib.sha256(d.content).hexdigest())
    size = factory.LazyAttribute(lambda d: len(d.content))
    file = factory.LazyAttribute(lambda d: ContentFile(d.content, name=d.filename))
    state = Document.State.READ
    page_count = factory.LazyAttribute(lambda d: 20 if d.state == "read" else None)
    read_at = factory.LazyAttribute(lambda d: timezone.now() if d.state == "read" else None)
    reason = factory.LazyAttribute(lambda d: "It is locked." if d.state == "unreadable" else "")


class DocumentPageFactory(DjangoModelFactory):
    class Meta:
        model = DocumentPage

    document = factory.SubFactory(DocumentFactory)
    number = 1
    text = "Recruitment fees were rising."


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    output = factory.SubFactory(OutputFactory)
    order = factory.Sequence(lambda n: n + 1)
    text = "Make employers pay the fees."


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"project-{n}")
    title = factory.Sequence(lambda n: f"Project {n}")
    summary = "What the project does."
    countries = many("countries")
    destination_countries = many("destination_countries")
    outputs = many("outputs")
    team = many("team")
    themes = many("themes")


class PracticeFactory(DjangoModelFactory):
    class Meta:
        model = Practice
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"practice-{n}")
    title = factory.Sequence(lambda n: f"Practice {n}")
    what_was_done = "A desk was opened at the airport."
    countries = many("countries")
    institutions = many("institutions")
    outputs = many("outputs")
    projects = many("projects")
    themes = many("themes")


class ProjectInstitutionFactory(DjangoModelFactory):
    class Meta:
        model = ProjectInstitution

    project = factory.SubFactory(ProjectFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = ProjectInstitution.Role.FUNDER


class SearchLogEntryFactory(DjangoModelFactory):
    class Meta:
        model = SearchLogEntry

    text = "recruitment fees"
    count = 3
