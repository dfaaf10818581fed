"""Results read in two questions say the same as lists that ask seven."""

from collections.abc import Callable
from typing import Any

import pytest

from research.models import Output
from research.models.listed import COLUMNS, INSTITUTION
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def said(output: Output) -> dict[str, Any]:
    """All that is read at once, row by row."""
    found: dict[str, Any] = {
        name: [[getattr(row, column) for column in columns] for row in getattr(output, name).all()]
        for name, (_model, columns) in COLUMNS.items()
    }
    found["of institutions"] = [
        [getattr(link.institution, column) for column in INSTITUTION]
        for link in output.output_institutions.all()
    ]
    return found


def test_results_hold_what_lists_hold(django_assert_num_queries: Callable[[int], Any]) -> None:
    output = OutputFactory(
        themes=["gender-and-migration", "drivers-of-migration"], countries=["NP", "BD"]
    )
    OutputFactory()
    CreditFactory(output=output, person=PersonFactory(name="Sabina Karki"), name="S. Karki")
    CreditFactory(output=output, person=None, name="An editor", role="editor")
    for name, role in (("First", "author"), ("Second", "funder")):
        OutputInstitutionFactory(
            output=output, institution=InstitutionFactory(name=name), role=role
        )
    DocumentFactory(output=output, state="read", page_count=3, scanned_pages=[2])
    lists = [said(one) for one in Output.objects.published().for_listing().order_by("pk")]

    with django_assert_num_queries(2):
        results = [said(one) for one in Output.objects.published().for_results().order_by("pk")]

    assert results == lists
    assert [len(rows) for rows in results[0].values()] == [2, 2, 2, 2, 1, 2]
