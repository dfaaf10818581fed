import time

import pytest
from django.core.files.base import ContentFile
from kombu.exceptions import OperationalError

from research import editorial, tasks
from research.models import Document
from salam.celery import app
from tests import broker
from tests.factories import OutputFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


def attached(text: str) -> Document:
    return editorial.attach(
        OutputFactory(), content=ContentFile(pdf(text)), filename="brief.pdf", by=None
    )


def test_sweep_reads_what_waits():
    one, other = attached("Recruitment fees"), attached("Wages")

    with broker.at_once():
        tasks.read_waiting_documents()

    assert list(
        Document.objects.filter(pk__in=[one.pk, other.pk]).values_list("state", flat=True)
    ) == ["read", "read"]


def test_a_nudge_to_a_broker_that_is_down_does_not_keep_trying(tmp_path):
    began = time.monotonic()

    with broker.dead(tmp_path), pytest.raises(OperationalError):
        tasks.read_document.delay(1)

    assert time.monotonic() - began < 30


def test_every_task_of_the_timetable_exists():
    app.loader.import_default_modules()

    named = {row["task"] for row in app.conf.beat_schedule.values()}

    assert named - set(app.tasks) == set()
