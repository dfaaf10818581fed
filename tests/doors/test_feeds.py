"""Atom feeds, read by feedparser and held to RFC 4287 by hand: feedparser lets much pass."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.core.cache import cache
from django.utils import timezone
from lxml import etree

from research.models import Output
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    EventFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def read(answer):
    """The feed, after a look at what RFC 4287 asks for and feedparser forgives."""
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert element.findtext(f"{ATOM}id").startswith("tag:")
        moment = datetime.fromisoformat(element.findtext(f"{ATOM}updated"))
        assert moment.utcoffset() == timedelta()
        alternates = [
            link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternates) == 1
    assert len({entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")}) == len(
        root.findall(f"{ATOM}entry")
    )
    assert root.find(f"{ATOM}author") is not None  # holds for entries without one
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo
    return parsed


def titles(answer):
    return [entry.title for entry in read(answer).entries]


def test_entry_says_what_is_new_in_its_language_with_its_file(client):
    output = OutputFactory(
        slug="one",
        title="श्रम <आप्रवासन> & more\x0b",
        subtitle="Second line",
        language="ne",
        themes=["gender-and-migration"],
    )
    CreditFactory(output=output, name="Rāma", person=PersonFactory(slug="rama"))
    document = DocumentFactory(output=output)

    answer = client.get("/feeds/outputs.atom")

    [entry] = read(answer).entries
    assert entry.title == "श्रम <आप्रवासन> & more: Second line"
    assert entry.title_detail.language == "ne"
    assert entry.summary == "What it finds in brief."
    assert entry.id == f"tag:localhost,2026:outputs/{output.pk}"
    assert entry.link == "http://localhost:8000/outputs/one/"
    assert entry.author == "Rāma"
    assert [tag.term for tag in entry.tags] == ["gender-and-migration"]
    [enclosure] = entry.enclosures
    assert enclosure.href.endswith(f"/outputs/one/documents/{document.pk}/report.pdf")
    assert (enclosure.type, enclosure.length) == ("application/pdf", str(document.size))
    assert b'xml:lang="en"' in answer.content


def test_file_under_embargo_is_no_enclosure(client):
    end = timezone.now() + timedelta(days=9)
    output = OutputFactory(access="embargoed", embargo_until=end)
    DocumentFactory(output=output)

    [entry] = read(client.get("/feeds/outputs.atom")).entries

    assert entry.enclosures == []


def test_what_came_into_the_hub_last_stands_first(client):
    now = timezone.now()
    OutputFactory(title="New report", issued="2026", published_at=now - timedelta(days=2))
    OutputFactory(title="Old report, deposited now", issued="1999", published_at=now)
    OutputFactory(title="Draft", draft=True)

    assert titles(client.get("/feeds/outputs.atom")) == ["Old report, deposited now", "New report"]


def test_theme_country_institution_person_and_any_search_can_be_followed(client, catch_up):
    wanted = OutputFactory(title="Wanted", themes=["gender-and-migration"], countries=["NP"])
    CreditFactory(output=wanted, person=PersonFactory(slug="she"))
    OutputInstitutionFactory(output=wanted, institution=InstitutionFactory(slug="house"))
    OutputFactory(title="Unwanted")
    catch_up()

    for address in (
        "/feeds/themes/gender-and-migration.atom",
        "/themes/gender-and-migration.atom",
        "/feeds/countries/np.atom",
        "/feeds/institutions/house.atom",
        "/feeds/people/she.atom",
        "/search.atom?q=wanted",
        "/search.atom?country=Np&theme=gender-and-migration",
    ):
        assert titles(client.get(address)) == ["Wanted"], address


@pytest.mark.parametrize(
    "address", ["themes/nothing", "countries/zz", "people/unshown", "institutions/no"]
)
def test_feed_of_nothing_is_not_found(client, address):
    PersonFactory(slug="unshown")

    assert client.get(f"/feeds/{address}.atom").status_code == 404


def test_feed_of_an_empty_hub_is_a_feed(client):
    assert titles(client.get("/feeds/outputs.atom")) == []


def test_events_can_be_followed(client):
    event = EventFactory(slug="meeting", title="Meeting", summary="What it was.", themes=[])

    [entry] = read(client.get("/feeds/events.atom")).entries

    assert entry.link == "http://localhost:8000/events/meeting/"
    assert entry.summary == "12 – 13 October 2022. What it was."
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == event.updated_at.replace(
        microsecond=0
    )


@pytest.mark.parametrize("address", ["/feeds/outputs.atom", "/feeds/events.atom", "/search.atom"])
def test_who_has_the_feed_already_is_told_so(client, address):
    OutputFactory(slug="one")
    EventFactory()
    first = client.get(address)

    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)


def test_feed_asks_a_fixed_number_of_questions(client, django_assert_num_queries):
    for _ in range(3):
        output = OutputFactory(themes=["gender-and-migration"])
        CreditFactory(output=output, person=PersonFactory())
        DocumentFactory(output=output)

    with django_assert_num_queries(10):
        client.get("/feeds/outputs.atom")


def test_pages_lead_to_their_feeds(client, catch_up):
    output = OutputFactory(themes=["gender-and-migration"])
    CreditFactory(output=output, person=PersonFactory(slug="she"))
    OutputInstitutionFactory(output=output, institution=InstitutionFactory(slug="house"))
    catch_up()

    for page, feed in (
        ("/", "/feeds/outputs.atom"),
        ("/themes/gender-and-migration/", "/feeds/themes/gender-and-migration.atom"),
        ("/people/she/", "/feeds/people/she.atom"),
        ("/institutions/house/", "/feeds/institutions/house.atom"),
        ("/search/?q=output&country=np&page=2", "/search.atom?q=output&amp;country=NP"),
        ("/hi/briefs/", "/search.atom?type=policy-brief"),
    ):
        text = client.get(page).content.decode()
        assert '<link rel="alternate" type="application/atom+xml" title="' in text
        assert f'href="{feed}"' in text, page
    assert Output.objects.count() == 1
