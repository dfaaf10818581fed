"""The command that loads: what it prints and how it ends."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from partners.models import Institution
from tests.factories import OutputFactory
from tests.hub.starter.rows import row, write

pytestmark = pytest.mark.django_db


def test_command_prints_a_table_and_every_refusal(tmp_path: Path) -> None:
    write(tmp_path, people=[row("people", "asha"), row("people", "bad", role=[])])
    said, complained = StringIO(), StringIO()

    call_command("load_content", str(tmp_path), stdout=said, stderr=complained)

    assert said.getvalue().splitlines() == [
        "list                    seen       new   changed unchanged   refused",
        "institutions               1         1         0         0         0",
        "people                     2         1         0         0         1",
    ]
    assert complained.getvalue() == "people.yaml, row 2, line 7: role: should be text\n"


def test_command_is_strict_when_asked(tmp_path: Path) -> None:
    write(tmp_path, people=[row("people", "bad", role=[])])

    with pytest.raises(CommandError, match="Not everything went in"):
        call_command(
            "load_content", str(tmp_path), strict=True, stdout=StringIO(), stderr=StringIO()
        )


def test_command_loads_once_into_an_empty_hub(tmp_path: Path) -> None:
    OutputFactory()
    said = StringIO()

    call_command("load_content", str(write(tmp_path)), once=True, stdout=said)

    assert said.getvalue() == "The hub holds content already: nothing to load.\n"
    assert not Institution.objects.filter(slug="roads").exists()


def test_command_refuses_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        call_command("load_content", str(tmp_path / "lost"))
