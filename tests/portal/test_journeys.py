"""Two people at work in a real browser, on the portal as it really runs."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.pdf import pdf
from tests.portal.conftest import sign_in
from tests.portal.running import Portal
from tests.waiting import wait_for

pytestmark = pytest.mark.browser

CONTRIBUTOR, PASSWORD = "contributor@rmmru.example.org", "a long enough password"
MAKE_CONTRIBUTOR = f"""
from partners.models import Institution, Membership, User
from partners.roles import Role
user = User.objects.create_user("{CONTRIBUTOR}", "{PASSWORD}", name="Rina")
institute = Institution.objects.get(slug="rmmru")
Membership.objects.create(user=user, institution=institute, role=Role.CONTRIBUTOR)
"""


def test_reader_comes_from_the_theme_and_from_the_search_to_the_page_that_says_it(
    page: Page, running: Portal
):
    wait_for(
        lambda: running.value("SELECT count(*) FROM research_document WHERE state = 'read'") >= 8
    )

    page.goto("/")
    page.get_by_role("link", name="Gender and migration").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gender and migration")
    page.goto("/")
    page.fill("input[name=q]", "recruitment fees")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=recruitment+fees")
    hit = page.get_by_role("link", name="Found on p. 4").first
    address = hit.get_attribute("href") or ""
    file = page.request.get(address)

    assert address.endswith("guide-to-the-hub-en.pdf#page=4")
    assert file.ok
    assert file.headers["content-type"] == "application/pdf"
    assert file.body().startswith(b"%PDF-")


def test_upload_of_an_institute_is_published_and_found_by_words_of_one_page(
    page: Page, staff_page: Page, running: Portal, tmp_path: Path
):
    running.manage("shell", said=MAKE_CONTRIBUTOR)
    paper = tmp_path / "haor.pdf"
    paper.write_bytes(pdf("First page.", "Second page.", "Fishers of the haor leave in Kartik."))

    sign_in(page, CONTRIBUTOR, PASSWORD)
    page.goto("/admin/research/output/add/?empty=1")
    page.fill("#id_title", "Seasonal work from the wetlands")
    page.select_option("#id_type", "report")
    page.fill("#id_summary", "Who leaves the wetlands, and when.")
    page.check("text=Drivers of migration")
    page.set_input_files("input[type=file]", paper)
    assert page.get_by_role("button", name="Save and publish").count() == 0
    page.get_by_role("button", name="Save and send for review").click()
    expect(page.get_by_text("was sent to the editors for review")).to_be_visible()
    wait_for(lambda: state_of(running, "Seasonal work from the wetlands") == "read")

    editor = staff_page
    editor.goto("/admin/research/output/?q=wetlands")
    editor.get_by_role("link", name="Seasonal work from the wetlands").click()
    editor.get_by_role("button", name="Save and publish").click()
    expect(editor.get_by_text("is public now")).to_be_visible()
    wait_for(lambda: "Found on p. 3" in editor.request.get("/search/?q=haor+kartik").text())


def state_of(portal: Portal, title: str) -> str:
    return portal.value(
        "SELECT d.state FROM research_document d JOIN research_output o ON o.id = d.output_id"
        " WHERE o.title = %s",
        title,
    )


def test_nearest_place_that_advises_before_departure_is_four_clicks_from_home(
    chromium: Browser, running: Portal
):
    context = chromium.new_context(
        base_url=running.address,
        viewport={"width": 390, "height": 844},
        geolocation={"latitude": 24.9, "longitude": 91.87},
        permissions=["geolocation"],
    )
    phone = context.new_page()

    phone.goto("/")
    phone.get_by_role("link", name="26 resource centres").click()
    phone.get_by_label("What you need").select_option("before-departure")
    phone.get_by_label("Country").first.select_option("bd")
    phone.get_by_role("button", name="Find").click()
    expect(phone.locator(".centre h4")).to_have_count(4)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.get_by_role("button", name="Use my location").click()

    first = phone.locator(".nearest-list > li").first
    expect(first).to_contain_text("about 170 km away")
    expect(first).to_contain_text("Migrant Resource Centre Cumilla")
    # Where the reader is stays in the telephone.
    assert asked == []
    context.close()
