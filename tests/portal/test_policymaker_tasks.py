"""What a policymaker comes for, on a telephone, in four clicks or fewer."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("running")]

PHONE = {"width": 390, "height": 844}
MOST_CLICKS = 4


class Thumb:
    """Taps links by their words, sends words to the search box, and counts both."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0
        page.set_viewport_size(PHONE)
        page.goto("/")

    def tap(self, words: str, *, under: str) -> None:
        """The link of these very words under the heading with this id."""
        self.clicks += 1
        section = self.page.locator(f"section[aria-labelledby={under}]")
        section.get_by_role("link", name=words, exact=True).first.click()

    def ask(self, words: str) -> None:
        self.clicks += 1
        box = self.page.locator("main input[type=search]").first
        box.fill(words)
        box.press("Enter")


def test_recommendations_on_fees_for_nepals_government_are_near(page: Page):
    thumb = Thumb(page)

    thumb.tap("Nepal", under="countries")
    thumb.tap("Government at origin", under="recommendations")
    thumb.ask("recruitment fees")

    expect(page.locator(".rec")).to_have_count(5)
    for said in page.locator(".rec").all_inner_texts():
        assert "Government at origin\nNepal" in said
    assert thumb.clicks <= MOST_CLICKS


def test_womens_share_on_a_corridor_and_its_source_are_near(page: Page):
    thumb = Thumb(page)

    thumb.tap("Sri Lanka", under="countries")
    thumb.tap("Sri Lanka to Saudi Arabia", under="corridors-of")

    expect(page.locator("main")).to_contain_text("Women’s share, 2019")
    expect(page.locator("main")).to_contain_text("32 %")
    expect(page.locator("main")).to_contain_text(
        "migrants_by_origin_and_destination_female.csv, row"
    )
    assert thumb.clicks <= MOST_CLICKS
