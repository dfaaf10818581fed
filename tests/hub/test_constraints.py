"""Each promise of the portal's own tables, tried to be broken behind the forms' back."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hub.models import (
    Agreement,
    Alert,
    AlertHit,
    AlertMail,
    AlertPosition,
    ContactMail,
    ContactMessage,
    DataRelease,
    Delivery,
    EventInstitution,
    Figure,
    IssueText,
    Proposal,
    Registration,
    RegistrationMail,
    RestoreTest,
    Told,
)
from tests.factories import (
    AlertFactory,
    EventFactory,
    InstitutionFactory,
    IssueFactory,
    IssueItemFactory,
    OutputFactory,
    ProposalFactory,
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


def registered(**columns):
    said = {"event": EventFactory(), "name": "Asha", "email": "asha@example.org"}
    return Registration.objects.create(**said | columns)


def same_person_registers_twice():
    first = registered()
    registered(event=first.event, email="ASHA@example.org")


def figure(**columns):
    said = {"source": "slbfe", "measure": "registrations", "origin_id": "LK", "sex": "all",
            "year": 2022, "value": 1, "file": "a.json", "row": 1, "column": "Number"}  # fmt: skip
    return Figure.objects.create(**said | columns)


def agreement(**columns):
    said = {"source": "labour-agreements", "identifier": "1", "one_id": "NP", "other_id": "QA",
            "year": 2005, "file": "a.csv", "row": 2}  # fmt: skip
    return Agreement.objects.create(**said | columns)


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
    "event_ends_later_the_same_day": lambda: EventFactory(
        starts_on=date(2022, 10, 12),
        ends_on=date(2022, 10, 12),
        starts_at=time(11),
        ends_at=time(10),
    ),
    "event_registration_has_an_address": lambda: EventFactory(registration="elsewhere"),
    "event_has_a_place": lambda: EventFactory(capacity=0),
    "registration_once_an_event": same_person_registers_twice,
    "registration_has_a_name": lambda: registered(name=""),
    "registrationmail_state_follows_dates": lambda: RegistrationMail.objects.create(
        registration=registered(), kind="place", state="sent"
    ),
    "contactmail_state_follows_dates": lambda: ContactMail.objects.create(
        message=ContactMessage.objects.create(name="A", email="a@example.org", text="?"),
        kind="copy",
        address="a@example.org",
        state="sent",
    ),
    "figure_stands_in_one_place": lambda: [figure() for _twice in range(2)],
    "figure_is_not_negative": lambda: figure(value=-1),
    "agreement_listed_once": lambda: [agreement() for _twice in range(2)],
    "agreement_joins_two": lambda: agreement(other_id="NP"),
    "proposal_correction_has_a_centre": lambda: ProposalFactory(centre=None),
    "reader_proposal_decided_at_a_time": lambda: ProposalFactory(decided_at=timezone.now()),
    "proposal_forgets_who_sent_it": lambda: ProposalFactory(
        state=Proposal.State.REFUSED, decided_at=timezone.now(), name="Asha"
    ),
    "restoretest_after_its_backup": lambda: RestoreTest.objects.create(
        tested_at=timezone.now(), backup_made_at=timezone.now() + timedelta(days=1)
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
