"""One running portal for all of this folder, and a page in real Chromium.

They end with the folder's last test: a browser keeps an event loop running, in which Django
asks no database.
"""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import mail
from tests.portal.running import EMAIL, PASSWORD, Portal, portal
from tests.waiting import PATIENCE

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's five seconds are too few where two cores run a portal, a browser and more tests.
expect.set_options(timeout=PATIENCE * 1000)

#: What another colour scheme can break.
CONTRAST: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: What the portal may send in a minute: a drill must find time to kill, and not take long.
MAIL_PER_MINUTE = 3000


@pytest.fixture(scope="package")
def mailbox() -> Iterator[mail.Server]:
    """Where the portal's mail goes."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # a line for each line said
    with mail.server() as found:
        yield found


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory, mailbox: mail.Server) -> Iterator[Portal]:
    with portal(
        tmp_path_factory.mktemp("portal") / "data",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=str(mailbox.port),
        MAIL_PER_MINUTE=str(MAIL_PER_MINUTE),
    ) as open_portal:
        yield open_portal


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("HUB_BROWSER_TESTS") == "required":
            pytest.fail("There is no Chromium here, and these tests must not be skipped.")
        pytest.skip("There is no Chromium here.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def page_in(browser: Browser, portal: Portal, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with cookies of its own. A failing test leaves a picture of it."""
    context = browser.new_context(
        base_url=portal.address, viewport={"width": 1280, "height": 900}, locale="en"
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    yield page
    if getattr(request.node, "has_failed", False):
        RESULTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", f"{request.node.name} {request.fixturename}")
        page.screenshot(path=RESULTS / f"{name}.png", full_page=True)
    context.close()


@pytest.fixture
def page(chromium: Browser, running: Portal, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a person nobody knows."""
    with page_in(chromium, running, request) as opened:
        yield opened


@pytest.fixture
def staff_page(
    chromium: Browser, running: Portal, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of the administrator, signed in."""
    with page_in(chromium, running, request) as opened:
        sign_in(opened, EMAIL, PASSWORD)
        yield opened


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.fill("#id_username", email)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    # Not "**/admin/": the address of the sign-in page ends so too, in its ?next=/admin/.
    page.wait_for_url(re.compile(r"^https?://[^/]+/admin/$"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    report = yield
    if report.when == "call" and report.failed:
        item.has_failed = True
    return report
