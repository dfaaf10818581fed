"""``python -m tools.screenshots ADDRESS``: see the package."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

TARGET = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
#: Colours that text and flat surfaces need; more only make the file larger.
COLOURS = 128
EVENT = "/events/kathmandu-internal-migration-2022/"
Scheme = Literal["light", "dark"]
PHONE, TABLET = 390, 700
#: Above what a picture begins at.
MARGIN = 24


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: as wide as a screen, and as high as is worth looking at."""

    name: str
    width: int
    height: int
    scheme: Scheme = "light"
    #: Where the picture begins: the top, or this element.
    begins_at: str = ""


EVENT_PAGE = Shot("event-programme", TABLET, 1430, begins_at="#programme")
ISSUE_PAGE = Shot("issue-phone", PHONE, 844)
MAILS = (
    Shot("mail-phone", PHONE, 844),
    Shot("mail-light", 640, 900),
    Shot("mail-dark", 640, 900, "dark"),
)


def main(address: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")
    # Asks this program for a database while a browser is open, which Django takes for a loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    slug, mail = _issue()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with _page(browser, EVENT_PAGE) as page:
            page.goto(address + EVENT)
            _take(page, EVENT_PAGE)
        with _page(browser, ISSUE_PAGE) as page:
            page.goto(f"{address}/newsletter/issues/{slug}/")
            _take(page, ISSUE_PAGE)
        for shot in MAILS:
            with _page(browser, shot) as page:
                page.set_content(mail)
                _take(page, shot)
        browser.close()


def _issue() -> tuple[str, str]:
    """The last issue that was sent, or one made for the pictures; its address and its mail."""
    # Imported here, as Django has to be set up before.
    from hub.models import Issue
    from hub.newsletter import proposing, sending
    from hub.newsletter.contents import Choice

    issue = Issue.objects.out().newest_first().first()
    if issue is None:
        issue = proposing.draft("monthly")
        proposing.propose(issue)
        sending.start(issue)
        sending.finish_all()
    mail = sending.preview(issue, Choice("en"))
    if mail is None:
        sys.exit("Nothing of the issue is public.")
    return issue.slug, mail.html


@contextmanager
def _page(browser: Browser, shot: Shot) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme
    )
    yield context.new_page()
    context.close()


def _take(page: Page, shot: Shot) -> None:
    top = 0.0
    if shot.begins_at:
        box = page.locator(shot.begins_at).first.bounding_box()
        top = box["y"] - MARGIN if box else top
    clip = {"x": 0, "y": top, "width": shot.width, "height": shot.height}
    picture = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    path = TARGET / f"{shot.name}.png"
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
