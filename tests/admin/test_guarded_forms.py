"""Half-filled forms come back; two editors are told of each other before one overwrites."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partners import drafts
from partners.history.acting import acting
from partners.models import Change, FormDraft
from research.models import Credit, Output, Theme
from tests.admin.forms import ADD, change, filled
from tests.factories import CreditFactory, MembershipFactory, OutputFactory, PersonFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = MembershipFactory(of_the_hub=True, user__name="Asha Rai").user
    client.force_login(user)
    return user


@pytest.fixture
def other():
    return MembershipFactory(of_the_hub=True, user__name="Bina Das").user


def draft_of(output) -> str:
    return reverse("admin:research_output_draft", args=[output.pk if output else "new"])


def value(response, name: str) -> str:
    """What an input or text area of the page holds."""
    html = response.content.decode()
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
    if tag:
        held = re.search(r'value="([^"]*)"', tag.group(0))
        return held.group(1) if held else ""
    return re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*(.*?)</textarea>', html, re.S).group(1)


def opened(client, output, **changes) -> dict:
    """The form as it stands when it is opened, with what was typed over it."""
    seen = value(client.get(change(output)), "_seen")
    themes = list(output.themes.values_list("pk", flat=True))
    stored = {"title": output.title, "summary": output.summary, "themes": themes}
    return filled(origin="partner", type=output.type, _seen=seen, **(stored | changes))


# Half-filled forms


def test_half_filled_form_comes_back_on_request(client, editor):
    kept = client.post(
        draft_of(None), filled(title="Half a ti", summary="", csrfmiddlewaretoken="secret")
    )

    asked = client.get(ADD, {"empty": "1"})
    continued = client.get(ADD, {"draft": "continue"})

    assert kept.json()["said"].startswith("Not saved yet; what you typed is kept")
    assert "You left this form half filled on" in asked.content.decode()
    assert value(asked, "title") == ""
    assert value(continued, "title").strip() == "Half a ti"
    assert "errorlist" not in continued.content.decode()
    assert "secret" not in FormDraft.objects.get().data


def test_half_filled_rows_come_back_too(client, editor):
    output = OutputFactory(themes=["gender-and-migration"])
    stays = CreditFactory(output=output, name="Khan", order=1)
    gone = CreditFactory(output=output, name="Rai", order=2)
    person = PersonFactory(name="New Person")
    typed = filled(title="Other") | {"credits-TOTAL_FORMS": 3, "credits-INITIAL_FORMS": 2}
    for number, (pk, name) in enumerate([(gone.pk, "Rai B."), (stays.pk, "Khan A."), ("", "")]):
        typed |= {f"credits-{number}-id": pk, f"credits-{number}-name": name}
        typed |= {f"credits-{number}-role": "author", f"credits-{number}-order": number + 1}
    typed |= {"credits-2-person": person.pk}
    client.post(draft_of(output), typed)
    gone.delete()

    page = client.get(change(output), {"draft": "continue"})

    assert value(page, "credits-0-name") == "Khan A."
    assert value(page, "credits-0-id") == str(stays.pk)
    assert value(page, "credits-1-name") == "Rai B."
    assert value(page, "credits-1-id") == ""
    assert "New Person" in page.content.decode()


def test_half_filled_form_comes_back_to_nobody_else(client, editor, other):
    """Not to a colleague with the same rights, and not to who may no longer change it."""
    output = OutputFactory(draft=True, owner=MembershipFactory().institution, summary="")
    client.post(draft_of(None), filled(title="Half a ti"))
    client.post(draft_of(output), filled(title="Half", summary="Not for you"))
    client.force_login(other)
    for address in (ADD, change(output)):
        page = client.get(address, {"draft": "continue"}).content.decode()
        assert ("Half a ti" in page, "Not for you" in page) == (False, False)
        assert "You left this form half filled" not in page

    client.force_login(editor)
    editor.memberships.all().delete()
    MembershipFactory(user=editor)
    page = client.get(change(output), {"draft": "continue"})
    assert "Not for you" not in page.content.decode()


def test_half_filled_form_is_gone_once_it_is_saved(client, editor):
    client.post(draft_of(None), filled(title="Half"))

    client.post(ADD, filled(title="Whole", origin="partner"))

    assert Output.objects.get().title == "Whole"
    assert not FormDraft.objects.exists()


def test_half_filled_form_stays_while_the_form_is_refused(client, editor):
    client.post(draft_of(None), filled(title="Half"))

    client.post(ADD, filled(title="", origin="partner"))

    assert FormDraft.objects.count() == 1


def test_half_filled_form_can_be_thrown_away(client, editor):
    client.post(draft_of(None), filled(title="Half"))

    answer = client.post(draft_of(None), {"throw_away": "1"})

    assert (answer.status_code, answer["Location"]) == (302, ADD)
    assert not FormDraft.objects.exists()


def test_half_filled_form_is_ones_own(client, editor, other):
    client.post(draft_of(None), filled(title="Half"))
    client.force_login(other)

    assert "half filled" not in client.get(ADD).content.decode()


def test_half_filled_form_of_what_one_may_not_change_is_refused(client):
    client.force_login(MembershipFactory().user)

    assert client.post(draft_of(OutputFactory()), filled()).status_code == 404
    assert client.get(draft_of(None)).status_code == 403


def test_half_filled_form_keeps_no_password_and_no_flood(editor):
    drafts.keep(editor, "form", "password1=horse&title=x")

    assert FormDraft.objects.get().data == "title=x"
    assert drafts.keep(editor, "form", "title=" + "x" * drafts.LONGEST) is None


def test_half_filled_forms_nobody_came_back_to_are_forgotten(editor):
    drafts.keep(editor, "old", "title=x")
    FormDraft.objects.update(saved_at=timezone.now() - timedelta(days=61))
    drafts.keep(editor, "new", "title=x")

    assert drafts.forget_old() == 1
    assert FormDraft.objects.get().form == "new"


# Two editors


def test_who_else_is_typing_is_told(client, editor, other):
    output = OutputFactory()
    drafts.keep(other, f"research.output:{output.pk}", "title=x")

    page = client.get(change(output)).content.decode()

    assert "Bina Das has been editing this since" in page


def test_second_editor_is_told_and_loses_nothing(client, editor, other):
    output = OutputFactory(title="Fees", summary="Old words.", themes=["gender-and-migration"])
    form = opened(client, output, title="My fees", publisher="Mine")
    with acting(other):
        Output.objects.filter(pk=output.pk).update(title="Her fees", summary="Her words.")

    answer = client.post(change(output), form)

    output.refresh_from_db()
    assert output.title == "Her fees"
    html = answer.content.decode()
    assert "Not saved: somebody changed this record since you opened it." in html
    assert "Bina Das: Changed" in html
    row = re.search(r'<th scope="row">Title</th><td>(.*?)</td><td>(.*?)</td>', html)
    assert row.groups() == ("Her fees", "My fees")
    # What was typed stands; what was not touched is as it is now.
    assert value(answer, "title").strip() == "My fees"
    assert value(answer, "publisher") == "Mine"
    assert value(answer, "summary").strip() == "Her words."


def test_second_editor_who_has_seen_it_may_save(client, editor, other):
    output = OutputFactory(title="Fees", themes=["gender-and-migration"])
    form = opened(client, output, title="My fees")
    with acting(other):
        Output.objects.filter(pk=output.pk).update(title="Her fees")
    told = client.post(change(output), form)

    client.post(change(output), form | {"_seen": value(told, "_seen")})

    output.refresh_from_db()
    assert output.title == "My fees"


def test_lists_that_both_changed_are_told_and_kept(client, editor, other):
    output = OutputFactory(themes=["gender-and-migration"])
    credit = CreditFactory(output=output, name="Khan", order=1)
    form = opened(client, output) | {"credits-TOTAL_FORMS": 2, "credits-INITIAL_FORMS": 1}
    form |= {
        "credits-0-id": credit.pk,
        "credits-0-output": output.pk,
        "credits-0-name": "Khan, A.",
    }
    form |= {"credits-0-role": "author", "credits-0-order": 1}
    form |= {"credits-1-name": "Mine", "credits-1-role": "author", "credits-1-output": output.pk}
    with acting(other):
        Credit.objects.filter(pk=credit.pk).update(name="Khan, B.")

    told = client.post(change(output), form)
    client.post(change(output), form | {"_seen": value(told, "_seen")})

    assert "Khan, B." in told.content.decode()
    assert value(told, "credits-0-name") == "Khan, A."
    assert value(told, "credits-1-name") == "Mine"
    names = output.credits.order_by("order").values_list("name", flat=True)
    assert list(names) == ["Khan, A.", "Mine"]


def test_lists_the_second_editor_left_alone_show_the_new_rows(client, editor, other):
    output = OutputFactory(title="Fees", themes=["gender-and-migration"])
    form = opened(client, output, title="Mine")
    with acting(other):
        CreditFactory(output=output, name="Hers", order=1)
        output.themes.set([Theme.objects.get(slug="drivers-of-migration")])

    told = client.post(change(output), form)

    assert value(told, "credits-0-name") == "Hers"
    drivers = Theme.objects.get(slug="drivers-of-migration").pk
    checked = re.findall(r'name="themes" value="(\d+)"[^>]*checked', told.content.decode())
    assert checked == [str(drivers)]


def test_what_the_form_does_not_write_is_no_conflict(client, editor, other):
    output = OutputFactory(draft=True, title="Fees", themes=["gender-and-migration"])
    form = opened(client, output, title="Mine")
    with acting(other):
        Output.objects.filter(pk=output.pk).update(status="submitted", submitted_at=timezone.now())

    client.post(change(output), form)

    output.refresh_from_db()
    assert (output.title, output.status) == ("Mine", "submitted")


def test_upload_beside_a_conflict_is_asked_for_again(client, editor, other):
    output = OutputFactory(title="Fees", themes=["gender-and-migration"])
    form = opened(client, output, title="Mine")
    form |= {"documents-TOTAL_FORMS": 1}
    form |= {"documents-0-upload": SimpleUploadedFile("a.pdf", pdf("Fees"), "application/pdf")}
    with acting(other):
        Output.objects.filter(pk=output.pk).update(title="Hers")

    told = client.post(change(output), form)

    assert "files have to be chosen again" in told.content.decode()
    assert not output.documents.exists()


def test_form_without_a_number_is_saved_as_ever(client, editor):
    output = OutputFactory(title="Fees", themes=["gender-and-migration"])

    client.post(change(output), filled(title="Mine", origin="partner"))

    output.refresh_from_db()
    assert output.title == "Mine"
    assert Change.objects.newest_first()[0].by == editor
