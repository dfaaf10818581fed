"""When staff signed in and from where: kept for a while against guessing, then forgotten."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

KEPT_FOR = timedelta(days=90)


def forget_old() -> int:
    """Delete old sign-ins and failed attempts, and sessions that have ended; says how many."""
    now = timezone.now()
    count = Session.objects.filter(expire_date__lt=now).delete()[0]
    for model in (AccessAttempt, AccessLog):
        count += model.objects.filter(attempt_time__lt=now - KEPT_FOR).delete()[0]
    return int(count)
