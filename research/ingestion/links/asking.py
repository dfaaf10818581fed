"""The slow job: a few addresses at a time, so many an hour, so many of one server.

Whose turn it is, is claimed by moving its next one ahead: two workers never ask the same,
and what a killed worker left behind is due again in an hour.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from django.db import connection
from django.utils import timezone

from research.ingestion.answers import SourceUnavailable
from research.ingestion.links import judging
from research.ingestion.links.judging import Found
from research.ingestion.transport import Transport
from research.models import LinkCheck

Field = LinkCheck.Field
HOUR = timedelta(hours=1)
#: Links asked in an hour: all, of one server, of a server that is made for it.
AN_HOUR, OF_A_HOST, OF_A_RESOLVER = 300, 20, 200
RESOLVERS = {Field.DOI: "doi", Field.HANDLE: "handle"}
RESOLVING = ["doi.org", "hdl.handle.net"]
#: Claimed together: when this many all fail, our own line may be down.
BATCH = 10
#: The worker has other work to do: after so many seconds it goes on at the next sweep.
TURN_SECONDS = 40.0
#: A DOI that will always resolve: the handbook of the DOI itself.
CANARY = "10.1000/182"
#: What people asked for comes before what has been due for long.
FIRST_OF_ALL = timedelta(days=3650)
_CLAIM = """
WITH recent AS (
    SELECT host, count(*) AS asked FROM research_linkcheck
    WHERE checked_at > %(now)s - interval '1 hour' GROUP BY host
), ranked AS (
    SELECT id, host, due_at,
        row_number() OVER (PARTITION BY host ORDER BY due_at, id) AS place
    FROM research_linkcheck WHERE due_at <= %(now)s
), chosen AS (
    SELECT id FROM ranked LEFT JOIN recent USING (host)
    WHERE place + coalesce(asked, 0)
        <= CASE WHEN host = ANY(%(resolving)s) THEN %(of_a_resolver)s ELSE %(of_a_host)s END
    ORDER BY due_at, id LIMIT %(most)s
)
UPDATE research_linkcheck SET due_at = %(until)s
WHERE id IN (SELECT id FROM chosen) AND due_at <= %(now)s
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts the questions: politely, and not waiting long for anybody."""

    transport: Transport = field(
        default_factory=lambda: Transport(patience=10.0, pause=2, heeds_robots=True)
    )
    #: The resolvers are asked by their interface for programs.
    resolver: Transport = field(default_factory=lambda: Transport(patience=10.0, pause=1))

    def ask(self, link: LinkCheck) -> Found:
        try:
            if service := RESOLVERS.get(Field(link.field)):
                return self._resolve(service, link)
            answer = self.transport.look(link.address)
        except SourceUnavailable as refusal:
            return judging.refused(refusal)
        return judging.arrived(link.address, 200, answer.address)

    def is_online(self) -> bool:
        """Whether anybody can be reached from here."""
        try:
            self.resolver.ask("doi", f"/api/handles/{CANARY}")
        except SourceUnavailable as refusal:
            return refusal.status > 0
        return True

    def _resolve(self, service: str, link: LinkCheck) -> Found:
        name = link.address.split("/", 3)[3]
        try:
            return judging.resolved(
                self.resolver.ask(service, f"/api/handles/{quote(name)}").json()
            )
        except SourceUnavailable as refusal:
            if refusal.status == 404:
                return Found(judging.Meaning.AWAY, 404, judging.NOT_REGISTERED)
            raise


def ask_in_turn(asker: Asker | None = None, *, now: datetime | None = None) -> int:
    """Ask what is due, until the turn or the hour's share is used up: how many were asked."""
    asker, ends, asked = asker or Asker(), time.monotonic() + TURN_SECONDS, 0
    while time.monotonic() < ends:
        at = now or timezone.now()
        links = _claimed(at)
        if not links or not (asked or asker.is_online()):
            break
        # What there is no time for now is due again in an hour.
        found = [(link, asker.ask(link)) for link in links if time.monotonic() < ends]
        if not any(one.was_answered for _link, one in found) and not asker.is_online():
            break  # nobody is to blame but our own line
        _keep(found, at)
        asked += len(found)
    return asked


def again(links: Sequence[int]) -> int:
    """Have these asked at the next turn, before whatever is due."""
    return LinkCheck.objects.filter(pk__in=links).update(due_at=timezone.now() - FIRST_OF_ALL)


def _claimed(now: datetime) -> list[LinkCheck]:
    left = AN_HOUR - LinkCheck.objects.asked_within(HOUR, now).count()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "now": now,
                "until": now + HOUR,
                "resolving": RESOLVING,
                "of_a_resolver": OF_A_RESOLVER,
                "of_a_host": OF_A_HOST,
                "most": max(min(left, BATCH), 0),
            },
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    return list(LinkCheck.objects.filter(pk__in=ids).order_by("pk"))


def _keep(found: Sequence[tuple[LinkCheck, Found]], now: datetime) -> None:
    for link, one in found:
        verdict = asdict(judging.judged(link, one, now))
        # Of another address by now, if the record was changed meanwhile: then it says nothing.
        LinkCheck.objects.filter(pk=link.pk, address=link.address).update(
            checked_at=now, **verdict
        )
