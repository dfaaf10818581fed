"""Long facets: the most frequent values are named, a chosen one always, and counts are exact."""

import pytest

from research.search import Criteria, find
from research.search.counting import MOST_VALUES
from tests.factories import CreditFactory, OutputFactory, PersonFactory

pytestmark = pytest.mark.django_db


def people(criteria):
    (facet,) = (facet for facet in find(criteria).facets if facet.name == "person")
    return [(value.value, value.count, value.is_chosen) for value in facet.values]


@pytest.fixture
def many_people(catch_up):
    """One person more than are named; only the first has two outputs."""
    slugs = [f"person-{number:02}" for number in range(MOST_VALUES + 1)]
    first, *others = [PersonFactory(slug=slug) for slug in slugs]
    for person in (first, first, *others):
        CreditFactory(person=person)
    catch_up()


def test_most_frequent_values_are_named_and_no_more(many_people):
    found = people(Criteria())

    assert len(found) == MOST_VALUES
    assert found[0] == ("person-00", 2, False)


def test_chosen_value_is_counted_and_named_however_rare_it_is(many_people):
    rarest = f"person-{MOST_VALUES:02}"

    found = people(Criteria(chosen={"person": (rarest,)}))

    assert (rarest, 1, True) in found
    assert ("person-00", 2, False) in found


def test_counts_without_words_are_those_of_the_last_commit(catch_up):
    OutputFactory(themes=["gender-and-migration"], type="report")
    catch_up()
    first = find(Criteria())
    OutputFactory(themes=["gender-and-migration"], type="policy-brief")
    assert find(Criteria()).facets == first.facets

    catch_up()

    by_theme = {f.name: f.values for f in find(Criteria()).facets}["theme"]
    assert [(value.value, value.count) for value in by_theme] == [("gender-and-migration", 2)]
    chosen = find(Criteria(chosen={"type": ("report",)}))
    assert {f.name: f.values for f in chosen.facets}["theme"][0].count == 1
    assert {f.name: f.values for f in find(Criteria()).facets}["theme"][0].count == 2
