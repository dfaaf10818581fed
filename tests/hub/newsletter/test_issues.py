"""What stands in an issue, for whom and in which language."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from hub.models import Issue, IssueItem, IssueText
from hub.newsletter import contents, proposing, sending
from hub.newsletter.contents import Choice
from hub.posting.letters import LARGEST
from research.models import Edition, Output, Theme
from tests.factories import (
    EventFactory,
    IssueFactory,
    IssueItemFactory,
    OutputFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db

EVERYTHING = Choice("en")


def titles(issue: Issue, choice: Choice = EVERYTHING) -> list[str]:
    """Of the items whose title stands in the plain text, in its order."""
    letter = sending.preview(issue, choice)
    text = letter.text if letter else ""
    found = [str(item) for item in issue.items.all() if str(item) in text]
    return sorted(found, key=text.index)


def test_new_outputs_events_and_calls_are_proposed_by_theme():
    today = timezone.localdate()
    OutputFactory(title="Old", published_at=timezone.now() - timedelta(days=30))
    OutputFactory(title="Draft", draft=True)
    OutputFactory(title="Guide", type="guide")
    drivers = OutputFactory(title="On drivers", themes=["drivers-of-migration"])
    policies = OutputFactory(title="On policies", themes=["labour-migration-policies"])
    brief = OutputFactory(title="A brief", type="policy-brief")
    event = EventFactory(starts_on=today, ends_on=today)
    EventFactory(starts_on=today - timedelta(days=3), ends_on=today - timedelta(days=2))
    EventFactory(starts_on=today, ends_on=today, state="cancelled")
    call = EventFactory(kind="call", starts_on=today, ends_on=today + timedelta(days=90))
    issue = IssueFactory()

    assert proposing.propose(issue) == 5

    rows = [(item.part, item.output or item.event) for item in issue.items.in_order()]
    assert rows == [
        ("briefs", brief),
        ("research", policies),
        ("research", drivers),
        ("events", event),
        ("calls", call),
    ]


def test_what_was_cut_is_not_proposed_again():
    output = OutputFactory()
    issue = IssueFactory()
    proposing.propose(issue)
    issue.items.update(is_cut=True)

    assert proposing.propose(issue) == 0
    assert titles(issue) == []
    assert issue.items.get().output == output


def test_translation_is_proposed_as_its_work():
    work, translation = OutputFactory(), OutputFactory(language="ur")
    Edition.objects.create(output=translation, of=work, kind="translation")
    issue = IssueFactory()

    proposing.propose(issue)

    assert [item.output for item in issue.items.all()] == [work]


def test_issue_is_drafted_once_a_period():
    OutputFactory()

    assert [issue.rhythm for issue in proposing.draft_due()] == ["weekly", "monthly"]
    assert proposing.draft_due() == []


def test_next_issue_covers_what_came_since_the_last():
    last = IssueFactory(state="sent", started_at=timezone.now() - timedelta(days=6))

    assert proposing.draft("weekly").covers_from == last.started_at


def test_reader_gets_the_themes_and_countries_chosen():
    issue = IssueFactory()
    gender = ["gender-and-migration"]
    for title, themes, countries in (
        ("Gender in Nepal", gender, ["NP"]),
        ("Gender in Pakistan", gender, ["PK"]),
        ("Gender in the region", gender, []),
        ("Drivers in Nepal", ["drivers-of-migration"], ["NP"]),
    ):
        output = OutputFactory(title=title, themes=themes, countries=countries)
        IssueItemFactory(issue=issue, output=output)
    theme = Theme.objects.get(slug="gender-and-migration").pk

    chosen = Choice("en", frozenset([theme]), frozenset(["NP"]))

    assert titles(issue, chosen) == ["Gender in Nepal", "Gender in the region"]
    assert len(titles(issue)) == 4
    assert sending.preview(issue, Choice("en", frozenset([theme]), frozenset(["XX"])))
    assert "Gender and migration and Nepal" in sending.preview(issue, chosen).text


def test_reader_gets_the_edition_in_their_language_where_there_is_one():
    issue = IssueFactory()
    work = OutputFactory(title="Wage theft", summary="In English.")
    urdu = OutputFactory(title="اجرت کی چوری", summary="اردو میں۔", language="ur")
    secret = OutputFactory(title="தமிழ்", language="ta", draft=True)
    for edition in (urdu, secret):
        Edition.objects.create(output=edition, of=work, kind="translation")
    IssueItemFactory(issue=issue, output=work, words="Read this first.")

    in_urdu = sending.preview(issue, Choice("ur"))
    in_tamil = sending.preview(issue, Choice("ta"))

    assert "اجرت کی چوری" in in_urdu.text
    assert f"{settings.HUB_URL}/ur/outputs/{urdu.slug}/" in in_urdu.html
    assert "Read this first." in in_tamil.text
    assert "தமிழ்" not in in_tamil.text


def test_words_of_the_editor_come_in_the_readers_language():
    issue = IssueFactory(title="New this week", words="Hello.")
    IssueText.objects.create(issue=issue, language="ur", title="اس ہفتے", words="سلام")
    IssueItemFactory(issue=issue)

    letters = {language: sending.preview(issue, Choice(language)) for language in ("en", "ur")}

    assert {language: letter.subject for language, letter in letters.items()} == {
        "en": "New this week",
        "ur": "اس ہفتے",
    }
    assert "سلام" in letters["ur"].text


def test_what_was_withdrawn_meanwhile_is_left_out():
    issue = IssueFactory()
    IssueItemFactory(issue=issue, output=OutputFactory(title="Stays"))
    IssueItemFactory(issue=issue, output=OutputFactory(withdrawn=True))

    assert titles(issue) == ["Stays"]


def test_mail_brings_nothing_from_elsewhere_and_tells_nobody_it_was_read():
    issue = IssueFactory()
    IssueItemFactory(issue=issue)

    letter = sending.preview(issue, EVERYTHING)

    assert "<img" not in letter.html
    assert "url(" not in letter.html
    assert 'rel="stylesheet"' not in letter.html
    addresses = {part.partition('"')[0] for part in letter.html.split('href="')[1:]}
    assert all(address.startswith(settings.HUB_URL) for address in addresses)


def test_mail_stays_below_what_gmail_shows():
    issue = IssueFactory()
    for _ in range(60):
        IssueItemFactory(issue=issue, output=OutputFactory(summary="Much was found. " * 60))

    letter = sending.preview(issue, EVERYTHING)

    assert len(letter.html.encode()) < LARGEST
    assert "more stand on the web page of this issue" in letter.text


def test_mail_is_written_for_the_eye_from_the_right_in_urdu():
    issue = IssueFactory()
    IssueItemFactory(issue=issue)

    html = sending.preview(issue, Choice("ur")).html

    assert '<html lang="ur" dir="rtl"' in html
    assert "text-align:right" in html
    assert "prefers-color-scheme: dark" in html


def test_titles_can_bring_no_markup():
    issue = IssueFactory(title="A <b>bold</b> subject", words="<script>")
    IssueItemFactory(issue=issue, output=OutputFactory(title="</mj-text><script>alert(1)"))

    letter = sending.preview(issue, EVERYTHING)

    assert "<script" not in letter.html
    assert "</mj-text><script>alert(1)" in letter.text


@pytest.mark.parametrize("how_many", [1, 3])
def test_issue_asks_a_fixed_number_of_questions(client, how_many, django_assert_num_queries):
    issue = IssueFactory(state="sent", started_at=timezone.now(), title="Sent")
    for _ in range(how_many):
        output = OutputFactory(themes=["gender-and-migration"], countries=["NP"])
        IssueItemFactory(issue=issue, output=output)
        IssueItemFactory(issue=issue, of_event=True)

    with django_assert_num_queries(15):
        page = Page(client.get(f"/newsletter/issues/{issue.slug}/"))

    assert page.texts("h1") == ["Sent"]
    assert len(page.texts("h3")) == 2 * how_many


def test_issue_is_public_once_it_is_sent(client, admin_client):
    issue = IssueFactory()
    IssueItemFactory(issue=issue)

    assert client.get(f"/newsletter/issues/{issue.slug}/").status_code == 404
    assert admin_client.get(f"/newsletter/issues/{issue.slug}/").status_code == 200
    sending.start(issue)
    assert client.get(f"/newsletter/issues/{issue.slug}/").status_code == 200


def test_feed_names_the_issues(client):
    issue = IssueFactory(title="Sent & done")
    IssueItemFactory(issue=issue, output=OutputFactory(title="Wage theft"))
    sending.start(issue)
    IssueFactory(title="A draft")

    feed = client.get("/feeds/newsletter.atom").content.decode()

    assert feed.count("<entry") == 1
    assert "Sent &amp; done" in feed
    assert "Research: Wage theft" in feed


def test_empty_issue_is_not_sent():
    issue = IssueFactory()
    IssueItemFactory(issue=issue, is_cut=True)

    with pytest.raises(sending.NotPossibleNow, match="nothing in this issue"):
        sending.start(issue)
    with pytest.raises(sending.NotPossibleNow, match="nothing in this issue"):
        sending.schedule(issue, at=timezone.now())


def test_item_of_a_deleted_output_goes_with_it():
    item = IssueItemFactory()

    Output.objects.all().delete()

    assert not IssueItem.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize(("language", "direction"), [("sd", "rtl"), ("ur", "rtl"), ("ta", "ltr")])
def test_entry_runs_as_its_language_does(language: str, direction: str):
    entry = contents.Entry("", "", "", "", "", "", "", language)

    assert entry.direction == direction
