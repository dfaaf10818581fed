"""The form of an output: what is typed, uploaded and saved."""

import time

import pytest
from django.urls import reverse

from research.ingestion import documents
from research.models import Credit, Document, Output
from tests import broker
from tests.admin.forms import ADD, change, faults, filled, upload
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
)
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


def test_contributor_uploads_and_the_worker_reads(
    client, contributor, django_capture_on_commit_callbacks
):
    client.force_login(contributor.user)

    with broker.at_once(), django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADD, filled(**upload()))

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/research/output/")
    output = Output.objects.get()
    assert (output.slug, output.status) == ("recruitment-fees-in-nepal", "draft")
    assert (output.owner, output.created_by) == (contributor.institution, contributor.user)
    document = output.documents.get()
    assert (document.state, document.page_count) == ("read", 2)
    assert document.uploaded_by == contributor.user


def test_upload_succeeds_with_the_broker_down(
    client, contributor, tmp_path, django_capture_on_commit_callbacks
):
    client.force_login(contributor.user)
    began = time.monotonic()

    with broker.dead(tmp_path), django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADD, filled(**upload()))

    assert response.status_code == 302
    # Kombu would try for minutes; no machine is so slow that an upload takes half of one.
    assert time.monotonic() - began < 30
    assert Document.objects.get().state == "waiting"


@pytest.mark.parametrize(
    "content", [b"Dear editor", b" " + pdf("Fees")], ids=["letter", "not at byte 0"]
)
def test_an_upload_that_is_no_document_is_a_form_error(client, contributor, content):
    client.force_login(contributor.user)

    response = client.post(ADD, filled(**upload(content)))

    assert response.status_code == 200
    assert faults(response) == [
        "The file is no PDF, Word, PowerPoint, Excel, CSV or ZIP file: "
        "its content begins as none of them."
    ]
    assert not Output.objects.exists()


def test_the_same_file_again_is_a_form_error(client, contributor):
    client.force_login(contributor.user)
    client.post(ADD, filled(**upload()))
    output = Output.objects.get()
    old = output.documents.get()

    response = client.post(
        change(output),
        filled(
            **upload(number=1),
            **{
                "documents-INITIAL_FORMS": 1,
                "documents-0-id": old.pk,
                "documents-0-output": output.pk,
            },
        ),
    )

    assert faults(response) == ["This very file is attached to the output already."]


def test_people_take_their_printed_names_and_places_by_themselves(client, editor):
    person = PersonFactory(name="Sadikshya Bhattarai")
    client.force_login(editor)

    client.post(
        ADD,
        filled(
            **{
                "origin": "partner",
                "credits-TOTAL_FORMS": 3,
                "credits-0-person": person.pk,
                "credits-0-role": "author",
                "credits-1-name": "A. Kharel",
                "credits-1-role": "author",
                "credits-1-order": 1,
                "credits-2-name": "S. Shrestha",
                "credits-2-role": "editor",
            }
        ),
    )

    assert list(Credit.objects.in_order().values_list("role", "order", "name")) == [
        ("author", 1, "A. Kharel"),
        ("author", 2, "Sadikshya Bhattarai"),
        ("editor", 1, "S. Shrestha"),
    ]


def test_two_people_can_change_places(client, editor):
    output = OutputFactory(draft=True)
    first, second = (
        CreditFactory(output=output, name=name, order=order)
        for order, name in ((1, "A. Kharel"), (2, "S. Shrestha"))
    )
    client.force_login(editor)
    rows = {"credits-TOTAL_FORMS": 2, "credits-INITIAL_FORMS": 2}
    for number, (credit, order) in enumerate([(first, 2), (second, 1)]):
        rows |= {
            f"credits-{number}-id": credit.pk,
            f"credits-{number}-output": output.pk,
            f"credits-{number}-name": credit.name,
            f"credits-{number}-role": "author",
            f"credits-{number}-order": order,
        }

    response = client.post(change(output), filled(origin="partner", **rows))

    assert response.status_code == 302
    assert list(output.credits.in_order().values_list("name", "order")) == [
        ("S. Shrestha", 1),
        ("A. Kharel", 2),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"doi": "10.1234/taken"}, "Another output has this DOI."),
        ({"doi": "https://doi.org/10.1234/TAKEN"}, "Another output has this DOI."),
        ({"doi": "not a doi"}, "A DOI looks like 10.1234/abcd, in small letters."),
        ({"language": "English"}, "A language is written as a tag: en, hi, ne, bn, ur, si, ta."),
        (
            {"access": "embargoed", "embargo_until_0": "0001-01-01", "embargo_until_1": "00:00"},
            "An embargo ends between the years 2000 and 2200.",
        ),
        (
            {"access": "embargoed", "embargo_until_0": "9999-12-31", "embargo_until_1": "23:59"},
            "An embargo ends between the years 2000 and 2200.",
        ),
        ({"access": "embargoed"}, "An embargo needs its end, and only an embargo has one."),
        (
            {"issued": "2023-13"},
            "“2023-13” is no date. Write a year (2017), a month (2017-03) or a day (2017-03-24).",
        ),
        (
            {
                "output_institutions-TOTAL_FORMS": 2,
                "output_institutions-0-institution": 0,
                "output_institutions-0-role": "funder",
                "output_institutions-1-institution": 0,
                "output_institutions-1-role": "funder",
            },
            "Please correct the duplicate data for institution and role, which must be unique.",
        ),
    ],
    ids=[
        "doi taken",
        "doi taken, as an address",
        "doi",
        "language",
        "embargo of the year 1",
        "embargo of the year 9999",
        "embargo",
        "date",
        "twins",
    ],
)
def test_what_the_database_would_refuse_is_a_form_error(client, editor, fields, sentence):
    OutputFactory(doi="10.1234/taken")
    institution = InstitutionFactory()
    fields = {key: institution.pk if value == 0 else value for key, value in fields.items()}
    client.force_login(editor)

    response = client.post(ADD, filled(origin="partner", **fields))

    assert response.status_code == 200
    assert sentence in faults(response)


def test_lists_are_typed_as_lines_and_words_and_ticked(client, contributor):
    client.force_login(contributor.user)

    client.post(
        ADD,
        filled(
            key_messages="Fees rise.\n\nWages, too, fall.\n",
            keywords="fees, wages , fees",
            forms=["international", "return"],
            sdgs=["8", "10"],
        ),
    )

    output = Output.objects.get()
    assert output.key_messages == ["Fees rise.", "Wages, too, fall."]
    assert output.keywords == ["fees", "wages"]
    assert (output.forms, output.sdgs) == (["international", "return"], [8, 10])


def test_depositor_is_its_institution_unless_others_are_named(client, contributor):
    funder = InstitutionFactory()
    client.force_login(contributor.user)

    client.post(ADD, filled(title="Alone"))
    named = {
        "output_institutions-TOTAL_FORMS": 1,
        "output_institutions-0-institution": funder.pk,
        "output_institutions-0-role": "funder",
    }
    client.post(ADD, filled(title="Named", **named))

    rows = Output.objects.order_by("title").values_list(
        "output_institutions__institution", "output_institutions__role"
    )
    assert list(rows) == [(contributor.institution_id, "author"), (funder.pk, "funder")]


def test_contributor_adds_a_person_but_does_not_say_where_they_work(client, contributor):
    client.force_login(contributor.user)

    page = client.get("/admin/partners/person/add/").content.decode()

    assert ('name="name"' in page, "affiliations-TOTAL_FORMS" in page) == (True, False)


def test_contributor_downloads_the_own_draft_file(client, contributor):
    output = OutputFactory(draft=True, owner=contributor.institution)
    document = DocumentFactory(output=output)
    client.force_login(contributor.user)

    response = client.get(reverse("admin:research_output_document", args=[document.pk]))

    assert b"".join(response) == document.file.read()
    assert response.headers["Content-Type"] == "application/pdf"


def test_changing_what_is_public_leaves_it_public(client, editor):
    output = OutputFactory(title="Old title", doi="10.1234/kept")
    client.force_login(editor)

    client.post(change(output), filled(title="New title", doi=output.doi, origin="partner"))

    output.refresh_from_db()
    assert (output.title, output.status, output.slug) == ("New title", "published", output.slug)


def test_a_form_opened_before_the_worker_read_does_not_undo_the_reading(client, contributor):
    client.force_login(contributor.user)
    client.post(ADD, filled(**upload()))
    output = Output.objects.get()
    document = output.documents.get()
    documents.read(document.pk)

    client.post(
        change(output),
        filled(
            **{
                "documents-TOTAL_FORMS": 1,
                "documents-INITIAL_FORMS": 1,
                "documents-0-id": document.pk,
                "documents-0-output": output.pk,
                "documents-0-language": "ne",
            }
        ),
    )

    document.refresh_from_db()
    assert (document.state, document.language) == ("read", "ne")
    assert "Text searchable: 2 of 2 pages." in client.get(change(output)).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_asks_a_fixed_number_of_questions(
    client, editor, django_assert_max_num_queries, how_many
):
    for _ in range(how_many):
        OutputFactory(owner=InstitutionFactory())
    client.force_login(editor)
    client.get("/admin/research/output/")

    with django_assert_max_num_queries(12):
        response = client.get("/admin/research/output/")

    assert response.content.decode().count('class="field-type"') == how_many
