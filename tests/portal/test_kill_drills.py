"""Whatever is killed while an upload is being read: it is read, once, and nothing is lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.portal.paper import long_paper
from tests.portal.running import Portal
from tests.portal.victims import VICTIMS, answers, kill
from tests.waiting import wait_for

pytestmark = pytest.mark.browser


def upload(page: Page, title: str, paper: Path) -> None:
    """Add an output with its file, as its uploader does."""
    page.goto("/admin/research/output/add/?empty=1")
    page.fill("#id_title", title)
    page.select_option("#id_type", "report")
    page.fill("#id_summary", "What it finds, in brief.")
    page.check("text=Gender and migration")
    page.set_input_files("input[type=file]", paper)
    page.click("[name=_continue]")
    page.wait_for_url(re.compile(r"/change/"))


def state(portal: Portal, title: str) -> tuple[str, int | None, int]:
    """The document's state, its page count, and how many pages of text are stored."""
    (row,) = portal.rows(
        "SELECT d.state, d.page_count, count(p.id) FROM research_output o"
        " JOIN research_document d ON d.output_id = o.id"
        " LEFT JOIN research_documentpage p ON p.document_id = d.id"
        " WHERE o.title = %s GROUP BY d.id",
        title,
    )
    return row


def let_the_lease_run_out(portal: Portal, title: str) -> bool:
    """Half a minute passes, for whoever was reading; waiting for it only takes time."""
    portal.rows(
        "UPDATE research_document d SET lease_until = now() FROM research_output o"
        " WHERE o.id = d.output_id AND o.title = %s AND d.state = 'reading' RETURNING d.id",
        title,
    )
    return True


@pytest.mark.parametrize("victim", VICTIMS)
def test_upload_is_read_once_whatever_is_killed_meanwhile(
    victim: str, running: Portal, staff_page: Page, tmp_path: Path
):
    title = f"While the {victim} dies"
    times = 150 + list(VICTIMS).index(victim)  # another file each time
    upload(staff_page, title, long_paper(tmp_path / "long.pdf", times=times))
    wait_for(lambda: state(running, title)[0] == "reading")

    kill(victim, running)
    wait_for(lambda: answers(lambda: let_the_lease_run_out(running, title)))

    wait_for(lambda: answers(lambda: state(running, title)[0] == "read"))
    assert state(running, title) == ("read", 5 * times, 5 * times)
    wait_for(lambda: answers(lambda: staff_page.request.get("/health/ready").ok))
