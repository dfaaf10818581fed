"""``manage.py harvest``: the same from a terminal."""

import json

import pytest
from django.core.management import CommandError, call_command

from research.models import Harvest, Output
from tests.factories.harvests import SourceFactory, item, silent

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(told, capsys):
    def called(*arguments: str) -> dict[str, object]:
        call_command("harvest", *arguments)
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return called


def test_harvest_tells_its_counts_in_one_line(told, said):
    SourceFactory(slug="ips")
    told.pages = [[item("a"), item("b")]]

    line = said("ips")

    assert line == {
        "source": "ips",
        "run": Harvest.objects.get().pk,
        "state": "finished",
        "seen": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "proposed": 0,
        "irrelevant": 0,
        "set_aside": 0,
        "deleted": 0,
    }


def test_harvest_asks_since_the_watermark_a_day_or_for_all(told, said):
    SourceFactory(slug="ips", watermark="2025-01-01")
    told.pages = [[]]

    for arguments in ([], ["--since", "2024-01-01"], ["--since", "all"]):
        said("ips", *arguments)

    assert [since for since, _token in told.asked] == ["2025-01-01", "2024-01-01", ""]


def test_harvest_undoes_a_run(told, said):
    SourceFactory(slug="ips")
    told.pages = [[item("a")]]
    run = said("ips")["run"]

    line = said("ips", "--undo", str(run))

    assert (line["state"], line["kept"], Output.objects.count()) == ("undone", 0, 0)


def test_harvest_that_fails_says_why_and_when_it_goes_on(told, capsys):
    SourceFactory(slug="ips")
    told.pages = [silent()]

    with pytest.raises(SystemExit):
        call_command("harvest", "ips")

    line = json.loads(capsys.readouterr().out)
    assert (line["state"], line["reason"]) == ("waiting", "The server can't be reached.")
    assert line["again"] > "2026"


def test_harvest_of_an_unknown_source_is_refused():
    with pytest.raises(CommandError, match="short name"):
        call_command("harvest", "nobody")


def test_harvest_without_a_name_lists_the_sources(capsys):
    SourceFactory(slug="ips", name="IPS")

    call_command("harvest")

    assert capsys.readouterr().out == "ips\ttold\t-\tIPS\n"
