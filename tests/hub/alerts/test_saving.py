"""Saving a search as an alert: every filter of it, and none that could tell nothing."""

import re

import feedparser
import pytest
from django.utils import timezone

from hub.forms.readers import new_stamp
from hub.models import Alert, SubscriptionRequest
from hub.subscribing import links
from tests.broker import at_once
from tests.factories import (
    AlertFactory,
    CorridorFactory,
    InstitutionFactory,
    OutputFactory,
    SubscriptionRequestFactory,
)
from tests.hub.pages import Page
from tests.mail import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]

QUERY = (
    "q=recruitment+fees&theme=drivers-of-migration&theme=gender-and-migration&country=NP"
    "&type=report&institution=ceslam&year_min=2019&thesaurus=off"
)
TYPED = {"email": "asha@example.org", "pace": "daily", "agreed": "on", "all_words": "on"}


def save(client, query: str, **changes: str):
    typed = {**TYPED, "stamp": new_stamp(), **changes}
    return client.post(f"/alerts/new/?{query}", typed)


def test_alert_keeps_every_filter_and_says_it_in_words(client):
    InstitutionFactory(slug="ceslam", name="Centre", acronym="CESLAM")

    words = Page(client.get(f"/alerts/new/?{QUERY}")).words
    answer = save(client, QUERY)

    for said in (
        "recruitment fees",
        "Gender and migration",
        "Drivers of migration",
        "Nepal",
        "Report",
        "CESLAM",
        "since 2019",
        "not sought",
    ):
        assert said in words
    assert answer["Location"] == "/newsletter/asked/"
    asked = SubscriptionRequest.objects.get()
    assert (asked.query, asked.pace, asked.all_words) == (QUERY, "daily", True)


def test_order_and_page_of_a_search_are_not_part_of_it(client):
    save(client, "q=recruitment&sort=newest&page=3&country=np")

    assert SubscriptionRequest.objects.get().query == "q=recruitment&country=NP"


def test_alert_counts_once_its_letter_is_confirmed(
    client, mail_server, django_capture_on_commit_callbacks
):
    with at_once(), django_capture_on_commit_callbacks(execute=True):
        save(client, "q=recruitment+fees&country=NP")
    letter = text_of(mail_server.messages[0])
    assert "All of these words: recruitment fees" in letter
    assert "Country: Nepal" in letter
    assert "Tells: Once a day" in letter
    OutputFactory(title="Recruitment fees in Nepal", countries=["NP"])
    assert not Alert.objects.exists()

    path = re.search(r"(/newsletter/confirm/\S+)", letter)[1]
    client.post(path)
    client.post(path)

    alert = Alert.objects.get()
    assert (alert.pace, alert.subscriber.newsletter) == ("daily", "")
    assert alert.since == SubscriptionRequest.objects.get().asked_at
    assert [hit.output.title for hit in alert.hits.all()] == ["Recruitment fees in Nepal"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Nothing is sought yet"),
        ("sort=newest&page=2", "Nothing is sought yet"),
        ("q=%3F%21", "has no word to look for"),
        ("q=-qatar", "only says what to leave out"),
        ("q=-year:2020", "only says what to leave out"),
        ("q=fees&year_min=2022&year_max=2019", "No year lies within"),
        ("q=fees+year:2018&year_min=2020", "No year lies within"),
        ("q=year:2018+year:2019", "No year lies within"),
        ("q=year:2018+-year:2018", "No year lies within"),
        ("q=fees+-fees", "is sought and kept out at once"),
        ("q=%22wage+theft%22+-%22wage+theft%22", "is sought and kept out at once"),
        ("q=fees&theme=no-such-theme", "is not known under"),
        ("q=fees&year_min=soon", "is no year"),
        ("q=" + "%E0%A4%AD+" * 600, "too long"),
    ],
)
def test_impossible_and_empty_searches_are_refused(client, query, says):
    for answer in (client.get(f"/alerts/new/?{query}"), save(client, query)):
        assert answer.status_code == 400
        assert says in Page(answer).words
    assert not SubscriptionRequest.objects.exists()


@pytest.mark.parametrize("path", ["/search/?q=fees&country=NP", "/themes/gender-and-migration/"])
def test_search_and_theme_lead_to_an_alert(client, path):
    links_ = Page(client.get(path)).links()

    assert client.get(links_["Tell me about new results"]).status_code == 200


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/countries/np/", "country=NP"),
        ("/corridors/np-qa/", "origin=NP&destination=QA"),
    ],
)
def test_country_and_corridor_lead_to_an_alert(client, path, query):
    OutputFactory(countries=["NP"], corridors=[CorridorFactory()])

    address = Page(client.get(path)).links()["Tell me about new results"]

    assert address == f"/alerts/new/?{query}"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/search.atom?q=fees&country=NP&sort=newest&page=2", "q=fees&country=NP"),
        ("/feeds/themes/gender-and-migration.atom", "theme=gender-and-migration"),
        ("/feeds/countries/np.atom", "country=NP"),
    ],
)
def test_feed_says_where_the_same_comes_by_mail(client, path, query):
    feed = feedparser.parse(client.get(path).content)

    (related,) = [link for link in feed.feed.links if link.rel == "related"]
    assert related.href.partition("/alerts/new/?")[2] == query
    assert related.title == "Tell me about new results"


def test_feed_of_everything_is_no_search_to_be_saved(client):
    feed = feedparser.parse(client.get("/feeds/outputs.atom").content)

    assert [link for link in feed.feed.links if link.rel == "related"] == []


def test_empty_search_page_offers_no_alert(client):
    assert "Tell me about new results" not in Page(client.get("/search/")).words


def test_same_alert_asked_for_again_changes_its_pace(client):
    alert = AlertFactory(query="q=fees", pace="weekly")
    asked = SubscriptionRequestFactory(
        email=alert.subscriber.email.upper(), newsletter="", query="q=fees", pace="daily"
    )

    client.post(f"/newsletter/confirm/{links.of_request(asked)}/")

    alert.refresh_from_db()
    assert Alert.objects.count() == 1
    assert alert.pace == "daily"


def test_reader_changes_and_removes_own_alerts_only(client):
    alert, other = AlertFactory(), AlertFactory()
    manage = f"/newsletter/manage/{links.of_reader(alert.subscriber)}/"
    assert "recruitment" in Page(client.get(manage)).words

    client.post(manage, {"do": "save-alert", "alert": alert.key, "pace": "weekly"})
    alert.refresh_from_db()
    assert alert.pace == "weekly"
    for key in (alert.key, other.key):
        client.post(manage, {"do": "remove-alert", "alert": key})
    assert list(Alert.objects.all()) == [other]


def test_alert_is_a_feed_at_a_secret_address(client):
    alert = AlertFactory(query="q=wages&country=NP")
    for title in ("Wages & fees", "Withdrawn"):
        alert.hits.create(output=OutputFactory(title=title))
    alert.hits.filter(output__title="Withdrawn").get().output.delete()

    answer = client.get(f"/alerts/{alert.key}.atom")

    feed = answer.content.decode()
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert feed.count("<entry") == 1
    assert "Wages &amp; fees" in feed
    assert "New results: “wages” · Nepal" in feed
    assert alert.subscriber.email not in feed
    assert client.get("/alerts/nobody-has-this-key.atom").status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_feed_asks_a_fixed_number_of_questions(client, how_many, django_assert_num_queries):
    alert = AlertFactory()
    for _ in range(how_many):
        alert.hits.create(output=OutputFactory(), found_at=timezone.now())

    with django_assert_num_queries(8):
        client.get(f"/alerts/{alert.key}.atom")
