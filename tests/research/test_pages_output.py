"""The page of an output: everything about it, its tombstone, and nobody else's drafts."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from research.models import Edition, Output
from research.vocabularies import Access
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    EventFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    ProjectFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def page(client: Client, output: Output) -> str:
    response = client.get(output.get_absolute_url())

    assert response.status_code == 200
    return response.content.decode()


def test_output_says_what_it_is_and_what_it_finds(client: Client) -> None:
    output = OutputFactory(
        title="Fees & debts", summary="Fees lead to debt.", key_messages=["Ban fees."]
    )

    html = page(client, output)

    assert "<title>Fees &amp; debts – SALAM Knowledge Hub</title>" in html
    assert "<h1>Fees &amp; debts</h1>" in html
    assert "<p>Fees lead to debt.</p>" in html
    assert "<li><span>Ban fees.</span></li>" in html


def test_output_without_summary_date_people_or_file_says_so(client: Client) -> None:
    html = page(client, OutputFactory(summary="", issued=""))

    assert "No summary yet." in html
    assert "no date given" in html
    assert "Record only, no open copy known" in html
    assert 'id="people"' not in html


def test_output_draft_is_not_found(client: Client) -> None:
    draft = OutputFactory(draft=True)

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_output_withdrawn_leaves_a_tombstone(client: Client) -> None:
    withdrawn = OutputFactory(withdrawn=True)

    response = client.get(withdrawn.get_absolute_url())

    assert response.status_code == 410
    assert "Replaced by a corrected report." in response.content.decode()


def test_output_describes_its_document_in_plain_words(client: Client) -> None:
    document = DocumentFactory(page_count=64, scanned_pages=[3, 4], size=1_258_291)

    html = page(client, document.output)

    words = "PDF, 1.2\xa0MB, 64 pages; text searchable: 62 of 64 pages"
    assert f"<span>{words}</span>" in html
    assert f'href="{document.get_absolute_url()}"' in html


def test_output_under_embargo_offers_no_file(client: Client) -> None:
    output = OutputFactory(
        access=Access.EMBARGOED, embargo_until=timezone.now() + timedelta(days=3)
    )
    document = DocumentFactory(output=output)

    html = page(client, output)

    assert "Under embargo until" in html
    assert document.get_absolute_url() not in html


def test_output_whose_embargo_is_over_offers_its_file(client: Client) -> None:
    output = OutputFactory(
        access=Access.EMBARGOED, embargo_until=timezone.now() - timedelta(days=3)
    )
    document = DocumentFactory(output=output)

    assert document.get_absolute_url() in page(client, output)


def test_output_names_forty_people_but_not_all_in_the_first_line(client: Client) -> None:
    output = OutputFactory()
    CreditFactory.create_batch(40, output=output)

    html = page(client, output)

    assert '<a href="#people">and 32 others</a>' in html
    assert html.count("<b>A. N. Other</b>") == 40


def test_output_in_another_language_is_marked_and_turned(client: Client) -> None:
    output = OutputFactory(title="بھرتی کی فیس", language="ur", summary="In English.")

    html = page(client, output)

    assert '<h1 lang="ur" dir="rtl">بھرتی کی فیس</h1>' in html
    assert "<p>In English.</p>" in html


def test_output_links_to_its_recommendations_page(client: Client) -> None:
    document = DocumentFactory()
    RecommendationFactory(output=document.output, text="Pay through banks.", page=12)

    html = page(client, document.output)

    assert f'href="{document.get_absolute_url()}#page=12">p. 12</a>' in html


def test_output_names_its_projects_and_events(client: Client) -> None:
    output = OutputFactory()
    project = ProjectFactory(title="Safer routes")
    project.outputs.add(output)
    EventFactory(title="A talk in Lalitpur", outputs=[output])

    html = page(client, output)

    assert "Safer routes" in html
    assert "A talk in Lalitpur" in html


def test_output_shows_its_source_unless_that_was_a_copy(client: Client) -> None:
    seen = OutputFactory(source="https://www.ilo.org/report")
    copied = OutputFactory(source="https://copies.example/report", source_is_copy=True)

    assert '<a href="https://www.ilo.org/report">ilo.org</a>' in page(client, seen)
    assert "copies.example" not in page(client, copied)


def test_output_of_others_is_labelled_external(client: Client) -> None:
    html = page(client, OutputFactory(origin="external"))

    assert "<span>external</span>" in html
    assert "External: found and described by the hub" in html


def test_output_leads_to_its_translation_and_back(client: Client) -> None:
    report, translation = OutputFactory(), OutputFactory(title="अनुवाद", language="hi")
    Edition.objects.create(output=translation, of=report, kind=Edition.Kind.TRANSLATION)

    assert f'href="{translation.get_absolute_url()}" lang="hi"' in page(client, report)
    assert f'href="{report.get_absolute_url()}"' in page(client, translation)


def test_output_related_by_people_then_theme_and_country(client: Client) -> None:
    policies = ["labour-migration-policies"]
    output = OutputFactory(themes=policies, countries=["NP"])
    OutputFactory(title="Same theme and country", themes=policies, countries=["NP"])
    OutputFactory(title="Of nobody's concern", themes=["drivers-of-migration"])
    OutputFactory(draft=True, themes=policies, countries=["NP"], title="A draft")

    related = page(client, output).partition('id="related"')[2]

    assert "On the same theme and country" in related
    assert "Same theme and country</a>" in related
    assert "nobody" not in related
    assert "A draft" not in related


def test_output_cites_people_year_title_and_publisher(client: Client) -> None:
    output = OutputFactory(title="Wages", issued="2021", publisher="CESLAM", doi="10.1234/w")
    CreditFactory(output=output, name="Sita Rai")
    CreditFactory(output=output, name="Ram Lama")

    cited = (
        "Rai, S., &amp; Lama, R. (2021). <i>Wages</i> [Report]. CESLAM. https://doi.org/10.1234/w"
    )
    assert cited in page(client, output)


@pytest.mark.parametrize("how_many", [1, 3])
def test_output_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    output = OutputFactory(themes=["gender-and-migration"], countries=["NP"])
    CreditFactory.create_batch(how_many, output=output)
    DocumentFactory.create_batch(how_many, output=output)
    RecommendationFactory.create_batch(how_many, output=output, country_id="NP")
    for _ in range(how_many):
        OutputInstitutionFactory(output=output, institution=InstitutionFactory())
        OutputFactory(themes=["gender-and-migration"], countries=["NP"])
        OutputFactory(themes=["gender-and-migration"])

    with django_assert_num_queries(23):  # older versions, the last counted day
        response = client.get(output.get_absolute_url())

    assert response.content.decode().count('<li class="rec">') == how_many


def test_page_that_has_not_changed_is_not_sent_again(client):
    output = OutputFactory()
    first = client.get(output.get_absolute_url())

    by_tag = client.get(output.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    by_date = client.get(
        output.get_absolute_url(), headers={"If-Modified-Since": first["Last-Modified"]}
    )

    assert [by_tag.status_code, by_date.status_code] == [304, 304]
