"""The buttons below an output, from draft to tombstone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from partners.models import Letter
from partners.roles import Role
from research import editorial, tasks
from research.models import Output
from tests.admin.forms import ADD, buttons, change, filled, review, said, upload
from tests.factories import (
    DocumentFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
)

pytestmark = pytest.mark.django_db


def test_nothing_joins_what_is_being_reviewed(client, contributor):
    output = OutputFactory(status="submitted", owner=contributor.institution)
    client.force_login(contributor.user)

    assert client.post(change(output), filled(**upload())).status_code == 403
    client.post(reverse("admin:research_output_delete", args=[output.pk]), {"post": "yes"})
    page = client.get(change(output)).content.decode()

    assert not output.documents.exists()
    assert ("sent for review on" in page, 'type="file"' in page) == (True, False)


def test_nothing_public_is_deleted(client, editor):
    public, draft = OutputFactory(), OutputFactory(draft=True)
    client.force_login(editor)

    for output in (public, draft):
        client.post(reverse("admin:research_output_delete", args=[output.pk]), {"post": "yes"})

    assert list(Output.objects.all()) == [public]


@pytest.mark.parametrize(
    ("role", "status", "wanted"),
    [
        (Role.CONTRIBUTOR, "draft", ["submit"]),
        (Role.CONTRIBUTOR, "submitted", []),
        (Role.CONTRIBUTOR, "returned", ["submit"]),
        (Role.CONTRIBUTOR, "published", []),
        (Role.INSTITUTION_EDITOR, "draft", ["submit"]),
        (Role.INSTITUTION_EDITOR, "submitted", ["approve", "return"]),
        (Role.HUB_EDITOR, "draft", ["submit", "publish", "embargo"]),
        (Role.HUB_EDITOR, "submitted", ["publish", "embargo", "return"]),
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


@pytest.fixture
def submitted(contributor):
    return OutputFactory(
        status="submitted",
        owner=contributor.institution,
        created_by=contributor.user,
        submitted_by=contributor.user,
        themes=["gender-and-migration"],
        url="https://example.org/brief",
    )


def test_comments_beside_fields_are_mailed_and_shown_there(client, contributor, editor, submitted):
    client.force_login(editor)
    client.post(
        review(submitted),
        {"_verb_return": "1", "_comment_issued": " Which month? ", "_comment_people": "Who else?"},
    )

    client.force_login(contributor.user)
    page = client.get(change(submitted)).content.decode()
    beside = re.search(r'id="field-issued">(.*?)id="field-', page, re.S)[1]
    people = page.partition('id="field-people"')[2].partition("</fieldset>")[0]

    assert "Which month?" in beside
    assert "Who else?" in people
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("returned", contributor.user.email)
    assert letter.facts["comments"] == [["issued", "Which month?"], ["people", "Who else?"]]


def test_comment_on_a_field_that_is_none_is_dropped(client, editor, submitted):
    client.force_login(editor)

    client.post(review(submitted), {"_verb_return": "1", "_comment_password": "x"})

    submitted.refresh_from_db()
    assert (submitted.status, submitted.field_comments) == ("submitted", {})


def test_comments_go_when_it_is_published(client, contributor, editor, submitted):
    editorial.return_(submitted, by=editor, comment="", on_fields={"title": "Shorter?"})
    editorial.submit(submitted, by=contributor.user)
    assert submitted.field_comments == {"title": "Shorter?"}

    editorial.publish(submitted, by=editor)

    assert submitted.field_comments == {}


def test_institution_editor_approves_and_the_hub_is_told(client, contributor, editor, submitted):
    own = MembershipFactory(institution=contributor.institution, role=Role.INSTITUTION_EDITOR)
    client.force_login(own.user)

    client.post(review(submitted), {"_verb_approve": "1"})

    submitted.refresh_from_db()
    assert (submitted.status, submitted.approved_by) == ("submitted", own.user)
    assert [letter.to for letter in Letter.objects.all()] == [editor.email]


def test_what_is_sent_waits_for_the_own_editor_first(contributor, editor):
    own = MembershipFactory(institution=contributor.institution, role=Role.INSTITUTION_EDITOR)
    MembershipFactory(role=Role.INSTITUTION_EDITOR)
    output = OutputFactory(draft=True, owner=contributor.institution)

    editorial.submit(output, by=contributor.user)

    assert [letter.to for letter in Letter.objects.all()] == [own.user.email]


def test_what_an_institution_editor_sends_is_approved_by_that(client, editor):
    own = MembershipFactory(role=Role.INSTITUTION_EDITOR)
    output = OutputFactory(draft=True, owner=own.institution)
    client.force_login(own.user)

    client.post(change(output), filled(_verb_submit="1"))

    output.refresh_from_db()
    assert (output.status, output.approved_by) == ("submitted", own.user)
    assert [letter.to for letter in Letter.objects.all()] == [editor.email]


def test_publishing_under_embargo_opens_by_itself(client, editor, submitted):
    document = DocumentFactory(output=submitted)
    file = reverse("research:document", args=[submitted.slug, document.pk, document.filename])
    client.force_login(editor)
    end = timezone.localtime() + timedelta(hours=3)

    client.post(review(submitted), {"_verb_embargo": "1", "_why_embargo": f"{end:%Y-%m-%dT%H:%M}"})
    client.logout()

    submitted.refresh_from_db()
    assert (submitted.status, submitted.access) == ("published", "embargoed")
    assert client.get(submitted.get_absolute_url()).status_code == 200
    assert client.get(file).status_code == 404
    assert Letter.objects.get().facts["until"] == formats.date_format(end, "DATETIME_FORMAT")

    Output.objects.update(embargo_until=timezone.now() - timedelta(minutes=1))
    tasks.lift_embargoes()
    submitted.refresh_from_db()
    assert submitted.access == "open"
    assert client.get(file).status_code == 200


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2001-01-01T10:00", "The end of an embargo lies ahead."),
        ("", "This field is required."),
        ("soon", "Enter a valid date/time."),
    ],
)
def test_embargo_without_an_end_ahead_is_refused_in_words(
    client, editor, submitted, moment, sentence
):
    client.force_login(editor)

    response = client.post(
        review(submitted), {"_verb_embargo": "1", "_why_embargo": moment}, follow=True
    )

    submitted.refresh_from_db()
    assert submitted.status == "submitted"
    assert sentence in said(response)[0]


def test_checks_lead_to_their_fields_and_only_these_block(client, editor):
    output = OutputFactory(draft=True, summary="")
    client.force_login(editor)

    page = client.get(change(output)).content.decode()
    checks = re.findall(r'class="mark (open|wish)".*?href="#field-(\w+)">(.*?)<', page, re.S)

    assert checks == [
        ("open", "themes", "A theme"),
        ("open", "summary", "In brief"),
        ("open", "documents", "A document or a link"),
        ("wish", "licence", "Licence"),
        ("wish", "documents", "Text that can be searched"),
        ("wish", "doi", "An identifier"),
        ("wish", "key_messages", "Key messages"),
    ]
    for _kind, field, _label in checks:
        assert f'id="field-{field}"' in page
