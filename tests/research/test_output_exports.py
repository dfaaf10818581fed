"""One output to take away."""

import json

import pytest
from django.test import Client
from lxml import etree

from research.formats import styles
from tests.factories import CreditFactory, OutputFactory

pytestmark = pytest.mark.django_db

CONTENT_TYPES = {
    "bib": "application/x-bibtex",
    "biblatex": "application/x-biblatex",
    "ris": "application/x-research-info-systems",
    "json": "application/json",
    "csljson": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv",
    "jsonld": "application/ld+json",
    "xml": "application/vnd.datacite.datacite+xml",
    "dc": "application/xml",
    "mods": "application/mods+xml",
    "marcxml": "application/marcxml+xml",
}


@pytest.mark.parametrize("suffix", CONTENT_TYPES)
def test_output_is_had_in_every_format(client: Client, suffix: str) -> None:
    OutputFactory(slug="fees", title="Fees & wages")

    response = client.get(f"/outputs/fees.{suffix}")

    assert response["Content-Type"] == f"{CONTENT_TYPES[suffix]}; charset=utf-8"
    assert 'filename="fees.' in response["Content-Disposition"]
    written = response.content.decode()
    assert "wages" in written
    if "json" in suffix:
        json.loads(written)
    if suffix in {"xml", "dc", "mods", "marcxml"}:
        etree.fromstring(response.content)


def test_output_that_nobody_may_see_has_no_formats(client: Client) -> None:
    OutputFactory(slug="draft", draft=True)
    OutputFactory(slug="gone", withdrawn=True)

    answers = [client.get(f"/outputs/{slug}.bib").status_code for slug in ("draft", "gone", "x")]

    assert answers == [404, 410, 404]


@pytest.mark.parametrize("style", styles.STYLES)
def test_output_is_cited_in_every_style(client: Client, style: str) -> None:
    output = OutputFactory(slug="fees", title="Fees & <wages>", issued="2023")
    CreditFactory(output=output, name="Sita Rai")

    plain = client.get(f"/outputs/fees.txt?style={style}").content.decode()
    page = client.get(f"/outputs/fees/?style={style}").content.decode()

    assert "Rai" in plain
    assert "fees & <wages>" in plain.casefold()
    assert f'<option value="{style}" selected>' in page


def test_unknown_style_is_not_found_and_harms_no_page(client: Client) -> None:
    OutputFactory(slug="fees")

    assert client.get("/outputs/fees.txt?style=nonsense").status_code == 404
    page = client.get("/outputs/fees/?style=nonsense").content.decode()
    assert '<option value="apa" selected>' in page
