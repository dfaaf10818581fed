"""What is kept of signing in, and for how long."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from partners import visits

pytestmark = pytest.mark.django_db


def test_forgetting_leaves_what_is_younger_than_ninety_days():
    now = timezone.now()
    for model, other in ((AccessAttempt, {"failures_since_start": 1}), (AccessLog, {})):
        for days, name in ((91, "old"), (89, "young")):
            row = model.objects.create(username=name, ip_address="192.0.2.1", **other)
            model.objects.filter(pk=row.pk).update(attempt_time=now - timedelta(days=days))

    assert visits.forget_old() == 2

    assert [row.username for row in AccessAttempt.objects.all()] == ["young"]
    assert [row.username for row in AccessLog.objects.all()] == ["young"]


def test_forgetting_ends_no_open_session():
    now = timezone.now()
    Session.objects.create(session_key="ended", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="open", expire_date=now + timedelta(days=1))

    assert visits.forget_old() == 1

    assert [session.session_key for session in Session.objects.all()] == ["open"]
