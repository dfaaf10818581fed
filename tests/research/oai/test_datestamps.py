"""A datestamp changes whenever anything in the record does, and only then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from research import editorial
from research.models import Edition, OaiRecord, Output, Theme
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
    UserFactory,
)


def _retitled(output: Output) -> None:
    output.title = "Another title"
    output.save(update_fields=["title"])


def _person_renamed(output: Output) -> None:
    person = output.credits.get().person
    person.name = "Sita Devi Rai"
    person.save()


def _institution_renamed(output: Output) -> None:
    institution = output.institutions.get()
    institution.name = "Another institute"
    institution.save()


def _theme_renamed(output: Output) -> None:
    Theme.objects.filter(slug="gender-and-migration").update(name="Gender")


def _country_added(output: Output) -> None:
    output.countries.add("NP")


def _credit_removed(output: Output) -> None:
    output.credits.get().delete()


def _document_attached(output: Output) -> None:
    DocumentFactory(output=output)


def _document_read(output: Output) -> None:
    output.documents.update(page_count=99)


def _edition_made(output: Output) -> None:
    Edition.objects.create(output=OutputFactory(), of=output, kind="translation")


def _translation_retitled(output: Output) -> None:
    _retitled(Output.objects.get(slug="translation"))


def _translation_withdrawn(output: Output) -> None:
    translation = Output.objects.get(slug="translation")
    editorial.withdraw(translation, by=UserFactory(), reason="It was wrong.")


def _withdrawn(output: Output) -> None:
    editorial.withdraw(output, by=UserFactory(), reason="It was wrong.")


@pytest.fixture
def output(committed: Callable[[], None]) -> Output:
    output = OutputFactory(themes=["gender-and-migration"])
    CreditFactory(output=output, person=PersonFactory())
    OutputInstitutionFactory(output=output, institution=InstitutionFactory())
    DocumentFactory(output=output)
    Edition.objects.create(output=OutputFactory(slug="translation"), of=output, kind="translation")
    committed()
    return output


@pytest.mark.parametrize(
    "change",
    [
        _retitled,
        _person_renamed,
        _institution_renamed,
        _theme_renamed,
        _country_added,
        _credit_removed,
        _document_attached,
        _document_read,
        _edition_made,
        _translation_retitled,
        _translation_withdrawn,
        _withdrawn,
    ],
)
def test_datestamp_changes_with(
    output: Output, committed: Callable[[], None], change: Callable[[Output], None]
) -> None:
    before = OaiRecord.objects.get(pk=output.pk).datestamp

    change(output)
    committed()

    assert OaiRecord.objects.get(pk=output.pk).datestamp > before


def test_datestamp_stays_while_others_change(
    output: Output, committed: Callable[[], None]
) -> None:
    before = OaiRecord.objects.get(pk=output.pk).datestamp

    OutputFactory(themes=["gender-and-migration"])
    InstitutionFactory()
    committed()

    assert OaiRecord.objects.get(pk=output.pk).datestamp == before


def test_record_is_written_once_a_transaction(output: Output, committed: Any) -> None:
    _retitled(output)
    _country_added(output)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    first = OaiRecord.objects.get(pk=output.pk).datestamp
    output.countries.add("IN")

    assert OaiRecord.objects.get(pk=output.pk).datestamp == first


def test_sets_follow_the_output(output: Output, committed: Callable[[], None]) -> None:
    _country_added(output)
    output.themes.clear()
    committed()

    slug = output.institutions.get().slug
    assert OaiRecord.objects.get(pk=output.pk).sets == [
        *("country", "country:np", "institution", f"institution:{slug}", "openaire"),
        *("type", "type:report"),
    ]


def test_drafts_are_unknown_until_published(committed: Callable[[], None]) -> None:
    output = OutputFactory(draft=True, themes=["gender-and-migration"], url="https://x.org/")
    committed()
    assert not OaiRecord.objects.exists()

    editorial.publish(output, by=None)
    committed()

    assert not OaiRecord.objects.get().is_deleted
