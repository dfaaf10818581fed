"""What an alert finds is what its search would find of the new, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from hub.alerts import matching
from hub.models import Alert, AlertHit, AlertPosition
from partners.models import User
from research import editorial
from research.models import Output
from research.search import Criteria, find
from tests.factories import (
    AlertFactory,
    ConceptFactory,
    CorridorFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    SubscriberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def found(alert: Alert) -> set[str]:
    return set(alert.hits.values_list("output__title", flat=True))


def publish_all() -> None:
    """Hold every output against the alerts, as the feed would name it."""
    matching.match(list(Output.objects.values_list("pk", flat=True)))


#: Questions of every kind that a search may be made of.
QUERIES = [
    "q=recruitment",
    "q=recruitment+fees",
    "q=recruitment+fees&thesaurus=off",
    "q=%22recruitment+fees%22",
    "q=%22recruitment+fees%22+qatar",
    "q=migrants+-qatar",
    "q=-qatar&country=NP",
    "q=title%3Anepal",
    "q=author%3Asharma",
    "q=year%3A2020",
    "q=year%3A2019..2021+wages",
    "q=-year%3A2020+wages",
    "q=10.1234%2Fabc",
    "q=wage+theft",
    "q=%E0%A4%AD%E0%A4%B0%E0%A5%8D%E0%A4%A4%E0%A5%80",
    "theme=gender-and-migration",
    "theme=drivers-of-migration&theme=gender-and-migration&country=NP",
    "country=NP&type=policy-brief",
    "origin=NP&destination=QA",
    "year_min=2020",
    "year_max=2019&q=wages",
    "year_min=2020&year_max=2021&country=PK",
    "language=ne",
    "sex_disaggregated=yes",
    "has_text=yes",
    "form=return&stage=return",
    "sdg=8",
    "access=open&q=nowhere+else",
]


@pytest.fixture
def outputs():
    ConceptFactory(en=["recruitment fees", "service charges"], ne=["भर्ती शुल्क"])
    ConceptFactory(en=["wage theft", "unpaid wages"])
    np_qa = CorridorFactory()
    gender, drivers = "gender-and-migration", "drivers-of-migration"
    OutputFactory(title="Recruitment fees in Nepal", countries=["NP"], themes=[gender])
    OutputFactory(title="Fees for recruitment", issued="2020-03", sex_disaggregated=True)
    OutputFactory(title="Service charges of agents", type="policy-brief", countries=["NP"])
    OutputFactory(title="भर्ती शुल्क", language="ne", countries=["NP"])
    OutputFactory(title="Unpaid wages in Qatar", corridors=[np_qa], issued="2021")
    OutputFactory(title="Wages of migrants", issued="2019", countries=["PK"], themes=[drivers])
    OutputFactory(title="Going home", forms=["return"], stages=["return"], sdgs=[8])
    OutputFactory(title="Migrants in Qatar", doi="10.1234/abc", issued="")
    read = OutputFactory(title="A long report", summary="Of much.", issued="2020")
    DocumentPageFactory(document=DocumentFactory(output=read), text="Recruitment, and fees.")


def test_alert_finds_what_its_search_finds(outputs, catch_up):
    long_ago = timezone.now() - timedelta(days=1)
    reader = SubscriberFactory()
    alerts = {q: AlertFactory(query=q, subscriber=reader, since=long_ago) for q in QUERIES}
    catch_up()
    publish_all()

    searched = {q: {hit.output.title for hit in find(_criteria(q)).hits} for q in QUERIES}

    assert {q: found(alert) for q, alert in alerts.items()} == searched


def _criteria(query: str) -> Criteria:
    return Criteria.parse(QueryDict(query))


def test_filters_of_a_saved_search_are_read_as_they_were_saved(outputs):
    assert [matching.criteria_of(q) for q in QUERIES] == [_criteria(q) for q in QUERIES]


def test_alert_for_all_words_wants_each_or_another_word_for_it(outputs):
    yesterday = timezone.now() - timedelta(days=1)
    wanted = {"all_words": True, "since": yesterday}
    fees = AlertFactory(query="q=recruitment+fees", **wanted)
    literal = AlertFactory(query="q=recruitment+fees&thesaurus=off", **wanted)
    in_nepal = AlertFactory(query="q=recruitment+fees+nepal", **wanted)
    publish_all()

    said_so = {"Recruitment fees in Nepal", "Fees for recruitment", "A long report"}
    assert found(fees) == said_so | {"Service charges of agents", "भर्ती शुल्क"}
    assert found(literal) == said_so
    assert "Recruitment fees in Nepal" in found(in_nepal)
    assert "Fees for recruitment" not in found(in_nepal)


def test_what_was_published_before_the_alert_is_not_new():
    OutputFactory(title="Recruitment", published_at=timezone.now() - timedelta(days=1))
    alert = AlertFactory()

    publish_all()

    assert found(alert) == set()


def test_output_is_found_once_however_often_it_changes():
    alert = AlertFactory()
    OutputFactory(title="Recruitment")

    publish_all()
    publish_all()

    assert AlertHit.objects.filter(alert=alert).count() == 1


def test_alerts_follow_a_thesaurus_that_grows():
    alert = AlertFactory(query="q=wage+theft", all_words=True)
    ConceptFactory(en=["wage theft", "stolen pay"])
    from research.search import thesaurus

    thesaurus.forget()
    OutputFactory(title="Stolen pay")

    publish_all()

    assert found(alert) == {"Stolen pay"}


def test_filter_whose_value_has_gone_finds_nothing_rather_than_everything():
    alert = AlertFactory(query="q=recruitment&institution=closed-long-ago")
    Alert.objects.update(rules="older")
    OutputFactory(title="Recruitment")

    publish_all()

    assert found(alert) == set()


def test_text_read_after_publication_is_found_then():
    alert = AlertFactory(query="q=kafala")
    output = OutputFactory(title="A long report")
    publish_all()
    assert found(alert) == set()

    DocumentPageFactory(document=DocumentFactory(output=output), text="Kafala everywhere.")
    publish_all()

    assert found(alert) == {"A long report"}


def test_text_under_embargo_is_not_found_before_its_end():
    alert = AlertFactory(query="q=kafala")
    output = OutputFactory(
        access="embargoed", embargo_until=timezone.now() + timedelta(days=2), title="Secret"
    )
    DocumentPageFactory(document=DocumentFactory(output=output), text="Kafala everywhere.")
    publish_all()
    assert found(alert) == set()

    Output.objects.update(embargo_until=timezone.now() - timedelta(minutes=1))
    editorial.lift_embargoes()
    publish_all()

    assert found(alert) == {"Secret"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_following_the_feed_finds_what_is_published():
    matching.follow()
    alert = AlertFactory(query="country=NP")
    draft = OutputFactory(
        title="Draft", draft=True, countries=["NP"], themes=["drivers-of-migration"]
    )
    draft.url = "https://example.org/"
    draft.save()
    assert matching.follow().answers == 0

    editor: User = UserFactory()
    editorial.publish(draft, by=editor)
    assert matching.follow() == matching.Matched(outputs=1, answers=1)
    assert matching.follow() == matching.Matched()

    editorial.withdraw(draft, by=editor, reason="Wrong.")
    editorial.publish(draft, by=editor)
    matching.follow()
    assert AlertHit.objects.filter(alert=alert).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_position_and_hits_are_kept_together(monkeypatch):
    matching.follow()
    alert = AlertFactory()
    OutputFactory(title="Recruitment")

    with monkeypatch.context() as patch:
        patch.setattr(AlertPosition.objects.__class__, "update_or_create", lambda *_a, **_k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            matching.follow()
    assert found(alert) == set()

    matching.follow()
    assert found(alert) == {"Recruitment"}


def test_position_too_old_to_be_trusted_looks_at_all_that_may_be_new():
    long_ago = timezone.now() - timedelta(days=20)
    AlertPosition.objects.create(snapshot="1:1:", taken_at=long_ago)
    alert = AlertFactory(since=long_ago)
    OutputFactory(title="Recruitment", published_at=timezone.now() - timedelta(days=10))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM research_outputchange")

    matching.follow()

    assert found(alert) == {"Recruitment"}


def test_what_came_between_asking_and_confirming_is_caught_up():
    OutputFactory(title="Recruitment today")
    alert = AlertFactory(since=timezone.now() - timedelta(hours=1))
    other = AlertFactory(since=timezone.now() - timedelta(hours=1))

    matching.catch_up(alert)

    assert (found(alert), found(other)) == ({"Recruitment today"}, set())


@pytest.mark.parametrize("how_many", [1, 3])
def test_matching_asks_a_fixed_number_of_questions(how_many, django_assert_num_queries):
    AlertFactory.create_batch(how_many)
    output = OutputFactory(title="Recruitment")
    matching._work_out_anew()

    with django_assert_num_queries(15):
        matching.match([output.pk])
