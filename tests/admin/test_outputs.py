import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partners.roles import Role
from research.ingestion import documents
from research.models import Credit, Document, Output, Theme
from tests import broker
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
)
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
ROWS = ("documents", "credits", "output_institutions", "recommendations", "edition_of")


@pytest.fixture
def contributor():
    return MembershipFactory()


@pytest.fixture
def editor():
    return MembershipFactory(of_the_hub=True).user


def filled(**changes: object) -> dict[str, object]:
    """What a browser sends for a small, whole output."""
    form: dict[str, object] = {
        "title": "Recruitment fees in Nepal",
        "type": "report",
        "language": "en",
        "issued": "2023-05",
        "summary": "What it finds in brief.",
        "access": "open",
        "themes": [Theme.objects.get(slug="gender-and-migration").pk],
    }
    for rows in ROWS:
        form |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
    return form | changes


def upload(content: bytes = b"", name: str = "brief.pdf", number: int = 0) -> dict[str, object]:
    file = SimpleUploadedFile(name, content or pdf("Fees", "Wages"), "application/pdf")
    return {"documents-TOTAL_FORMS": number + 1, f"documents-{number}-upload": file}


def change(output: Output) -> str:
    return reverse("admin:research_output_change", args=[output.pk])


def said(response) -> list[str]:
    """What the messages after a redirect say, in plain text."""
    return [
        re.sub("<[^>]+>", " ", str(message)).strip() for message in response.context["messages"]
    ]


def faults(response) -> list[str]:
    text = response.content.decode()
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', text, re.S)
    return [
        re.sub("<[^>]+>", "", fault)
        for one in lists
        for fault in re.findall("<li>(.*?)</li>", one)
    ]


ADD = "/admin/research/output/add/"


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


def test_upload_succeeds_at_once_with_the_broker_down(
    client, contributor, tmp_path, django_capture_on_commit_callbacks
):
    client.force_login(contributor.user)
    began = time.monotonic()

    with broker.dead(tmp_path), django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADD, filled(**upload()))

    assert response.status_code == 302
    assert time.monotonic() - began < 3
    assert Document.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear editor", "The file is no PDF: its content does not begin as one."),
        (b" " + pdf("Fees"), "The file is no PDF: its content does not begin as one."),
    ],
    ids=["letter", "not at byte 0"],
)
def test_an_upload_that_is_no_pdf_is_a_form_error(client, contributor, content, sentence):
    client.force_login(contributor.user)

    response = client.post(ADD, filled(**upload(content)))

    assert response.status_code == 200
    assert faults(response) == [sentence]
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


# Who may


def test_contributor_reaches_nothing_of_another_institution(client, contributor):
    own = OutputFactory(draft=True, owner=contributor.institution, title="Our own draft")
    other = OutputFactory(draft=True, owner=InstitutionFactory(), title="Their draft")
    theirs = DocumentFactory(output=other)
    client.force_login(contributor.user)

    page = client.get("/admin/research/output/").content.decode()
    assert ("Our own draft" in page, "Their draft" in page) == (True, False)
    assert client.get(change(own)).status_code == 200
    assert client.get(change(other)).status_code == 302
    assert client.post(change(other), filled(title="Mine now")).status_code == 302
    assert (
        client.get(reverse("admin:research_output_document", args=[theirs.pk])).status_code == 404
    )
    other.refresh_from_db()
    assert other.title == "Their draft"


def test_contributor_downloads_the_own_draft_file(client, contributor):
    output = OutputFactory(draft=True, owner=contributor.institution)
    document = DocumentFactory(output=output)
    client.force_login(contributor.user)

    response = client.get(reverse("admin:research_output_document", args=[document.pk]))

    assert b"".join(response) == document.file.read()
    assert response.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("role", "status", "code"),
    [
        (Role.CONTRIBUTOR, "draft", 302),
        (Role.CONTRIBUTOR, "submitted", 403),
        (Role.CONTRIBUTOR, "published", 403),
        (Role.INSTITUTION_EDITOR, "submitted", 403),
        (Role.HUB_EDITOR, "submitted", 302),
        (Role.INSTITUTION_EDITOR, "published", 302),
    ],
)
def test_only_editors_change_what_is_public(client, role, status, code):
    institution = InstitutionFactory()
    of_the_hub = role == Role.HUB_EDITOR
    membership = MembershipFactory(role=role, institution=None if of_the_hub else institution)
    output = OutputFactory(status=status, owner=institution)
    client.force_login(membership.user)

    form = filled(title="A new title", origin="partner")
    assert client.post(change(output), form).status_code == code


def test_nothing_joins_what_is_being_reviewed(client, contributor):
    output = OutputFactory(status="submitted", owner=contributor.institution)
    client.force_login(contributor.user)

    assert client.post(change(output), filled(**upload())).status_code == 403
    client.post(reverse("admin:research_output_delete", args=[output.pk]), {"post": "yes"})
    page = client.get(change(output)).content.decode()

    assert not output.documents.exists()
    assert ("sent for review on" in page, 'type="file"' in page) == (True, False)


def test_changing_what_is_public_leaves_it_public(client, editor):
    output = OutputFactory(title="Old title", doi="10.1234/kept")
    client.force_login(editor)

    client.post(change(output), filled(title="New title", doi=output.doi, origin="partner"))

    output.refresh_from_db()
    assert (output.title, output.status, output.slug) == ("New title", "published", output.slug)


def test_nothing_public_is_deleted(client, editor):
    public, draft = OutputFactory(), OutputFactory(draft=True)
    client.force_login(editor)

    for output in (public, draft):
        client.post(reverse("admin:research_output_delete", args=[output.pk]), {"post": "yes"})

    assert list(Output.objects.all()) == [public]


# The buttons


def buttons(response) -> list[str]:
    return re.findall(r'name="_verb_(\w+)"', response.content.decode())


@pytest.mark.parametrize(
    ("role", "status", "wanted"),
    [
        (Role.CONTRIBUTOR, "draft", ["submit"]),
        (Role.CONTRIBUTOR, "submitted", []),
        (Role.CONTRIBUTOR, "returned", ["submit"]),
        (Role.CONTRIBUTOR, "published", []),
        (Role.INSTITUTION_EDITOR, "draft", ["submit"]),
        (Role.HUB_EDITOR, "draft", ["submit", "publish"]),
        (Role.HUB_EDITOR, "submitted", ["publish", "return"]),
        (Role.HUB_EDITOR, "published", ["withdraw"]),
        (Role.ADMINISTRATOR, "published", ["withdraw"]),
    ],
)
def test_each_role_sees_its_buttons(client, role, status, wanted):
    of_the_hub = role in {Role.HUB_EDITOR, Role.ADMINISTRATOR}
    institution = InstitutionFactory()
    membership = MembershipFactory(role=role, institution=None if of_the_hub else institution)
    output = OutputFactory(status=status, owner=institution)
    client.force_login(membership.user)

    assert buttons(client.get(change(output))) == wanted


def test_contributor_submits_and_editor_returns_and_publishes(client, contributor, editor):
    client.force_login(contributor.user)
    client.post(ADD, filled(url="https://example.org/brief", _verb_submit="1"))
    output = Output.objects.get()
    assert output.status == "submitted"

    client.force_login(editor)
    form = filled(url=output.url, origin="partner", owner=contributor.institution_id)
    client.post(change(output), form | {"_verb_return": "1", "_why_return": "Add the year."})
    output.refresh_from_db()
    assert (output.status, output.return_comment) == ("returned", "Add the year.")

    client.force_login(contributor.user)
    assert "Add the year." in client.get(change(output)).content.decode()
    client.post(change(output), filled(url=output.url, _verb_submit="1"))

    client.force_login(editor)
    response = client.post(change(output), form | {"_verb_publish": "1"}, follow=True)
    output.refresh_from_db()
    assert (output.status, output.published_by) == ("published", editor)
    assert "“Recruitment fees in Nepal” is public now." in said(response)


def test_publishing_too_early_saves_and_says_what_is_missing(client, editor):
    output = OutputFactory(draft=True, themes=["gender-and-migration"])
    client.force_login(editor)

    response = client.post(
        change(output),
        filled(summary="", origin="partner", _verb_publish="1"),
        follow=True,
    )

    output.refresh_from_db()
    assert (output.status, output.title) == ("draft", "Recruitment fees in Nepal")
    told = response.context["messages"]
    assert [str(message) for message in told][-2:].count(
        "It was saved, but it can&#x27;t be published yet:"
        "<ul><li>The summary (“in brief”) is missing.</li>"
        "<li>Attach a document, or give a DOI or an address where it can be read.</li></ul>"
    ) == 1


def test_a_button_that_is_not_theirs_does_nothing(client, contributor):
    output = OutputFactory(draft=True, owner=contributor.institution, doi="10.1234/x")
    client.force_login(contributor.user)

    client.post(change(output), filled(doi=output.doi, _verb_publish="1"))

    output.refresh_from_db()
    assert output.status == "draft"


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
    assert "Text searchable: 2 pages." in client.get(change(output)).content.decode()


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
