"""One mail for all of a person's alerts, each output once, with why and where."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hub.alerts import letters, matching, telling
from hub.models import Alert, AlertHit, AlertMail, Told
from hub.posting import rounds
from hub.subscribing import subscribers
from partners.models import User
from research import editorial
from research.models import Output
from tests.factories import (
    AlertFactory,
    DocumentFactory,
    DocumentPageFactory,
    OutputFactory,
    SubscriberFactory,
    UserFactory,
)
from tests.mail import html_of, text_of

pytestmark = pytest.mark.django_db

KATHMANDU = ZoneInfo("Asia/Kathmandu")


def publish(**columns) -> Output:
    output = OutputFactory(**columns)
    matching.match([output.pk])
    return output


def post() -> rounds.Round:
    done = rounds.post([letters.mailing()])
    assert done
    return done


def tell() -> None:
    """Make up what is due, as if no mail had gone out lately, and send it."""
    AlertMail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    telling.queue()
    post()


def test_person_gets_one_mail_for_all_alerts(mail_server):
    reader = SubscriberFactory(email="asha@example.org", newsletter="")
    AlertFactory(subscriber=reader, query="q=recruitment")
    AlertFactory(subscriber=reader, query="country=NP")
    publish(title="Recruitment in Nepal", countries=["NP"])
    publish(title="Elsewhere", countries=["LK"])
    publish(title="Health in Nepal", countries=["NP"])

    tell()

    (message,) = mail_server.messages
    text = text_of(message)
    assert message["To"] == "asha@example.org"
    assert message["Subject"] == "2 new outputs for your alerts"
    assert text.count("Recruitment in Nepal") == 1
    assert "Found by your alert: “recruitment”; Nepal" in text
    assert "Elsewhere" not in text


def test_output_is_told_once_for_ever(mail_server):
    reader = SubscriberFactory()
    first = AlertFactory(subscriber=reader, query="q=recruitment")
    output = publish(title="Recruitment")
    tell()
    first.delete()
    yesterday = timezone.now() - timedelta(days=1)
    AlertFactory(
        subscriber=reader, query="q=recruitment", since=timezone.now() - timedelta(days=1)
    )
    AlertFactory(subscriber=reader, query="type=report", since=yesterday)

    matching.match([output.pk])
    tell()

    assert len(mail_server.messages) == 1
    assert Told.objects.count() == 1
    assert not AlertHit.objects.untold().exists()


def test_mail_says_why_and_on_which_page(mail_server):
    AlertFactory(query="q=kafala&country=NP")
    output = OutputFactory(title="A report", summary="Of the kafala system.", countries=["NP"])
    document = DocumentFactory(output=output)
    DocumentPageFactory(document=document, number=14, text="Under kafala nobody may leave.")
    matching.match([output.pk])

    tell()

    (message,) = mail_server.messages
    assert message["Subject"] == "1 new: “kafala” · Nepal"
    html = html_of(message)
    assert "Of the <mark>kafala</mark> system." in html
    assert "Under <mark>kafala</mark> nobody may leave." in html
    assert f"{document.get_absolute_url()}#page=14" in html
    text = text_of(message)
    assert "p. 14: Under kafala nobody may leave." in text
    assert "Of the kafala system." in text


def test_record_under_embargo_is_told_as_such_and_without_its_text(mail_server):
    AlertFactory(query="q=kafala")
    until = datetime(2199, 3, 1, 12, tzinfo=KATHMANDU)
    output = OutputFactory(title="Kafala", access="embargoed", embargo_until=until)
    DocumentPageFactory(document=DocumentFactory(output=output), text="Kafala everywhere.")
    matching.match([output.pk])

    tell()

    text = text_of(mail_server.messages[0])
    assert "Under embargo until 1 March 2199." in text
    assert "everywhere" not in text


def test_what_is_withdrawn_before_the_mail_is_told_when_it_comes_back(mail_server):
    AlertFactory()
    output = publish(
        title="Recruitment", themes=["drivers-of-migration"], url="https://example.org/"
    )
    editor: User = UserFactory()
    telling.queue()
    editorial.withdraw(output, by=editor, reason="Wrong.")
    post()
    assert mail_server.messages == []

    editorial.publish(output, by=editor)
    matching.match([output.pk])
    tell()
    tell()

    assert len(mail_server.messages) == 1


def test_daily_and_weekly_alerts_wait_for_their_morning():
    daily, weekly = AlertFactory(pace="daily"), AlertFactory(pace="weekly")
    publish(title="Recruitment")
    # A Wednesday's noon.
    AlertHit.objects.update(found_at=datetime(2026, 11, 25, 12, tzinfo=KATHMANDU))

    def told_at(*moment: int) -> set[int]:
        telling.queue(datetime(*moment, tzinfo=KATHMANDU))
        return set(AlertMail.objects.values_list("subscriber", flat=True))

    assert told_at(2026, 11, 26, 6, 59) == set()
    assert told_at(2026, 11, 26, 7, 0) == {daily.subscriber_id}
    assert told_at(2026, 11, 30, 6, 59) == {daily.subscriber_id}
    assert told_at(2026, 11, 30, 7, 0) == {daily.subscriber_id, weekly.subscriber_id}


def test_what_is_published_together_is_told_together():
    alert = AlertFactory()
    publish(title="Recruitment, one")
    assert telling.queue() == 1
    AlertMail.objects.update(state="sent", sent_at=timezone.now())
    publish(title="Recruitment, two")

    assert telling.queue() == 0
    assert telling.queue(timezone.now() + timedelta(minutes=11)) == 1
    assert alert.subscriber.told.count() == 2


def test_no_second_mail_is_made_up_while_one_waits():
    AlertFactory()
    publish(title="Recruitment, one")
    telling.queue()
    publish(title="Recruitment, two")

    assert telling.queue(timezone.now() + timedelta(hours=1)) == 0


def test_pause_keeps_what_is_found_for_later(mail_server):
    alert = AlertFactory()
    subscribers.pause(alert.subscriber, days=30)
    publish(title="Recruitment")
    tell()
    assert mail_server.messages == []

    subscribers.pause(alert.subscriber, days=0)
    tell()
    assert len(mail_server.messages) == 1


def test_stopped_address_is_told_nothing(mail_server):
    alert = AlertFactory()
    subscribers.stop(alert.subscriber.email, reason="bounced")
    publish(title="Recruitment")

    tell()

    assert mail_server.messages == []


def test_many_new_outputs_are_named_in_one_mail_that_stays_small(mail_server):
    AlertFactory()
    for number in range(letters.MOST + 5):
        publish(title=f"Recruitment {number}", summary="Recruitment. " * 100)

    tell()

    text = text_of(mail_server.messages[0])
    assert "And 5 more" in text
    assert len(html_of(mail_server.messages[0]).encode()) < 100_000


def test_mail_is_in_the_readers_language(mail_server):
    AlertFactory(subscriber__language="ur")
    publish(title="Recruitment")

    tell()

    html = html_of(mail_server.messages[0])
    assert '<html lang="ur" dir="rtl"' in html
    assert "/ur/outputs/" in html


def test_one_click_ends_all_alerts_and_keeps_the_newsletter(client, mail_server):
    reader = SubscriberFactory(newsletter="weekly")
    AlertFactory(subscriber=reader)
    publish(title="Recruitment")
    tell()
    link = mail_server.messages[0]["List-Unsubscribe"].strip("<>")

    client.post(link[link.index("/alerts/") :], {"List-Unsubscribe": "One-Click"})

    reader.refresh_from_db()
    assert not Alert.objects.exists()
    assert reader.newsletter == "weekly"
