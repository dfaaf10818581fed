"""What search engines and other programmes are told: sitemap, robots.txt, OpenSearch, security."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree
from protego import Protego

from hub.sitemaps import sections
from tests.factories import CreditFactory, EventFactory, OutputFactory, PersonFactory

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HUB = "http://localhost:8000"
SHARED = Path(os.environ.get("SHARED", Path(__file__).parents[3] / "shared"))


def read(client, address):
    answer = client.get(address.removeprefix(HUB))
    assert answer.status_code == 200, address
    return etree.fromstring(b"".join(answer.streaming_content))


def addresses(root):
    return [element.text for element in root.iter(f"{SITEMAP}loc")]


def test_sitemap_lists_every_page_in_every_language(client):
    output = OutputFactory(slug="one")
    OutputFactory(draft=True, slug="draft")
    OutputFactory(withdrawn=True, slug="withdrawn")
    CreditFactory(output=output, person=PersonFactory(slug="she"))
    PersonFactory(slug="unshown")
    EventFactory(slug="meeting")

    parts = addresses(read(client, "/sitemap.xml"))
    listed = [address for part in parts for address in addresses(read(client, part))]

    assert len(listed) == len(set(listed))
    for path in ("/", "/outputs/one/", "/people/she/", "/events/meeting/", "/about/data/"):
        for prefix in ("", "/hi", "/ne", "/bn", "/ur", "/si", "/ta"):
            assert f"{HUB}{prefix}{path}" in listed
    assert not [address for address in listed if "draft" in address or "withdrawn" in address]
    assert f"{HUB}/people/unshown/" not in listed
    for path in ("/ur/outputs/one/", "/hi/about/data/"):
        assert client.get(path).status_code == 200


def test_page_names_its_other_languages_and_when_it_changed(client):
    output = OutputFactory(slug="one")

    root = read(client, "/sitemap-outputs-1.xml")

    first = root.find(f"{SITEMAP}url")
    languages = {link.get("hreflang"): link.get("href") for link in first.findall(f"{XHTML}link")}
    assert list(languages) == ["en", "hi", "ne", "bn", "ur", "si", "ta", "x-default"]
    assert languages["ur"] == f"{HUB}/ur/outputs/one/"
    changed = datetime.fromisoformat(first.findtext(f"{SITEMAP}lastmod"))
    assert changed == output.updated_at.replace(microsecond=0)


def test_part_ends_where_it_is_full(client, monkeypatch, django_assert_num_queries):
    OutputFactory.create_batch(5)
    monkeypatch.setattr(sections, "PAGES", 2)

    parts = [part for part in addresses(read(client, "/sitemap.xml")) if "outputs" in part]
    with django_assert_num_queries(1):
        listed = addresses(read(client, parts[1]))

    assert parts == [f"{HUB}/sitemap-outputs-{number}.xml" for number in (1, 2, 3)]
    assert len(listed) == 2 * 7
    assert sections.MOST == 10_000
    for nothing in ("outputs-4", "outputs-0", "nothing-1", "pages-2"):
        assert client.get(f"/sitemap-{nothing}.xml").status_code == 404


def test_sitemap_is_valid_by_its_schema(client):
    schemas = SHARED / "schemas"
    if not schemas.exists():
        pytest.skip(f"{schemas} is not here")
    OutputFactory()

    for name, address in (("siteindex", "/sitemap.xml"), ("sitemap", "/sitemap-outputs-1.xml")):
        root = read(client, address)
        for link in root.iter(f"{XHTML}link"):  # of another schema, which is not at hand
            link.getparent().remove(link)
        etree.XMLSchema(file=str(schemas / f"{name}.xsd")).assertValid(root)


def test_robots_keep_out_of_combinations_and_into_pages(client):
    rules = Protego.parse(client.get("/robots.txt").content.decode())

    for path in (
        "/",
        "/outputs/one/",
        "/outputs/one/documents/1/one.pdf",
        "/search/",
        "/briefs/",
        "/hi/people/she/",
        "/themes/gender-and-migration/",
        "/about/data/",
    ):
        assert rules.can_fetch(f"{HUB}{path}", "Googlebot"), path
    for path in (
        "/search/?q=fees",
        "/hi/search/?theme=x&country=NP",
        "/briefs/?country=np",
        "/search/?sort=newest&person=she",
        "/themes/?page=2",
        "/admin/",
        "/api/v1/outputs/",
        "/search.bib?q=fees",
        "/search/suggest?q=a",
        "/ne/search/suggest?q=a",
    ):
        assert not rules.can_fetch(f"{HUB}{path}", "Googlebot"), path
    assert list(rules.sitemaps) == [f"{HUB}/sitemap.xml"]


def test_browsers_may_put_our_search_among_theirs(client):
    answer = client.get("/opensearch.xml")

    root = etree.fromstring(answer.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{space}Url")}
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert len(root.findtext(f"{space}ShortName")) <= 16
    assert templates["text/html"] == f"{HUB}/search/?q={{searchTerms}}"
    for media_type in ("text/html", "application/atom+xml", "application/json"):
        path = templates[media_type].removeprefix(HUB).replace("{searchTerms}", "fees")
        assert client.get(path)["Content-Type"].startswith(media_type)
    assert b'<link rel="search"' in client.get("/").content


def test_who_finds_a_hole_is_told_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@hub.example"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    said = dict(line.split(": ", 1) for line in lines)
    ends = datetime.fromisoformat(said["Expires"])
    assert said["Contact"] == "mailto:security@hub.example"
    assert said["Canonical"] == f"{HUB}/.well-known/security.txt"
    assert timedelta(days=100) < ends - timezone.now() < timedelta(days=365)
