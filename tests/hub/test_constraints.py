"""Each promise of the portal's own tables, tried to be broken behind the forms' back."""

from datetime import date, time

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hub.models import DataRelease, EventInstitution
from tests.factories import EventFactory, InstitutionFactory, SessionFactory, SpeakerFactory

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


BROKEN = {
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
