"""Editions of one work: one result, which names the others; each counts for itself."""

import pytest

from research.models import Edition
from research.search import Criteria, find, results
from tests.factories import DocumentFactory, OutputFactory

pytestmark = pytest.mark.django_db


def link(edition, of, kind="translation"):
    Edition.objects.create(output=edition, of=of, kind=kind)


def found(**criteria):
    """The slugs of the results, each with those of the editions it names."""
    return [
        (hit.output.slug, [edition.slug for edition in hit.editions])
        for hit in find(Criteria(text="remittances", sort="newest", **criteria)).hits
    ]


@pytest.fixture
def family():
    """A paper, its brief and two translations of the brief."""
    paper = OutputFactory(slug="paper", title="Remittances", issued="2020")
    brief = OutputFactory(
        slug="brief", title="Remittances in brief", type="policy-brief", issued="2021"
    )
    hindi = OutputFactory(slug="hindi", title="प्रेषण", language="hi", issued="2022")
    tamil = OutputFactory(slug="tamil", title="Remittances: பணம்", language="ta", issued="2023")
    link(brief, paper, "brief")
    link(hindi, brief)
    link(tamil, brief)
    return paper, brief, hindi, tamil


def test_editions_of_one_work_are_one_result_and_count_each(catch_up, family):
    OutputFactory(slug="other", title="Remittances of others", issued="2019")
    catch_up()

    assert found() == [("tamil", ["brief", "paper", "hindi"]), ("other", [])]
    assert find(Criteria(text="remittances")).count == 4


def test_an_edition_that_is_not_public_is_not_named(catch_up, family):
    OutputFactory(slug="draft", draft=True)
    link(OutputFactory(slug="secret", draft=True), family[0])
    catch_up()

    assert found() == [("tamil", ["brief", "paper", "hindi"])]


def test_a_data_set_of_two_papers_does_not_make_them_one_work(catch_up):
    first = OutputFactory(slug="first", title="Remittances one", issued="2023")
    second = OutputFactory(slug="second", title="Remittances two", issued="2022")
    data = OutputFactory(slug="data", title="Remittances data", type="dataset", issued="2021")
    link(data, first, "dataset")
    link(data, second, "dataset")
    catch_up()

    assert found() == [("first", ["data"]), ("second", ["data"])]


def test_outputs_that_are_editions_of_each_other_are_one_work(catch_up):
    one = OutputFactory(slug="one", title="Remittances", issued="2023")
    two = OutputFactory(slug="two", title="Remittances", issued="2022")
    link(one, two, "version")
    link(two, one, "version")
    catch_up()

    assert found() == [("one", ["two"])]


def test_an_edition_shown_on_an_earlier_page_does_not_come_again(catch_up, family, monkeypatch):
    monkeypatch.setattr(results, "PAGE_SIZE", 2)
    OutputFactory(slug="other", title="Remittances of others", issued="2019")
    catch_up()

    assert [found(page=page) for page in (1, 2)] == [
        [("tamil", ["brief", "paper", "hindi"])],
        [("other", [])],
    ]


def test_result_says_in_which_language_and_form_else_the_work_can_be_had(client, catch_up, family):
    paper, brief, *_others = family
    DocumentFactory(output=brief, state="read", page_count=2)
    link(OutputFactory(slug="newer", title="Money sent", issued="2024"), paper, "version")
    catch_up()

    page = client.get("/search/?q=remittances&language=en&sort=oldest").content.decode()

    said = page.partition('<p class="editions">')[2].partition("</p>")[0]
    assert said == (
        'Also: <a href="/outputs/brief/">2-page brief</a>; '
        '<a href="/outputs/newer/">version of 2024</a>; '
        '<a href="/outputs/hindi/">in Hindi</a>; '
        '<a href="/outputs/tamil/">in Tamil</a>'
    )
