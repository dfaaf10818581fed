"""Worker, broker and database die one after the other while an issue goes out.

``HUB_DRILL_READERS=10000 pytest tests/portal/test_newsletter_drill.py -n 0 -s`` does it at the
size of a real list, waits for the killed worker's lease to run out, and says what it saw.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.mail import Server
from tests.portal.running import Portal
from tests.portal.victims import answers, kill
from tests.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.browser

FEW = 150
READERS = int(os.environ.get("HUB_DRILL_READERS", FEW))
#: Who is killed when so many of ten have got it.
DEATHS = {"worker": 2, "broker": 4, "database": 7}
#: Mails a second that get through even on a busy machine.
SLOWEST = 8
BEGIN = f"""
from datetime import timedelta
from django.utils import timezone
from hub.models import Issue, IssueItem, Subscriber
from hub.newsletter import sending
from research.models import Output
now = timezone.now()
Subscriber.objects.bulk_create(Subscriber(
    email=f"drill-{{n}}@example.org", newsletter="weekly", consent="Yes.", consented_at=now
) for n in range({READERS}))
issue = Issue.objects.create(
    slug="drill", title="In spite of all", rhythm="weekly", covers_from=now - timedelta(days=7)
)
IssueItem.objects.create(
    issue=issue, part="research", output=Output.objects.published().newest_first()[0]
)
sending.start(issue)
"""


def test_every_reader_gets_the_issue_whatever_is_killed_meanwhile(
    running: Portal, mailbox: Server, staff_page: Page
):
    running.manage("shell", said=BEGIN)
    drill = Drill(running, mailbox)

    for victim, tenths in DEATHS.items():
        drill.wait(partial(has_reached, mailbox, READERS * tenths // 10))
        kill(victim, running)
        drill.say(f"{victim} killed")
        if victim == "worker" and READERS == FEW:
            forget_lease(running)

    drill.wait(lambda: answers(lambda: is_sent(running)))
    drill.say("the issue is sent")
    times = Counter(got(mailbox))
    twice = sum(number - 1 for number in times.values())
    marked = perhaps_twice(running)
    assert len(times) == READERS
    assert twice <= 1
    assert {address for address, number in times.items() if number > 1} <= marked
    assert len(marked) <= 1
    # The web processes may still be finding the database again.
    said: dict[str | None, str] = {}
    drill.wait(lambda: answers(lambda: said.update(counts(staff_page, running)) or bool(said)))
    drill.say(f"{len(times)} got it, {twice} of them twice; the page says {said}")
    assert said["sent"] == str(READERS)
    assert said["twice"] == str(len(marked))


class Drill:
    """What happens when, for whoever watches."""

    def __init__(self, running: Portal, mailbox: Server) -> None:
        self._running, self._mailbox, self._began = running, mailbox, time.monotonic()

    def wait(self, condition: Callable[[], object]) -> None:
        wait_for(condition, PATIENCE + READERS / SLOWEST)

    def say(self, words: str) -> None:
        seconds = time.monotonic() - self._began
        print(f"{seconds:7.1f} s, {len(got(self._mailbox))} mails: {words}")


def counts(page: Page, portal: Portal) -> dict[str | None, str]:
    """What the issue's page says, by the word of each count."""
    page.goto(f"/admin/hub/issue/{issue(portal)}/change/")
    cells = page.locator("td[data-count]").all()
    return {cell.get_attribute("data-count"): cell.inner_text() for cell in cells}


def got(mailbox: Server) -> list[str]:
    return [address for address in mailbox.addresses if address.startswith("drill-")]


def has_reached(mailbox: Server, readers: int) -> bool:
    return len(set(got(mailbox))) >= readers


def forget_lease(running: Portal) -> None:
    """As if the killed worker's right to post had run out: waiting for it only takes time."""
    running.rows("UPDATE hub_lease SET until = now() - interval '1 hour' RETURNING name")


def issue(running: Portal) -> int:
    return int(running.value("SELECT id FROM hub_issue WHERE slug = 'drill'"))


def is_sent(running: Portal) -> bool:
    return bool(running.value("SELECT state = 'sent' FROM hub_issue WHERE slug = 'drill'"))


def perhaps_twice(running: Portal) -> set[str]:
    """Of whom the hub says that it may have written to them twice."""
    rows = running.rows(
        "SELECT s.email FROM hub_delivery d JOIN hub_subscriber s ON s.id = d.subscriber_id"
        " WHERE d.issue_id = %s AND d.is_perhaps_twice",
        issue(running),
    )
    return {email for (email,) in rows}
