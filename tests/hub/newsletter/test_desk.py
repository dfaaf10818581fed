"""The editor's desk: an issue from its draft to its counts, and the outbox."""

import re

import pytest
from django.utils import timezone

from hub.models import Delivery, Issue, OutboxMail, Subscriber
from hub.posting import outbox
from partners.roles import Role
from tests.factories import (
    IssueFactory,
    IssueItemFactory,
    MembershipFactory,
    OutputFactory,
    SubscriberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = MembershipFactory(of_the_hub=True, user__email="editor@example.org").user
    client.force_login(user)
    return client


def form_of(issue: Issue, **pressed: str) -> dict[str, object]:
    """What the page of an issue sends, with its rows as they are, and the button pressed."""
    items = list(issue.items.order_by("part", "order", "pk"))
    sent: dict[str, object] = {
        "title": issue.title,
        "slug": issue.slug,
        "rhythm": issue.rhythm,
        "words": issue.words,
        "covers_from_0": "2026-11-01",
        "covers_from_1": "07:00:00",
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": len(items),
        "texts-TOTAL_FORMS": 0,
        "texts-INITIAL_FORMS": 0,
    }
    for number, item in enumerate(items):
        sent |= {
            f"items-{number}-id": item.pk,
            f"items-{number}-issue": issue.pk,
            f"items-{number}-part": item.part,
            f"items-{number}-order": item.order,
            f"items-{number}-output": item.output_id or "",
            f"items-{number}-event": item.event_id or "",
        }
    return sent | pressed


def press(client, issue: Issue, **pressed: str) -> str:
    """The words of the page after pressing."""
    address = f"/admin/hub/issue/{issue.pk}/change/"
    return client.post(address, form_of(issue, **pressed), follow=True).content.decode()


def test_saving_a_new_issue_proposes_what_is_new(editor):
    output = OutputFactory()
    issue = Issue(title="New", slug="new", rhythm="weekly")
    sent = form_of_new(issue)

    editor.post("/admin/hub/issue/add/", sent | {"_continue": "1"})

    assert [item.output for item in Issue.objects.get().items.all()] == [output]


def form_of_new(issue: Issue) -> dict[str, object]:
    return {
        "title": issue.title,
        "slug": issue.slug,
        "rhythm": issue.rhythm,
        "covers_from_0": "2020-01-01",
        "covers_from_1": "07:00:00",
        "items-TOTAL_FORMS": 0,
        "items-INITIAL_FORMS": 0,
        "texts-TOTAL_FORMS": 0,
        "texts-INITIAL_FORMS": 0,
    }


def test_editor_orders_cuts_and_adds_words(editor):
    issue = IssueFactory()
    first, second = IssueItemFactory.create_batch(2, issue=issue)
    pressed = {"items-0-order": "2", "items-1-order": "1", "items-0-is_cut": "on"}

    press(editor, issue, **pressed, **{"items-1-words": "Read this."}, words="Hello.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.order, first.is_cut) == (2, True)
    assert (second.order, second.words) == (1, "Read this.")
    issue.refresh_from_db()
    assert issue.words == "Hello."


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("html/", "<!doctype html>"),
        ("html/?language=ur", 'dir="rtl"'),
        ("text/", "== Research =="),
    ],
)
def test_editor_looks_at_the_mail(editor, path, says):
    issue = IssueItemFactory().issue

    answer = editor.get(f"/admin/hub/issue/{issue.pk}/{path}")

    assert says in answer.content.decode()
    if path.startswith("html"):
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_test_mail_goes_to_one_address_in_the_language_named(editor, mail_server):
    issue = IssueItemFactory(issue__title="New").issue

    said = press(editor, issue, _verb_try="1", _why_try="ur me@example.org")

    assert "A test went to me@example.org." in said
    (message,) = mail_server.messages
    assert message["Subject"] == "[Test] New"
    assert not Delivery.objects.exists()


def test_issue_is_scheduled_sent_stopped_and_resumed(editor, mail_server):
    issue = IssueItemFactory().issue
    SubscriberFactory.create_batch(2)
    state = lambda: Issue.objects.get().state  # noqa: E731

    press(editor, issue, _verb_schedule="1", _why_schedule="2099-01-01T07:00")
    assert state() == "scheduled"
    press(editor, issue, _verb_unschedule="1")
    assert state() == "draft"
    assert "Say when" in press(editor, issue, _verb_schedule="1", _why_schedule="soon")
    assert "being sent to 2 readers" in press(editor, issue, _verb_send="1")
    assert state() == "sending"
    press(editor, issue, _verb_stop="1")
    assert state() == "stopped"
    said = press(editor, issue, _verb_resume="1")
    assert state() == "sending"
    assert re.search(r'data-count="waiting">2<', said)
    counts = editor.get(f"/admin/hub/issue/{issue.pk}/counts/").json()
    assert counts["counts"]["waiting"] == 2


def test_issue_on_its_way_is_not_rewritten(editor):
    issue = IssueFactory(state="sending", started_at=timezone.now(), title="As sent")

    press(editor, issue, title="Rewritten")

    issue.refresh_from_db()
    assert issue.title == "As sent"


def test_page_of_an_issue_says_who_perhaps_got_it_twice(editor):
    issue = IssueFactory(state="sent", started_at=timezone.now())
    Delivery.objects.create(
        issue=issue,
        subscriber=SubscriberFactory(),
        state="sent",
        sent_at=timezone.now(),
        is_perhaps_twice=True,
    )

    page = editor.get(f"/admin/hub/issue/{issue.pk}/change/").content.decode()

    assert "Perhaps got it twice" in page
    assert 'data-count="twice">1<' in page


def test_contributors_see_no_issue_and_no_reader(client):
    client.force_login(MembershipFactory().user)

    for path in ("hub/issue/", "hub/subscriber/", "outbox/"):
        assert client.get(f"/admin/{path}").status_code == 403


def test_administrator_finds_and_erases_a_reader_who_asks_by_letter(client):
    membership = MembershipFactory(of_the_hub=True, role=Role.ADMINISTRATOR)
    client.force_login(membership.user)
    reader = SubscriberFactory(email="asha@example.org")

    assert "asha@example.org" in client.get("/admin/hub/subscriber/?q=asha").content.decode()
    client.post(f"/admin/hub/subscriber/{reader.pk}/delete/", {"post": "yes"})

    assert not Subscriber.objects.exists()


@pytest.fixture
def kept(settings, client) -> OutboxMail:
    """A mail in the outbox, and an administrator who looks at it."""
    settings.EMAIL_BACKEND = "hub.posting.outbox.OutboxBackend"
    client.force_login(UserFactory(is_superuser=True, email="admin@example.org"))
    issue = IssueItemFactory(issue__title="نیا: new").issue
    press(client, issue, _verb_try="1", _why_try="me@example.org")
    return OutboxMail.objects.get()


def test_mail_of_a_hub_without_a_mail_server_is_read_in_the_outbox(kept, client):
    listed = client.get("/admin/outbox/").content.decode()
    shown = client.get(f"/admin/outbox/{kept.pk}/").content.decode()
    html = client.get(f"/admin/outbox/{kept.pk}/html/")
    source = client.get(f"/admin/outbox/{kept.pk}/source/")

    assert "[Test] نیا: new" in listed
    assert "This hub sends no mail" in listed
    assert "List-Unsubscribe" in shown
    assert 'sandbox="allow-popups' in shown
    assert html.content.startswith(b"<!doctype html>")
    assert "sandbox" in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    assert source.content.startswith(b"Content-Type: multipart/alternative")


def test_outbox_finds_a_mail_by_its_address(kept, client):
    assert "نیا" in client.get("/admin/outbox/?to=me@").content.decode()
    assert "نیا" not in client.get("/admin/outbox/?to=other@").content.decode()


def test_outbox_forgets(kept):
    assert outbox.forget_old() == 0
    OutboxMail.objects.update(at=timezone.now() - outbox.KEPT_FOR * 2)
    assert outbox.forget_old() == 1


def test_issue_that_is_not_sent_needs_the_second_factor_too(editor, settings):
    issue = IssueFactory()
    address = issue.get_absolute_url()
    assert editor.get(address).status_code == 200
    settings.SECOND_FACTOR = "everyone"
    assert editor.get(address).status_code == 404
