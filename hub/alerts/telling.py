"""Who is to be told of what was found, and when: one mail for all of a person's alerts."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hub.models import AlertHit, AlertMail, Pace, Posting, Subscriber, Told

#: Digests go out at the beginning of the hub's working day, weekly ones on Monday.
MORNING = time(7)
MONDAY = 0
#: “At once” is no more often than this: what is published together is told together.
LEAST_PAUSE = timedelta(minutes=10)
#: Held while mails are made up: two workers would tell twice.
LOCK = 0x5A1A_7E11


def queue(now: datetime | None = None) -> int:
    """Make up the mails that are due; says how many. Repeating it makes no more of them."""
    moment = now or timezone.now()
    return sum(_make_up(subscriber) for subscriber in _due(moment))


def _due(now: datetime) -> QuerySet[Subscriber]:
    """Readers with something untold that is due, and no mail on its way."""
    recent = AlertMail.objects.filter(subscriber=OuterRef("pk"))
    on_its_way = recent.filter(state__in=[Posting.State.WAITING, Posting.State.SENDING])
    just_now = recent.filter(created_at__gt=now - LEAST_PAUSE)
    untold = AlertHit.objects.untold().filter(alert__subscriber=OuterRef("pk"))
    digest = Q(alert__pace=Pace.DAILY, found_at__lt=last_morning(now)) | Q(
        alert__pace=Pace.WEEKLY, found_at__lt=last_monday(now)
    )
    at_once = untold.filter(alert__pace=Pace.AT_ONCE)
    return (
        Subscriber.objects.reachable()
        .filter(Exists(untold.filter(digest)) | Exists(at_once) & ~Exists(just_now))
        .exclude(Exists(on_its_way))
        .order_by("pk")
    )


def last_morning(now: datetime) -> datetime:
    """The last moment at which daily mails went out."""
    local = timezone.localtime(now)
    today = local.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def last_monday(now: datetime) -> datetime:
    morning = last_morning(now)
    return morning - timedelta(days=(morning.weekday() - MONDAY) % 7)


@transaction.atomic
def _make_up(subscriber: Subscriber) -> int:
    """A mail of everything this person was not told of; nothing where nothing is left."""
    if not _alone():
        return 0
    hits = AlertHit.objects.of(subscriber).untold()
    outputs = list(dict.fromkeys(hits.order_by("output").values_list("output", flat=True)))
    known = set(
        Told.objects.filter(subscriber=subscriber, output__in=outputs).values_list(
            "output", flat=True
        )
    )
    settled = AlertHit.objects.of(subscriber).filter(output__in=outputs)
    settled.update(is_settled=True)
    new = [pk for pk in outputs if pk not in known]
    if not new:
        return 0
    mail = AlertMail.objects.create(subscriber=subscriber)
    Told.objects.bulk_create(Told(subscriber=subscriber, output_id=pk, mail=mail) for pk in new)
    return 1


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def take_back(mail: AlertMail, outputs: list[int]) -> None:
    """These were withdrawn before the mail went out: nobody was told of them."""
    Told.objects.filter(mail=mail, output__in=outputs).delete()
    hits = AlertHit.objects.of(mail.subscriber).filter(output__in=outputs)
    hits.update(is_settled=False)


def hits_told(mail: AlertMail) -> Iterator[AlertHit]:
    """Why each output of a mail is in it: every alert that found it."""
    found = AlertHit.objects.of(mail.subscriber).filter(
        output__in=mail.told.values_list("output", flat=True)
    )
    yield from found.select_related("alert").order_by("alert__created_at", "alert_id")
