"""The home page and the frame around every page."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import check_for_language

from partners.models import Institution
from tests.factories import EventFactory, InstitutionFactory, OutputFactory

pytestmark = pytest.mark.django_db


def home(client: Client, address: str = "/") -> str:
    response = client.get(address)

    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_briefs_then_newest_and_no_output_twice(client: Client) -> None:
    for year in range(2010, 2015):
        OutputFactory(type="policy-brief", title=f"Brief of {year}", issued=str(year))
    OutputFactory(title="A new report", issued="2024")
    OutputFactory(draft=True, title="A draft")

    html = home(client)

    briefs, _, rest = html.partition('id="themes"')
    assert [year for year in range(2010, 2015) if f"Brief of {year}<" in briefs] == [
        2012,
        2013,
        2014,
    ]
    assert "A new report" in rest
    assert "Brief of 2014<" not in rest
    assert "A draft" not in html


def test_home_counts_outputs_of_each_country_and_names_its_institute(client: Client) -> None:
    OutputFactory.create_batch(2, countries=["NP"])
    InstitutionFactory(
        name="Centre for Mobility", country_id="NP", hub_role=Institution.HubRole.PARTNER
    )

    html = home(client)

    nepal = html.partition('<a href="/countries/np/">Nepal</a>')[2].partition("</li>")[0]
    assert "Centre for Mobility" in nepal
    assert "2 outputs" in nepal


def test_home_of_an_empty_hub_stands(client: Client) -> None:
    html = home(client)

    assert "No events yet." in html
    assert 'id="briefs"' not in html


def test_home_offers_the_same_page_in_every_language(client: Client, settings: Any) -> None:
    html = home(client, "/ur/")

    assert '<html lang="ur" dir="rtl">' in html
    assert '<a href="/" lang="en" hreflang="en" dir="ltr">English</a>' in html
    assert '<a href="/ur/" lang="ur" hreflang="ur" dir="rtl" aria-current="true">اردو</a>' in html
    offered = [code for code, _ in settings.LANGUAGES if check_for_language(code)]
    head, _, body = html.partition("</head>")
    assert body.count("hreflang=") == len(offered)
    assert head.count("hreflang=") == len(offered) + 1  # and the one for everybody else


def test_language_switch_keeps_page_and_question(client: Client) -> None:
    html = home(client, "/hi/search/?q=fees&country=NP")

    assert '<a href="/search/?q=fees&amp;country=NP" lang="en"' in html


def test_page_that_is_not_there_offers_the_search(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "This route ends here" in response.content.decode()
    assert 'action="/search/"' in response.content.decode()


def test_home_has_no_inline_script_or_style(client: Client) -> None:
    OutputFactory(themes=["gender-and-migration"])

    html = home(client)

    for forbidden in ("<script>", "<style", " style=", " onclick=", "javascript:"):
        assert forbidden not in html


@pytest.mark.parametrize("how_many", [1, 3])
def test_home_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for kind in ["policy-brief", "report"] * how_many:
        OutputFactory(type=kind, themes=["gender-and-migration"], countries=["NP"])
    EventFactory.create_batch(how_many)

    with django_assert_num_queries(27):
        response = client.get("/")

    assert response.content.decode().count("<article") == how_many * 2


def test_menu_of_a_phone_leads_to_the_resource_centres(client: Client) -> None:
    wide, _, rest = home(client).partition('<details class="fold fold-menu no-print">')
    menu = rest.partition("</details>")[0]

    centres = 'href="/resource-centres/"'
    assert (centres in wide.partition("</nav>")[0], centres in menu) == (False, True)
