"""Settings of sources, feeds of sites, and lists in files."""

import pytest

from research.ingestion.connectors.entries import Found
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.records import IncomingOutput
from research.ingestion.transport import SourceUnavailable
from tests.research.ingestion.connectors.sources import items, pages, titles
from tests.servers import Asked, Told, serving


def test_every_connector_is_called_by_its_name():
    assert {name: row.name for name, row in CONNECTORS.items()} == {
        name: name
        for name in ("oai-pmh", "openalex", "crossref", "datacite", "orcid", "feed", "file")
    }


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("oai-pmh", {"address": " https://a.example/oai#x ", "until": "2026-01-31T10:00"},
         {"address": "https://a.example/oai", "until": "2026-01-31"}),
        ("openalex", {"ror": "https://ror.org/02mhbdp94, ror.org/059v8t736"},
         {"ror": "02mhbdp94 059v8t736"}),
        ("crossref", {"issn": "03785955", "query": ""}, {"issn": "0378-5955"}),
        ("orcid", {"orcid": "https://orcid.org/0000-0002-1825-0097"},
         {"orcid": "0000-0002-1825-0097"}),
        ("feed", {"address": "http://a.example/feed/", "type": "report"},
         {"address": "http://a.example/feed/", "type": "report"}),
    ],
)  # fmt: skip
def test_settings_are_kept_in_one_form(kind, typed, kept):
    checked = CONNECTORS[kind].checked(typed)

    assert checked.problems == {}
    assert checked.settings == kept


@pytest.mark.parametrize(
    ("kind", "typed", "problems"),
    [
        ("oai-pmh", {}, {"address": "This is needed."}),
        ("oai-pmh", {"address": "ftp://a.example/"},
         {"address": "An address begins with http:// or https://."}),
        ("file", {"address": "https://me:secret@a.example/"},
         {"address": "Names and passwords don't belong into an address."}),
        ("oai-pmh", {"address": "https://a.example/", "format": "pdf"},
         {"format": "It is not one of the choices."}),
        ("openalex", {"ror": "02mhbdp95"},
         {"ror": "“02mhbdp95” is no ROR: https://ror.org/ and nine signs."}),
        ("crossref", {"issn": "0378-5954"}, {"issn": "“0378-5954” is no ISSN: a digit is wrong."}),
        ("crossref", {"prefix": "11.5"},
         {"prefix": "“11.5” is no prefix of DOIs: those begin with 10."}),
        ("openalex", {"published_from": "last year", "query": "x"},
         {"published_from": "A year is needed, as in 2015."}),
        ("openalex", {"published_from": "2015"},
         {"": "At least one of these is needed: ROR of institutions, ISSN of journals or series, "
              "ORCID of people, Words."}),
        ("orcid", {}, {"orcid": "This is needed."}),
        ("oai-pmh", {"address": "https://a.example/", "until": "soon"},
         {"until": "A day is needed, as in 2026-01-31."}),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_said_to_be(kind, typed, problems):
    assert CONNECTORS[kind].checked(typed).problems == problems


# Feeds

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Institute</title>
<language>en-US</language>
<item><title>Fees &amp;amp; wages in Nepal</title><link>https://a.example/fees/</link>
<dc:creator>Sita Rai</dc:creator><pubDate>Mon, 05 Oct 2026 08:00:00 +0000</pubDate>
<category>Recruitment</category><guid isPermaLink="false">https://a.example/?p=7</guid>
<description><![CDATA[<p>Workers pay <b>before</b> they earn. [&hellip;]</p>
<p>The post <a href="x">Fees</a> appeared first on <a href="y">Institute</a>.</p>]]></description>
<enclosure url="https://a.example/fees.pdf" type="application/pdf" length="1"/></item>
<item><description>No title here</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Institute</title>
<entry><id>tag:a.example,2026:7</id><title type="html">&lt;i&gt;Wages&lt;/i&gt;</title>
<link href="/wages"/><author><name>Ram Thapa</name></author><updated>2026-10-05T08:00:00Z</updated>
<published>2026-09-01T08:00:00Z</published><summary>What was paid.</summary></entry>{}</feed>"""


def test_entries_of_rss_are_records(settings):
    with serving(lambda _asked: Told(RSS.encode())) as place:
        settings.SERVICES = {"test": place}
        first, second = items("feed", place, type="policy-brief")

    assert first.identifier == "https://a.example/?p=7"
    assert isinstance(first.read, Found)
    output = first.read.output
    assert output == IncomingOutput(
        title="Fees & wages in Nepal",
        type="policy-brief",
        language="en-US",
        issued="2026-10-05",
        people=output.people,
        abstract="Workers pay before they earn.…",
        keywords=("Recruitment",),
        url="https://a.example/fees/",
        pdf_url="https://a.example/fees.pdf",
        countries=("NP",),
        identifier="https://a.example/?p=7",
    )
    assert [person.name for person in output.people] == ["Sita Rai"]
    assert titles([second]) == ["! There is no title."]


def test_older_entries_of_atom_are_followed_within_the_site(settings):
    def reply(asked: Asked) -> Told:
        if "page=2" in asked.path:
            return Told(
                ATOM.format("").replace("2026:7", "2025:1").replace("Wages", "Old").encode()
            )
        older = '<link rel="next" href="/oai?page=2"/>'
        return Told(ATOM.format(older).encode())

    with serving(reply) as place:
        settings.SERVICES = {"test": place}
        found = pages("feed", place)

    assert [titles(page.items) for page in found] == [["Wages"], ["Old"]]
    (first,) = found[0].items
    assert isinstance(first.read, Found)
    assert first.read.output.url == f"{place}/wages"
    assert first.read.output.issued == "2026-09-01"
    assert first.changed == "2026-10-05T08:00:00Z"


def test_a_feed_is_not_followed_to_another_site(settings):
    away = '<link rel="next" href="https://elsewhere.example/feed"/>'
    with serving(lambda _asked: Told(ATOM.format(away).encode())) as place:
        settings.SERVICES = {"test": place}
        found = pages("feed", place)

    assert [(titles(page.items), page.token) for page in found] == [(["Wages"], "")]


def test_further_pages_of_wordpress_end_where_it_knows_no_more(settings):
    asked: list[str] = []

    def reply(question: Asked) -> Told:
        asked.append(question.path)
        if "paged=3" in question.path:
            return Told(status=404)
        number = len(asked)
        return Told(ATOM.format("").replace("2026:7", f"2026:{number}").encode())

    with serving(reply) as place:
        settings.SERVICES = {"test": place}
        found = items("feed", place, older="wordpress")

    assert asked == ["/oai", "/oai?paged=2", "/oai?paged=3"]
    assert len(found) == 2


@pytest.mark.parametrize("body", ["", "<html><body>Sorry</body></html>", "{}", "plain"])
def test_a_page_is_no_feed(settings, body):
    with serving(lambda _asked: Told(body.encode())) as place:
        settings.SERVICES = {"test": place}
        with pytest.raises(SourceUnavailable, match="no feed"):
            pages("feed", place)


# Lists in files


def test_a_list_is_harvested_like_any_source(settings):
    rows = ["id,title,doi,countries", "7,Fees,10.5555/fees,Nepal; Qatar", "8,,,", ",Wages,,"]
    with serving(lambda _asked: Told("\n".join(rows).encode())) as place:
        settings.SERVICES = {"test": place}
        found = items("file", place)
        again = items("file", place)

    assert titles(found) == ["Fees", "! There is no title.", "Wages"]
    assert [item.identifier for item in found[:1]] == ["7"]
    assert found == again
    assert isinstance(found[0].read, Found)
    assert found[0].read.output.countries == ("NP", "QA")


def test_two_records_of_one_name_stay_two(settings):
    with serving(lambda _asked: Told(b"id,title\n1,One\n1,Two\n")) as place:
        settings.SERVICES = {"test": place}
        found = items("file", place)

    assert [item.identifier for item in found] == ["1", "1#2"]


def test_a_full_last_page_is_the_end_all_the_same(settings):
    rows = "id,title\n" + "".join(f"{n},Paper {n}\n" for n in range(200))
    with serving(lambda _asked: Told(rows.encode())) as place:
        settings.SERVICES = {"test": place}
        found = pages("file", place)

    assert [len(page.items) for page in found] == [100, 100, 0]
    assert [bool(page.token) for page in found] == [True, True, False]


def test_what_is_no_list_is_said_to_be_none(settings):
    with serving(lambda _asked: Told(b"%PDF-1.7")) as place:
        settings.SERVICES = {"test": place}
        with pytest.raises(SourceUnavailable, match="This is a PDF"):
            pages("file", place)
