"""An issue is written once and cut for each reader: what comes of it is the same."""

import re

import pytest

from hub.newsletter import sending
from hub.newsletter.contents import Choice, items_of
from hub.newsletter.pieces import MARK, Pieces
from hub.newsletter.whole import Whole
from hub.posting.leading import LATIN, NASTALIQ, TALL, leading
from tests.factories import EventFactory, IssueFactory, IssueItemFactory, OutputFactory


def marked(text: str) -> Pieces:
    return Pieces.of(re.sub(r"<(/?)(\w*)>", _edge, text))


def _edge(found: re.Match[str]) -> str:
    return f"<!--{MARK}-->" if found[1] else f"<!--{MARK} {found[2]}-->"


def test_pieces_lie_within_others_and_between_them_is_what_all_get():
    text = marked("head <a>A<one>1</one><two>2</two></a> between <b>B</b> foot")

    assert text.only({"a", "one", "two", "b"}) == "head A12 between B foot"
    assert text.only({"a", "two"}) == "head A2 between  foot"
    assert text.only({"one", "b"}) == "head  between B foot"
    assert text.only(()) == "head  between  foot"


def test_edges_that_somebody_wrote_are_text():
    text = marked("<a><!--piece-123 b--> x <!----></a>")

    assert text.only({"a"}) == "<!--piece-123 b--> x <!---->"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ur"])
def test_cut_issue_is_the_one_written_with_these_items_alone(language: str):
    issue = IssueFactory(words="Hello.")
    for part in ("briefs", "briefs", "briefs", "research", "calls"):
        IssueItemFactory(issue=issue, part=part)
    IssueItemFactory(issue=issue, of_event=True)
    items = items_of(issue)
    whole = Whole.of(issue, language, items)

    for some in (items, items[:1], items[1:3], items[3:], items[::2]):
        assert whole.cut(some) == Whole.of(issue, language, some).cut(some)


@pytest.mark.django_db
def test_nothing_of_how_it_is_cut_reaches_a_reader():
    issue = IssueFactory()
    IssueItemFactory(issue=issue)

    letter = sending.preview(issue, Choice("en"))

    assert MARK not in letter.html + letter.text + letter.subject
    assert "0-reader" not in letter.html + letter.text


#: The lines of a plain mail that show how it is laid out.
WORTH_SEEING = {"New this week", "SALAM Knowledge Hub", "", "First", "Second", "Third", "Said."}
WORTH_SEEING |= {"== Policy briefs ==", "== Research ==", "== Events ==", "Fair fees"}


@pytest.mark.django_db
def test_plain_text_reads_as_it_was_laid_out():
    issue = IssueFactory(title="New this week", slug="new")
    event = EventFactory(title="Fair fees", summary="", slug="fees")
    for part, title in (("briefs", "First"), ("briefs", "Second"), ("research", "Third")):
        output = OutputFactory(title=title, slug=title.lower(), summary="Said.", issued="2026")
        IssueItemFactory(issue=issue, part=part, output=output)
    IssueItemFactory(issue=issue, part="events", event=event, output=None)

    text = sending.preview(issue, Choice("en")).text

    head = [line.strip() for line in text.partition("\n--\n")[0].splitlines()]
    shown = [line for line in head if line in WORTH_SEEING]
    assert shown == [
        *("New this week", "SALAM Knowledge Hub", ""),
        *("== Policy briefs ==", "", "First", "Said.", "", "Second", "Said.", ""),
        *("== Research ==", "", "Third", "Said.", ""),
        *("== Events ==", "", "Fair fees"),
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", LATIN), ("fr", LATIN), ("ur", NASTALIQ), ("ne", TALL), ("ta-LK", TALL), ("", LATIN)],
)
def test_lines_stand_apart_as_the_script_needs(language: str, expected: object):
    assert leading(language) == expected


@pytest.mark.django_db
def test_english_work_in_an_urdu_mail_keeps_its_own_line_height():
    issue = IssueFactory(title="New this week")
    IssueItemFactory(issue=issue, output=OutputFactory(title="Wage theft", summary="Much."))
    urdu = OutputFactory(title="اجرت کی چوری", summary="بہت۔", language="ur")
    IssueItemFactory(issue=issue, output=urdu)

    html = sending.preview(issue, Choice("ur")).html

    assert _leading_before("New this week", html) == LATIN.heading
    assert _leading_before("Wage theft", html) == LATIN.title
    assert _leading_before("Much.", html) == LATIN.text
    assert _leading_before("اجرت کی چوری", html) == NASTALIQ.title
    assert _leading_before("بہت۔", html) == NASTALIQ.text


def _leading_before(words: str, html: str) -> str:
    """The line height of the element that the words stand in."""
    body = html[html.index("<body") :]
    return re.findall(r"line-height:\s*([\d.]+)", body[: body.index(f">{words}<")])[-1]
