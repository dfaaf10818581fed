from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from research.models import Output
from research.search import feed
from tests.factories import (
    CreditFactory,
    DocumentPageFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

committed = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@contextmanager
def another_connection() -> Iterator:
    other = connection.get_new_connection(connection.get_connection_params())
    try:
        yield other
    finally:
        other.close()


def rename(other, output: Output) -> None:
    other.execute("UPDATE research_output SET title = 'New' WHERE id = %s", [output.pk])


@committed
def test_late_commit_is_read_after_a_later_transaction_was():
    late, early = OutputFactory.create_batch(2)
    start = feed.now()

    with another_connection() as slow, another_connection() as quick:
        rename(slow, late)
        rename(quick, early)
        quick.commit()
        middle, first = feed.changed_since(start)
        slow.commit()
    _end, second = feed.changed_since(middle)

    assert first == (early.pk,)
    assert second == (late.pk,)


@committed
def test_open_transaction_does_not_hold_up_what_commits_beside_it():
    held, free = OutputFactory.create_batch(2)
    start = feed.now()

    with another_connection() as slow:
        rename(slow, held)
        Output.objects.filter(pk=free.pk).update(title="New")
        _position, changed = feed.changed_since(start)

    assert changed == (free.pk,)


@committed
def test_rolled_back_change_is_never_read():
    output = OutputFactory()
    start = feed.now()

    with another_connection() as other:
        rename(other, output)
        other.rollback()

    assert feed.changed_since(start)[1] == ()


@committed
def test_nothing_is_read_twice():
    start = feed.now()
    OutputFactory()
    position, _changed = feed.changed_since(start)

    assert feed.changed_since(position)[1] == ()


def rename_institution():
    link = OutputInstitutionFactory()
    return link.output, lambda: link.institution.__class__.objects.update(name="New")


def rename_person():
    credit = CreditFactory(person=PersonFactory())
    return credit.output, lambda: credit.person.__class__.objects.update(name="New")


def read_page():
    page = DocumentPageFactory()
    return page.document.output, lambda: page.__class__.objects.update(text="New")


def add_theme():
    output = OutputFactory()
    return output, lambda: output.themes.add(1)


def add_institution():
    output, institution = OutputFactory(), InstitutionFactory()
    return output, lambda: OutputInstitutionFactory(output=output, institution=institution)


def delete_output():
    output = OutputFactory()
    return output, lambda: Output.objects.filter(pk=output.pk).delete()


@committed
@pytest.mark.parametrize(
    "kind",
    [rename_institution, rename_person, read_page, add_theme, add_institution, delete_output],
)
def test_change_beside_the_output_is_a_change_of_it(kind):
    output, change = kind()
    pk = output.pk
    start = feed.now()

    change()

    assert feed.changed_since(start)[1] == (pk,)


@committed
def test_old_changes_are_forgotten_and_new_ones_kept():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE research_outputchange")
    OutputFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE research_outputchange SET noted_at = now() - interval '15 days'")
    start = feed.now()
    kept = OutputFactory()

    assert feed.forget_old_changes() == 1
    assert feed.changed_since(start)[1] == (kept.pk,)
