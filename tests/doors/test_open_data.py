"""The nightly copy of the whole hub: what stands in it, what does not, how it is handed out."""

import csv
import gzip
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone

from hub import open_data
from hub.models import DataRelease
from hub.open_data import releasing
from hub.tasks import release_open_data
from tests.factories import (
    AffiliationFactory,
    CorridorFactory,
    CreditFactory,
    DocumentFactory,
    EventFactory,
    EventInstitutionFactory,
    OutputFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    RecommendationFactory,
    ResourceCentreFactory,
)

pytestmark = pytest.mark.django_db


def fetched(client, name):
    answer = client.get(f"/data/{name}")
    assert answer.status_code == 200, name
    return b"".join(answer.streaming_content)


def rows(client, name):
    text = gzip.decompress(fetched(client, f"{name}.jsonl.gz")).decode()
    return [json.loads(line) for line in text.splitlines()]


def table(client, name):
    text = gzip.decompress(fetched(client, f"{name}.csv.gz")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_table_comes_twice_with_the_same_rows(client):
    output = OutputFactory(title="श्रम", countries=["NP"], corridors=[CorridorFactory()])
    CreditFactory(output=output, person=AffiliationFactory().person)
    DocumentFactory(output=output)
    RecommendationFactory(output=output)
    ProjectInstitutionFactory(project=ProjectFactory(outputs=[output], countries=["NP"]))
    PracticeFactory(outputs=[output])
    EventInstitutionFactory(event=EventFactory(outputs=[output]))
    ResourceCentreFactory()

    release_open_data()

    made = DataRelease.objects.get()
    for name in open_data.tables.TABLES:
        found = rows(client, name)
        assert found, name
        assert len(table(client, name)) == len(found)
        assert list(found[0]) == list(table(client, name)[0])
    for file in made.files:
        content = fetched(client, file["name"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            file["size"],
            file["sha256"],
        )
    assert rows(client, "outputs")[0]["title"] == "श्रम"
    assert rows(client, "projects")[0]["outputs"] == [output.slug]


def test_only_what_readers_may_see_goes_out(client):
    hidden = OutputFactory(draft=True, slug="hidden", title="Hidden words")
    OutputFactory(withdrawn=True, title="Hidden words")
    RecommendationFactory(output=hidden, text="Hidden words")
    CreditFactory(output=hidden, person=PersonFactory(name="Hidden words"))
    EventFactory(outputs=[hidden])
    ProjectFactory(outputs=[hidden])
    PracticeFactory(outputs=[hidden])
    OutputFactory(abstract="Hidden words", origin="external", staff_note="Hidden words")
    OutputFactory(abstract="Free words", origin="external", licence="CC-BY-4.0")
    closed = OutputFactory(access="metadata-only", provenance={"title": "Hidden words"})
    DocumentFactory(output=closed, filename="Hidden words.pdf")

    open_data.release()

    for file in DataRelease.objects.get().files:
        content = fetched(client, file["name"])
        text = gzip.decompress(content) if file["name"].endswith(".gz") else content
        assert b"idden" not in text, file["name"]
    assert sorted(row["abstract"] for row in rows(client, "outputs")) == ["", "", "Free words"]


def test_cell_that_would_be_a_formula_is_made_harmless(client):
    OutputFactory(title="=cmd|' /C calc'!A0", keywords=["+1", "b"])

    open_data.release()

    [row] = table(client, "outputs")
    assert row["title"].startswith("'=")
    assert row["keywords"] == "'+1; b"


def test_readme_names_tables_columns_and_what_is_missing(client):
    OutputFactory()
    open_data.release()

    text = fetched(client, "README.md").decode()

    assert "**outputs** (1 rows)" in text
    assert "abstracts of works that others published" in text
    for file in DataRelease.objects.get().files:
        assert file["name"] == "README.md" or file["sha256"] in text


def test_page_links_the_newest_copy_with_size_and_day(client):
    assert "The first copy is made tonight." in client.get("/about/data/").content.decode()
    call_command("release_data", verbosity=0)

    text = client.get("/about/data/").content.decode()

    made = DataRelease.objects.get()
    assert 'href="/data/outputs.jsonl.gz"' in text
    assert f"{timezone.localtime(made.made_at):%Y}" in text
    assert "bytes" in text
    assert "late" not in text
    made.made_at -= timedelta(days=4)
    made.save()
    assert "The nightly copy is late" in client.get("/about/data/").content.decode()


def test_only_the_last_copies_are_kept(client):
    for _ in range(5):
        open_data.release()

    kept = DataRelease.objects.newest_first()
    folders, _files = storages["default"].listdir(releasing.FOLDER)
    with_files = [
        folder
        for folder in folders
        if storages["default"].listdir(f"{releasing.FOLDER}/{folder}")[1]
    ]
    assert len(kept) == len(with_files) == 3


def test_copy_that_broke_off_leaves_the_last_one_whole(client, monkeypatch):
    OutputFactory(title="First")
    open_data.release()
    OutputFactory(title="Second")

    def full(*_args):
        raise OSError("no space left on device")

    monkeypatch.setattr(releasing, "_stored", full)
    with pytest.raises(OSError, match="no space"):
        open_data.release()

    assert [row["title"] for row in rows(client, "outputs")] == ["First"]


def test_who_has_the_file_already_is_told_so(client):
    open_data.release()
    tag = client.get("/data/outputs.csv.gz")["ETag"]

    answer = client.get("/data/outputs.csv.gz", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert client.get("/data/nothing.gz").status_code == 404


def test_questions_do_not_grow_with_the_rows(client, django_assert_max_num_queries):
    for _ in range(3):
        output = OutputFactory(countries=["NP"])
        CreditFactory(output=output, person=AffiliationFactory().person)
        ProjectInstitutionFactory(project=ProjectFactory(outputs=[output]))

    with django_assert_max_num_queries(40):
        open_data.release()
