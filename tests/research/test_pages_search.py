"""The search page and the shelves: one form, honest words, and a way on from nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from research.models import Output
from research.search import YearCount
from research.search.suggestions import country_names
from research.views.histogram import histogram
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    OutputInstitutionFactory,
)

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]


def page(client: Client, address: str) -> str:
    response = client.get(address)

    assert response.status_code == 200
    return response.content.decode()


def test_search_leads_to_the_page_that_says_it(client: Client, catch_up: CatchUp) -> None:
    document = DocumentFactory()
    DocumentPageFactory(document=document, number=14, text="Agents take a second commission.")
    catch_up()

    html = page(client, "/search/?q=commission")

    assert f'<a href="{document.get_absolute_url()}#page=14">Found on p. 14</a>' in html
    assert "<mark>commission</mark>" in html


def test_search_shows_no_words_of_a_file_under_embargo(client: Client, catch_up: CatchUp) -> None:
    later = timezone.now() + timedelta(days=9)
    output = OutputFactory(access="embargoed", embargo_until=later, title="On commission")
    DocumentPageFactory(document__output=output, text="A second commission.")
    catch_up()

    html = page(client, "/search/?q=commission")

    assert "On commission" in html
    assert "second" not in html


def test_search_shows_no_words_of_a_file_that_was_closed_just_now(
    client: Client, catch_up: CatchUp
) -> None:
    output = OutputFactory(title="On commission")
    DocumentPageFactory(document__output=output, text="A second commission.")
    catch_up()
    Output.objects.filter(pk=output.pk).update(access="metadata-only")

    html = page(client, "/search/?q=commission")

    assert "On commission" in html
    assert "second" not in html


def test_search_keeps_what_was_asked_in_the_box(client: Client, catch_up: CatchUp) -> None:
    catch_up()

    html = page(client, "/search/?q=%22fees%22+%3Cb%3E")

    assert 'value="&quot;fees&quot; &lt;b&gt;"' in html
    assert "<b>&" not in html


def test_search_choice_can_be_taken_back(client: Client, catch_up: CatchUp) -> None:
    OutputFactory(themes=["gender-and-migration"], countries=["NP"])
    catch_up()

    html = page(client, "/search/?country=np&theme=gender-and-migration")

    assert 'class="chip" href="/search/?theme=gender-and-migration"' in html
    assert 'class="chip" href="/search/?country=NP"' in html
    assert '<a href="/search/">Clear all</a>' in html


def test_search_form_passes_on_what_it_does_not_show(client: Client, catch_up: CatchUp) -> None:
    OutputFactory(themes=["gender-and-migration"])
    catch_up()

    html = page(client, "/search/?sort=oldest")

    assert '<input type="hidden" name="sort" value="oldest" form="find">' in html


def test_search_without_result_offers_to_drop_one_filter_at_a_time(
    client: Client, catch_up: CatchUp
) -> None:
    catch_up()

    html = page(client, "/search/?q=wages&country=NP&year_min=2010&year_max=2012")

    assert "Nothing found for" in html
    dropped = "/search/?q=wages&amp;year_min=2010&amp;year_max=2012"
    assert f'<a href="{dropped}">without Country: Nepal</a>' in html
    assert '<a href="/search/?q=wages&amp;country=NP">without Year: 2010 – 2012</a>' in html


def test_search_tells_what_it_left_out(client: Client, catch_up: CatchUp) -> None:
    catch_up()

    html = page(client, "/search/?country=xx&year_min=soon")

    assert "“XX” is not known under “Country” and was left out." in html
    assert "“soon” is no year and was left out." in html


def test_search_names_the_parts_that_its_script_swaps(client: Client, catch_up: CatchUp) -> None:
    catch_up()

    html = page(client, "/search/?q=wages")

    assert '<script src="/static/js/facets.js" defer></script>' in html
    assert html.count('id="results"') == html.count('id="other-words"') == 1


def test_search_without_index_says_so(client: Client) -> None:
    OutputFactory(title="Wages in the Gulf")

    html = page(client, "/search/?q=wages")

    assert "The search index is being rebuilt." in html
    assert "Wages in the Gulf" in html


def test_search_beyond_the_last_page_leads_back(client: Client, catch_up: CatchUp) -> None:
    OutputFactory()
    catch_up()

    html = page(client, "/search/?page=9")

    assert "These results have no page 9." in html
    assert '<a href="/search/">Go to the first page</a>' in html


def test_search_turns_pages(client: Client, catch_up: CatchUp) -> None:
    OutputFactory.create_batch(45)
    catch_up()

    html = page(client, "/search/?page=2")

    assert '<span aria-current="page">2</span>' in html
    assert '<a href="/search/" rel="prev">' in html
    assert '<a href="/search/?page=3" rel="next">' in html
    assert html.count("<article") == 20


def test_shelf_shows_one_kind_and_says_nothing_of_it_in_its_addresses(
    client: Client, catch_up: CatchUp
) -> None:
    OutputFactory(type="policy-brief", title="A brief", countries=["NP"])
    OutputFactory(type="report", title="A report", countries=["NP"])
    catch_up()

    html = page(client, "/briefs/?country=NP&type=report")

    assert "A brief</a>" in html
    assert "A report</a>" not in html
    assert 'class="chip" href="/briefs/"' in html
    assert 'name="type"' not in html
    assert 'action="/briefs/"' in html


@pytest.mark.parametrize("how_many", [1, 3])
def test_search_asks_a_fixed_number_of_questions(
    client: Client, catch_up: CatchUp, django_assert_num_queries: Any, how_many: int
) -> None:
    for _ in range(how_many):
        output = OutputFactory(themes=["gender-and-migration"], countries=["NP", "QA"])
        CreditFactory(output=output)
        OutputInstitutionFactory(output=output)
        DocumentPageFactory(document__output=output)
    catch_up()

    country_names("en")  # read once a process
    # Facets (3), editions, rows and theirs, page texts, thesaurus, log, and what is named so (2).
    with django_assert_num_queries(11):
        response = client.get("/search/?q=fees")

    assert response.content.decode().count("<article") == how_many


def test_histogram_draws_each_year_in_proportion() -> None:
    drawn = histogram([YearCount(2019, 1, False), YearCount(2021, 68, False)])

    assert drawn is not None
    assert [(bar.x, bar.height, bar.is_chosen) for bar in drawn.bars] == [
        (1, 4, True),
        (25, 68, True),
    ]
    assert (drawn.first, drawn.last, drawn.width) == (2019, 2021, 36)


def test_histogram_of_one_year_is_not_drawn() -> None:
    assert histogram([YearCount(2019, 7, False)]) is None
