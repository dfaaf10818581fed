"""A deposit from the dropped PDF to the reader, by three people in a real browser."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.factories.pdf import pdf
from tests.portal.conftest import page_in, sign_in
from tests.portal.running import Portal
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

DEPOSITOR, PASSWORD = "depositor@rmmru.example.org", "a long enough password"
MAKE_DEPOSITOR = f"""
from partners.models import Institution, Membership, User
from partners.roles import Role
user = User.objects.create_user("{DEPOSITOR}", "{PASSWORD}", name="Nasrin")
institute = Institution.objects.get(slug="rmmru")
Membership.objects.create(user=user, institution=institute, role=Role.CONTRIBUTOR)
"""
TITLE = "Debt and departure: what recruitment costs in Tangail"
PAPER = pdf(
    "Debt and departure\n\nNasrin Akter and Selim Reza\n\nWorking Paper 12, March 2024",
    "Households of Tangail paid recruitment fees on credit.\nWomen paid less, and later.",
    "Kartik is the month of departure for bricklayers from Tangail.",
)
WIDTHS = {"phone": 390, "desk": 1280}
#: The field of a date and hour is filled as its browser shows it.
LATER = "2050-01-01T09:00"


def drop(page: Page, name: str, content: bytes) -> None:
    """Let a file fall on the page, as from the desktop."""
    page.evaluate(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name, { type: "application/pdf" }));
            const zone = document.querySelector("[data-drop]");
            zone.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true }));
            zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        [name, list(content)],
    )


def judge(page: Page) -> None:
    """At both widths and in both schemes: nothing sticks out, axe finds nothing."""
    page.wait_for_load_state("load")
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} sticks out at {width}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(200)  # colours of links pass over slowly
            found = Axe().run(page).response["violations"]
            faults = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
            assert faults == [], f"{page.url} at {width}, {scheme}"
    page.emulate_media(color_scheme="light")


def test_a_dropped_paper_is_corrected_returned_mended_and_opens_after_its_embargo(
    page: Page, staff_page: Page, running: Portal, chromium: Browser, request: Any
):
    running.manage("shell", said=MAKE_DEPOSITOR)
    depositor, editor = page, staff_page
    faults: list[str] = []
    for opened in (depositor, editor):
        opened.on("console", lambda said: heard(faults, said))
        opened.on("pageerror", lambda fault: faults.append(str(fault)))

    # The contributor drops the paper and corrects two fields.
    sign_in(depositor, DEPOSITOR, PASSWORD)
    judge(depositor)
    depositor.get_by_role("link", name="Add an output").click()
    judge(depositor)
    drop(depositor, "debt.pdf", PAPER)
    depositor.wait_for_url(re.compile(r"/add/\?upload=\d+$"))
    judge(depositor)
    expect(depositor.get_by_text("Each field that was filled says")).to_be_visible()
    expect(depositor.locator("#field-title .from")).to_contain_text("page 1")
    depositor.fill("#id_title", TITLE)
    depositor.select_option("#id_type", "working-paper")
    depositor.fill("#id_summary", "What 310 households paid, and what the debt did.")
    depositor.check("#id_themes >> text=Drivers of migration")
    depositor.get_by_role("button", name="Save and send for review").click()
    expect(depositor.get_by_text("was sent to the editors for review")).to_be_visible()

    # The editor returns it with a comment beside a field.
    editor.goto("/admin/")
    editor.get_by_role("link", name=TITLE).click()
    judge(editor)
    editor.locator("#field-summary summary").click()
    editor.fill("[name=_comment_summary]", "Say what the debt did.")
    editor.locator(".verbs summary", has_text="Return to the depositor").click()
    editor.fill("#_why_return", "Nearly there.")
    editor.get_by_role("button", name="Return to the depositor").click()
    expect(editor.get_by_text("was returned to its depositor")).to_be_visible()

    # The contributor finds the comment, mends and sends again.
    depositor.goto("/admin/")
    expect(depositor.get_by_role("heading", name="Returned to you")).to_be_visible()
    depositor.get_by_role("link", name=TITLE).click()
    expect(depositor.locator("#field-summary .asked")).to_contain_text("Say what the debt did.")
    judge(depositor)
    wait_for(lambda: state_of(running) == "read")
    expect(depositor.get_by_text("Text searchable: 3 of 3 pages.")).to_be_visible()
    depositor.fill("#id_summary", "The debt drove 310 households to send a second worker.")
    depositor.get_by_role("button", name="Save and send for review").click()

    # The editor looks at the preview and publishes under embargo.
    editor.goto("/admin/")
    editor.get_by_role("link", name=TITLE).click()
    editor.get_by_role("link", name="Preview").click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text(TITLE)
    judge(editor)
    editor.go_back()
    editor.locator(".verbs summary", has_text="Publish under embargo").click()
    editor.fill("#_why_embargo", LATER)
    editor.get_by_role("button", name="Publish under embargo").click()
    expect(editor.get_by_text("its documents open at the end of the embargo")).to_be_visible()

    # Readers see the page, and the file once the time has come.
    with page_in(chromium, running, request) as reader:
        reader.goto(
            running.value(
                "SELECT '/outputs/' || slug || '/' FROM research_output WHERE title = %s", TITLE
            )
        )
        expect(reader.get_by_text("Under embargo until 1 January 2050").first).to_be_visible()
        assert reader.get_by_role("link", name="Read the PDF").count() == 0
        file = running.value(
            "SELECT '/outputs/' || o.slug || '/documents/' || d.id || '/' || d.filename"
            " FROM research_document d JOIN research_output o ON o.id = d.output_id"
            " WHERE o.title = %s",
            TITLE,
        )
        assert reader.request.get(file).status == 404
        let_time_pass(running)
        reader.reload()
        reader.get_by_role("link", name="Read the PDF").wait_for()
        assert reader.request.get(file).body() == PAPER
    running.manage("shell", said="from research import tasks; tasks.lift_embargoes()")
    wait_for(lambda: access_of(running) == "open")
    assert faults == []


def heard(faults: list[str], said: ConsoleMessage) -> None:
    """Faults of our pages; what axe tries on them, and the policy forbids, is not ours."""
    if said.type == "error" and "inline style" not in said.text:
        faults.append(said.text)


def state_of(portal: Portal) -> str:
    return portal.value(
        "SELECT d.state FROM research_document d JOIN research_output o ON o.id = d.output_id"
        " WHERE o.title = %s",
        TITLE,
    )


def access_of(portal: Portal) -> str:
    return portal.value("SELECT access FROM research_output WHERE title = %s", TITLE)


def let_time_pass(portal: Portal) -> None:
    """The end of the embargo comes to us, as we can't go there."""
    portal.rows(
        "UPDATE research_output SET embargo_until = now() - interval '1 minute'"
        " WHERE title = %s RETURNING id",
        TITLE,
    )


def test_form_in_which_nobody_typed_is_not_kept_as_half_filled(
    running: Portal, staff_page: Page
) -> None:
    """The look-up boxes of Django announce a change when the page opens."""
    pk = running.value("SELECT id FROM hub_event ORDER BY id LIMIT 1")
    address = f"/admin/hub/event/{pk}/change/"
    staff_page.goto(address)
    staff_page.wait_for_timeout(2000)  # longer than typing is waited for
    staff_page.goto(address)

    expect(staff_page.get_by_text("half filled")).to_have_count(0)
    staff_page.fill("#id_city", "Pokhara")
    with staff_page.expect_response(lambda answer: answer.request.method == "POST"):
        staff_page.wait_for_timeout(2000)
    staff_page.goto(address)
    expect(staff_page.get_by_text("half filled")).to_have_count(1)
