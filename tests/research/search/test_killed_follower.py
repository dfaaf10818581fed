"""A follower that is killed in the middle of a large import is missed by nobody."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from research.models import Output
from research.search import Criteria, find
from tests.waiting import wait_for

OUTPUTS, BATCH = 10_000, 500


@contextmanager
def follower(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """``manage.py follow_index`` on the database of this test and its folder."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    process = subprocess.Popen(
        [sys.executable, "manage.py", "follow_index"],
        cwd=django_settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": address,
            "HUB_DATA": str(data),
            "SECRET_KEY": django_settings.SECRET_KEY,
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def bring_in(first: int) -> None:
    Output.objects.bulk_create(
        Output(
            slug=f"imported-{number}",
            title=f"Remittances {number}",
            type="report",
            status="published",
            published_at=timezone.now(),
            summary="What families do with the money that is sent home.",
        )
        for number in range(first, first + BATCH)
    )


def found() -> int:
    results = find(Criteria(text="remittances"))
    return -1 if results.is_plain else results.count


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_index_equals_the_database_after_the_follower_was_killed_during_an_import(
    tmp_path, capsys
):
    with follower(tmp_path) as killed:
        wait_for(lambda: found() == 0)
        for first in range(0, OUTPUTS // 2, BATCH):
            bring_in(first)
        wait_for(lambda: found() > 0)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    reached = found()
    for first in range(OUTPUTS // 2, OUTPUTS, BATCH):
        bring_in(first)

    assert 0 < reached < OUTPUTS
    with follower(tmp_path):
        wait_for(lambda: found() == OUTPUTS)
    call_command("check_index", wait=0)
    said = capsys.readouterr().out
    assert said == f"Index and database say the same of {OUTPUTS} outputs.\n"
