"""The dry run: what is counted, refused, held to be a duplicate, and why."""

import json

import pytest
from django.core.management import call_command

from partners.roles import Role
from research.ingestion.importing import work
from research.models import Import, Output
from tests.factories import (
    MembershipFactory,
    OutputFactory,
)
from tests.research.ingestion.importing.lists import checked, counts, digest, table, told, works

pytestmark = pytest.mark.django_db


def test_dry_run_tells_and_changes_nothing(tmp_path, capsys):
    before = digest()

    line = told(tmp_path, capsys, table(*works(3), {"Authors": "Nobody"}), "--dry-run")

    assert counts(line) == [4, 3, 0, 0, 1]
    assert line["reasons"] == {"title: There is no title.": 1}
    assert (digest(), Import.objects.count()) == (before, 0)


def test_second_import_adds_nothing_in_whatever_format(tmp_path, capsys):
    ris = (
        b"TY  - JOUR\nTI  - Costs of recruitment\nAU  - Das, Priya\n"
        b"PY  - 2019\nJO  - Wages\nER  -\n"
    )
    as_table = table(
        {"Title": "Costs of Recruitment.", "Authors": "P. Das", "Year": "2019", "Journal": "Wages"}
    )

    lines = [told(tmp_path, capsys, content) for content in (ris, as_table, ris, as_table)]

    assert [counts(line) for line in lines] == [[1, 1, 0, 0, 0]] + [[1, 0, 0, 1, 0]] * 3
    assert Output.objects.get().type == "journal-article"


def test_repetition_within_the_file_is_a_duplicate(tmp_path, capsys):
    one = works(1)[0]
    assert counts(told(tmp_path, capsys, table(one, one | {"Authors": "P. Das"}))) == [
        2,
        1,
        0,
        1,
        0,
    ]


def test_address_that_is_none_is_left_out_and_the_record_taken():
    job = checked(table(works(1)[0] | {"URL": "http://not_an_address.example/x"}))
    row = job.rows.get()
    assert (row.verdict, row.record.get("url")) == ("new", None)
    assert [remark[0] for remark in row.remarks] == ["url"]


def test_unreadable_file_ends_in_a_reason(tmp_path, capsys):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(SystemExit):
        call_command("import_outputs", str(path))
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (counts(line), line["format"]) == ([0, 0, 0, 0, 0], "")
    assert line["reasons"] == {"This is a PDF, not a list of records.": 1}


def test_gaps_of_another_institution_are_not_filled():
    contributor = MembershipFactory(role=Role.CONTRIBUTOR)
    other = OutputFactory(title="Of remittances and their senders", issued="2004", draft=True)
    row = {"Title": other.title, "Year": "2004", "DOI": "10.5555/x"}
    job = checked(table(row), fills_gaps=True, by=contributor.user, owner=contributor.institution)
    assert job.counts()["duplicate"] == 1


def test_file_that_breaks_its_reader_fails_once(monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(work.checking, "checked", broken)
    job = checked(table(*works(1)))
    assert (job.state, job.reason) == ("failed", "The file is damaged: it can't be read.")
