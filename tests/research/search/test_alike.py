"""More like this: outputs that share telling words, never the output itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from research.models import Edition, Output
from research.search.alike import alike
from tests.factories import OutputFactory

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]
KIDNEYS = "Kidney disease among returnees from construction work in hot Gulf summers."


@pytest.fixture
def report(catch_up: CatchUp) -> Output:
    output: Output = OutputFactory(title="Kidney disease of returnees", summary=KIDNEYS)
    OutputFactory(title="Heat, construction work and kidney disease", summary=KIDNEYS)
    for number in range(8):
        OutputFactory(title=f"Remittances {number}", summary="Money sent home and its use.")
    catch_up()
    return output


def test_output_with_the_same_telling_words_is_alike(report: Output) -> None:
    found = alike(report, but=(), at_most=3)

    titles = Output.objects.filter(pk__in=found).values_list("title", flat=True)
    assert list(titles) == ["Heat, construction work and kidney disease"]


def test_what_is_shown_already_is_left_out(report: Output) -> None:
    (found,) = alike(report, but=(), at_most=3)

    assert alike(report, but={found}, at_most=3) == []


def test_nothing_is_alike_while_the_index_is_away() -> None:
    assert alike(OutputFactory(summary=KIDNEYS), but=(), at_most=3) == []


def test_page_shows_what_is_alike_but_no_edition_twice(
    client: Client, catch_up: CatchUp, report: Output
) -> None:
    brief = OutputFactory(title="Brief on kidneys", summary=KIDNEYS)
    Edition.objects.create(output=brief, of=report, kind=Edition.Kind.BRIEF)
    catch_up()

    related = client.get(report.get_absolute_url()).content.decode().partition('id="related"')[2]

    assert "Much alike in words" in related
    assert "Heat, construction work and kidney disease</a>" in related
    assert "Brief on kidneys</a>" not in related
