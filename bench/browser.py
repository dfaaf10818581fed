"""What a reader's telephone fetches: bytes and requests of a page, in real Chromium."""

import shutil
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTH, HEIGHT = 390, 844


def seen(address: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Each page by a reader who was never here; nothing where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        found = {name: _fetched(browser, address + path) for name, path in pages.items()}
        browser.close()
    return found


def _fetched(browser: Browser, url: str) -> dict[str, int]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en")
    page = context.new_page()
    sizes: list[float] = []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    context.close()
    return {"requests": len(sizes), "bytes": round(sum(sizes))}
