"""Each promise of the portal's own tables, tried to be broken behind the forms' back."""

from datetime import date, time

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hub.models import (
    Alert,
    AlertHit,
    AlertMail,
    AlertPosition,
    DataRelease,
    Delivery,
    EventInstitution,
    IssueText,
    Told,
)
from tests.factories import (
    AlertFactory,
    EventFactory,
    InstitutionFactory,
    IssueFactory,
    IssueItemFactory,
    OutputFactory,
    SessionFactory,
    SpeakerFactory,
    SubscriberFactory,
    SubscriptionRequestFactory,
)

pytestmark = pytest.mark.django_db


def same_role_twice():
    link = {"event": EventFactory(), "institution": InstitutionFactory(), "role": "organiser"}
    EventInstitution.objects.create(**link)
    EventInstitution.objects.create(**link)


def same_place_in_the_programme_twice():
    first = SessionFactory()
    SessionFactory(event=first.event, order=first.order)


def same_place_on_the_panel_twice():
    first = SpeakerFactory()
    SpeakerFactory(session=first.session, order=first.order)


def in_state(state: str, **columns: object):
    return lambda: IssueFactory(state=state, **columns)


def same_output_twice_in_an_issue():
    item = IssueItemFactory()
    IssueItemFactory(issue=item.issue, output=item.output)


def same_event_twice_in_an_issue():
    item = IssueItemFactory(of_event=True)
    IssueItemFactory(issue=item.issue, part="calls", output=None, event=item.event)


def same_language_twice_in_an_issue():
    issue = IssueFactory()
    for _ in range(2):
        IssueText.objects.create(issue=issue, language="ur", title="نیا")


def issue_twice_to_a_reader():
    row = {"issue": IssueFactory(), "subscriber": SubscriberFactory()}
    Delivery.objects.create(**row)
    Delivery.objects.create(**row)


def same_hit_twice():
    row = {"alert": AlertFactory(), "output": OutputFactory()}
    AlertHit.objects.create(**row)
    AlertHit.objects.create(**row)


def told_twice():
    row = {"subscriber": SubscriberFactory(), "output": OutputFactory()}
    Told.objects.create(**row)
    Told.objects.create(**row)


def same_alert_twice():
    AlertFactory(subscriber=AlertFactory().subscriber)


def alert(**columns: object):
    values = {"query": "q=fees", "entry": ["word:fee"], "subscriber": SubscriberFactory()}
    return Alert.objects.create(**(values | columns))


BROKEN = {
    "subscriber_email_unique_in_any_case": lambda: [
        SubscriberFactory(email=email) for email in ("asha@example.org", "Asha@example.org")
    ],
    "subscriber_newsletter_is_known": lambda: SubscriberFactory(newsletter="hourly"),
    "subscriber_has_agreed": lambda: SubscriberFactory(consent=""),
    "subscriber_stop_is_explained": lambda: SubscriberFactory(stop_reason="bounced"),
    "subscriptionrequest_asks_for_something": lambda: SubscriptionRequestFactory(newsletter=""),
    "issue_has_a_subject": lambda: IssueFactory(title=""),
    "issue_schedule_has_a_time": in_state("scheduled"),
    "issue_start_follows_state": in_state("sending"),
    "issuetext_once_a_language": same_language_twice_in_an_issue,
    "issueitem_is_one_thing": lambda: IssueItemFactory(event=EventFactory()),
    "issueitem_output_once": same_output_twice_in_an_issue,
    "issueitem_event_once": same_event_twice_in_an_issue,
    "delivery_once_a_reader": issue_twice_to_a_reader,
    "delivery_sent_has_its_moment": lambda: Delivery.objects.create(
        issue=IssueFactory(), subscriber=SubscriberFactory(), state="sent"
    ),
    "alert_once_a_search": same_alert_twice,
    "alert_asks_for_something": lambda: alert(query=""),
    "alert_can_be_entered": lambda: alert(entry=[]),
    "alertmail_sent_has_its_moment": lambda: AlertMail.objects.create(
        subscriber=SubscriberFactory(), state="sent"
    ),
    "alerthit_found_once": same_hit_twice,
    "told_once_for_ever": told_twice,
    "alertposition_is_one": lambda: AlertPosition.objects.create(
        id=2, snapshot="1:1:", taken_at="2026-01-01T00:00Z"
    ),
    "datarelease_has_files": lambda: DataRelease.objects.create(made_at=timezone.now(), files=[]),
    "event_ends_after_it_starts": lambda: EventFactory(ends_on=date(2022, 10, 11)),
    "event_classified_by_known_words": lambda: EventFactory(forms=["sideways"]),
    "eventinstitution_named_once": same_role_twice,
    "session_order_unique": same_place_in_the_programme_twice,
    "session_ends_after_it_starts": lambda: SessionFactory(starts_at=time(11), ends_at=time(10)),
    "speaker_has_a_name": lambda: SpeakerFactory(name=""),
    "speaker_order_unique": same_place_on_the_panel_twice,
}


def break_promise(name):
    BROKEN[name]()
    connection.check_constraints()  # what may wait until the commit


@pytest.mark.parametrize("name", BROKEN)
def test_database_keeps_its_promise(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        break_promise(name)


def test_every_constraint_is_tried():
    declared = {
        constraint.name
        for model in apps.get_app_config("hub").get_models()
        for constraint in model._meta.constraints
    }

    assert declared == set(BROKEN)
