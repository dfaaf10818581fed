"""Each kind of public page, judged in real Chromium on the starter content."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, Request

from tests.portal.conftest import CONTRAST
from tests.portal.running import Portal
from tests.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "themes": "/themes/",
    "theme": "/themes/gender-and-migration/",
    "search": "/search/?q=recruitment+fees&country=np",
    "nothing found": "/search/?q=xyzzy",
    "briefs": "/briefs/",
    "datasets": "/datasets/",
    "learning materials": "/learning-materials/",
    "output with a document": "/outputs/guide-to-the-hub-en/",
    "output of another script": "/outputs/guide-to-the-hub-ur/",
    "recommendations": "/outputs/regional-consultation-internal-migration-asia-report/",
    "external output": "/outputs/no-easy-exit-nepal/",
    "institutions": "/institutions/",
    "institution": "/institutions/rmmru/",
    "people": "/people/",
    "person": "/people/tasneem-siddiqui/",
    "events": "/events/",
    "event": "/events/kathmandu-internal-migration-2022/",
    "country": "/countries/np/",
    "corridor": "/corridors/lk-sa/",
    "register of recommendations": "/recommendations/",
    "evidence map": "/evidence-map/",
    "brief pack": "/brief-pack/?output=guide-to-the-hub-en&output=no-easy-exit-nepal",
    "newsletter": "/newsletter/",
    "contact": "/contact/",
    "alert": "/alerts/new/?q=fees",
    "open data": "/about/data/",
    "projects": "/projects/",
    "project": "/projects/iom-india-data-informed/",
    "practices": "/practices/",
    "practice": "/practices/bandhu-app/",
    "resource centres": "/resource-centres/",
    "resource centre": "/resource-centres/mrc-lahore/",
    "nearest centres": "/resource-centres/?near=sylhet&help=before-departure&country=nowhere",
    "centres to take along": "/resource-centres/bd/list/",
    "correction of a centre": "/resource-centres/mrc-lahore/correct/",
    "practice of a reader": "/practices/propose/",
    "people who know": "/people/?q=recruitment+fees",
    "statistics": "/statistics/",
    "statistics from right to left": "/ur/statistics/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "not found": "/outputs/nothing-like-that/",
    "right to left": "/ur/outputs/guide-to-the-hub-ur/",
    "search from right to left": "/ur/search/?q=recruitment+fees",
    "all outputs": "/search/",
    "all outputs from right to left": "/ur/search/",
    "all outputs in letters of three bytes": "/ta/search/",
    "all values of a facet": "/search/facets/institution/",
}
#: An address in another language than English.
LANGUAGE = re.compile(r"^/(hi|ne|bn|ur|si|ta)/")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: What a page may weigh on a slow line before the reader opens a document, in bytes: half of
#: what the hub allows itself, so that a rich page has room.
HEAVIEST = 50_000
#: The same unpacked, as a telephone has to read it.
HEAVIEST_UNPACKED = 100_000


@pytest.fixture
def phone(chromium: Browser, running: Portal) -> Iterator[Page]:
    wait_for(lambda: not running.rows("SELECT 1 FROM research_document WHERE state = 'waiting'"))
    context = chromium.new_context(
        base_url=running.address,
        viewport={"width": 390, "height": 844},
        # Colours that fade in would be judged half way.
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_fits_a_phone_and_asks_nobody_else(
    phone: Page, running: Portal, name: str
):
    asked: list[Request] = []
    said: list[str] = []
    phone.on("request", lambda request: asked.append(request))
    phone.on("console", lambda message: said.append(message.text))

    answer = phone.goto(PAGES[name], wait_until="networkidle")

    assert answer
    assert answer.status == (404 if name == "not found" else 200)
    assert [request.url for request in asked if not request.url.startswith(running.address)] == []
    assert [words for words in said if "404 (Not Found)" not in words] == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert weight(asked) < HEAVIEST
    assert unpacked(asked) < HEAVIEST_UNPACKED
    assert faults(phone, RULES) == ""
    phone.emulate_media(color_scheme="dark")
    assert faults(phone, CONTRAST) == ""


def faults(page: Page, rules: dict[str, object]) -> str:
    found = Axe().run(page, options=rules)
    return str(found.generate_report()) if found.violations_count else ""


def weight(asked: list[Request]) -> int:
    """What came over the line, packed as browsers ask for it."""
    return sum(request.sizes()["responseBodySize"] for request in asked if request.response())


def unpacked(asked: list[Request]) -> int:
    answers = [answer for request in asked if (answer := request.response())]
    return sum(len(answer.body()) for answer in answers)


def test_reader_is_given_no_cookie(page: Page):
    for address in ("/", "/search/?q=fees", "/outputs/guide-to-the-hub-en/"):
        page.goto(address)

    assert page.context.cookies() == []


def test_every_internal_link_leads_somewhere(page: Page, running: Portal):
    """Follows the links of every kind of page, one step far, one of each kind of question."""
    found: dict[object, str] = {}
    for address in PAGES.values():
        body = page.request.get(address).body()
        for href in html.fromstring(body, base_url=running.address + address).xpath("//a/@href"):
            link = urldefrag(urljoin(running.address + address, href)).url
            if link.startswith(running.address):
                found.setdefault(kind(link), link)

    # The page of what is not there offers itself in the other languages; and what a page
    # leaves out with a notice, the API refuses.
    refused = (PAGES["not found"], "country=nowhere")
    wanted = sorted(link for link in found.values() if not any(bad in link for bad in refused))
    answers = {link: page.request.get(link).status for link in wanted}

    assert len(wanted) > 200
    assert {link: status for link, status in answers.items() if status != 200} == {}


def kind(link: str) -> object:
    """Links alike but for what is asked, or for the language, are served alike."""
    place = urlsplit(link)
    path = LANGUAGE.sub("/", place.path)
    asked = tuple(name for name, _value in parse_qsl(place.query))
    return (path, asked) if asked or path == place.path else path.split("/")[1]
