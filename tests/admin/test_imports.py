import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from research import tasks
from research.ingestion.connectors import columns, files
from research.ingestion.importing.template import COLUMNS
from research.models import Import, Output
from tests import broker
from tests.factories import MembershipFactory, OutputFactory

pytestmark = pytest.mark.django_db
ADD = "/admin/research/import/add/"
LIST = b"Title,Authors,Year\nCosts of recruitment,Priya Das,2019\n,Nobody,2020\n"


@pytest.fixture(autouse=True)
def worker():
    with broker.at_once():
        yield


def sent(client, content=LIST, **more):
    form = {"file": SimpleUploadedFile("list.csv", content), "become": "draft"} | more
    return client.post(ADD, form, follow=True)


def go(client, job, verb):
    return client.post(reverse("admin:research_import_go", args=[job.pk, verb]), follow=True)


def test_contributor_checks_runs_and_undoes_a_list(client, django_capture_on_commit_callbacks):
    membership = MembershipFactory()
    client.force_login(membership.user)
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, owner=membership.institution.pk)
    job = Import.objects.get()
    page = client.get(reverse("admin:research_import_change", args=[job.pk])).content.decode()
    assert "There is no title." in page
    assert (job.state, Output.objects.count()) == ("checked", 0)

    with django_capture_on_commit_callbacks(execute=True):
        go(client, job, "run")
    output = Output.objects.get()
    assert (output.owner, output.status, output.created_by) == (
        membership.institution, "draft", membership.user,
    )  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        go(client, job, "undo")
    assert Output.objects.count() == 0


def test_contributor_neither_publishes_nor_deposits_for_others(client):
    membership, other = MembershipFactory(), MembershipFactory()
    client.force_login(membership.user)
    sent(client, owner=membership.institution.pk, become="published")
    sent(client, owner=other.institution.pk)
    sent(client, owner="")
    assert Import.objects.count() == 0


def test_import_of_another_institution_is_out_of_reach(client):
    mine, other = MembershipFactory(), MembershipFactory()
    client.force_login(other.user)
    sent(client, owner=other.institution.pk)
    job = Import.objects.get()
    client.force_login(mine.user)
    assert client.get(reverse("admin:research_import_change", args=[job.pk])).status_code == 404
    assert go(client, job, "run").status_code == 404
    assert "list.csv" not in client.get("/admin/research/import/").content.decode()


def test_draft_of_another_institution_is_not_shown_to_an_importer(
    client, django_capture_on_commit_callbacks
):
    membership, other = MembershipFactory(), MembershipFactory()
    OutputFactory(
        draft=True,
        title="Costs of recruitment",
        issued="2019",
        owner=other.institution,
        doi="10.5555/x",
    )
    client.force_login(membership.user)
    content = b"Title,Year,DOI\nCosts of the recruitment,2019,10.5555/x\n"
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, content, owner=membership.institution.pk)
    page = client.get(reverse("admin:research_import_change", args=[Import.objects.get().pk]))
    text = page.content.decode()
    assert "A draft of another institution" in text
    assert "Costs of recruitment" not in text


def test_verb_needs_post_and_must_be_possible(client):
    client.force_login(MembershipFactory(of_the_hub=True).user)
    sent(client)
    job = Import.objects.get()
    assert client.get(reverse("admin:research_import_go", args=[job.pk, "run"])).status_code == 405
    assert go(client, job, "explode").status_code == 403
    assert "can’t be done" in go(client, job, "undo").content.decode().replace("&#x27;", "’")


def test_template_is_read_by_the_import_itself(client):
    client.force_login(MembershipFactory().user)
    answer = client.get(reverse("admin:research_import_template"))
    book = load_workbook(io.BytesIO(answer.content))
    rows = book.worksheets[0]
    rows.append(["Costs of recruitment"])
    stream = io.BytesIO()
    book.save(stream)
    (found,) = files.read(stream.getvalue()).records
    assert found.output.title == "Costs of recruitment"
    assert len(list(book.worksheets[1].rows)) == len(list(rows.columns)) + 1


def test_every_column_of_the_template_is_known():
    known = columns.fields([column.name for column in COLUMNS])
    assert len(known) == len(COLUMNS)
    assert len(set(known.values())) == len(COLUMNS)


def test_sweep_takes_up_what_a_killed_worker_left(client):
    client.force_login(MembershipFactory(of_the_hub=True).user)
    sent(client)
    Import.objects.update(lease_until=timezone.now() - timedelta(seconds=1), state="checking")
    tasks.work_on_waiting_imports()
    assert Import.objects.get().state == "checked"


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_of_an_import_asks_a_fixed_number_of_questions(
    client, how_many, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    client.force_login(MembershipFactory(of_the_hub=True).user)
    rows = b"".join(b"Wages of kin %d,2001\n" % number for number in range(how_many))
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, b"Title,Year\n" + rows)
    address = reverse("admin:research_import_change", args=[Import.objects.get().pk])
    with django_assert_max_num_queries(16):
        client.get(address)


def test_contributor_moves_no_import_of_others(client, django_capture_on_commit_callbacks):
    """It would make public, or take back, what a contributor may not touch one by one."""
    membership = MembershipFactory()
    client.force_login(MembershipFactory(of_the_hub=True).user)
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, owner=membership.institution.pk, become="published")
    job = Import.objects.get()
    client.force_login(membership.user)

    refused = go(client, job, "run").status_code
    page = client.get(reverse("admin:research_import_change", args=[job.pk]))
    job.refresh_from_db()

    assert (refused, page.status_code, job.state) == (403, 200, "checked")
    assert "/run/go/" not in page.content.decode()


def test_institution_editor_moves_imports_of_drafts_only(
    client, django_capture_on_commit_callbacks
):
    editor = MembershipFactory(role="institution_editor")
    client.force_login(MembershipFactory(of_the_hub=True).user)
    for become in ("draft", "published"):
        with django_capture_on_commit_callbacks(execute=True):
            sent(client, owner=editor.institution.pk, become=become)
    client.force_login(editor.user)
    answers = {
        job.become: go(client, job, "run").status_code for job in Import.objects.order_by("pk")
    }
    assert answers == {"draft": 200, "published": 403}
