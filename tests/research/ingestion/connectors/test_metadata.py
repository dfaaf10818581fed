"""Formats of metadata: what the hub itself offers is read back, and what others offer."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from research.ingestion.connectors import metadata
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.kinds import output_type
from research.ingestion.connectors.xml_trees import Broken, mended, parsed
from research.ingestion.records import IncomingOutput

SAMPLES = Path(__file__).parents[3] / "samples" / "oai"
#: What every format says of the sample.
ALWAYS = {
    "type": "journal-article", "language": "en", "issued": "2023-05-31",
    "abstract": "First what was asked.\n\nThen what was found.", "publisher": "SALAM",
    "doi": "10.1234/fees.wages", "isbn": ("9783161484100",), "handle": "10986/1234",
    "url": "http://localhost:8000/outputs/fees-and-wages/", "licence": "CC-BY-4.0",
    "countries": ("NP", "QA"), "identifier": "oai:x",
}  # fmt: skip
#: What the richer ones say besides.
RICHLY = {
    "title": "Fees & wages", "subtitle": "A survey in <Nepal>", "series": "Working papers",
    "number": "7", "container": "Journal of Migration", "volume": "12", "journal_number": "3",
    "pages": "45–67", "issn": "1234-5679",
    "pdf_url": "http://localhost:8000/outputs/fees-and-wages/documents/1/fees.pdf",
}  # fmt: skip


def read(xml: str) -> IncomingOutput:
    found = metadata.read(parsed(xml), "oai:x")
    assert isinstance(found, Found), found
    return found.output


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("oai_dc", ALWAYS | {"title": "Fees & wages: A survey in <Nepal>"}),
        ("mods", ALWAYS | RICHLY | {"summary": "Workers pay before they earn."}),
        ("marcxml", ALWAYS | RICHLY | {"summary": "Workers pay before they earn."}),
        ("oai_datacite", ALWAYS | RICHLY | {"rors": ("02mhbdp94",)}),
    ],
)
def test_what_the_hub_offers_is_read_back(name, wanted):
    output = read((SAMPLES / f"{name}.xml").read_text())

    assert {field: getattr(output, field) for field in wanted} == wanted
    assert [person.name for person in output.people][:2] == ["Sita Rai", "राम ढकाल"]


def test_roles_are_told_apart_where_the_format_does():
    output = read((SAMPLES / "mods.xml").read_text())

    assert [(one.name, str(one.role), one.is_institution) for one in output.people] == [
        ("Sita Rai", "author", False),
        ("राम ढकाल", "author", False),
        ("Anna van der Berg", "editor", False),
        ("Selim Raihan", "translator", False),
        ("World Bank", "author", True),
    ]


def dublin_core(elements: str) -> IncomingOutput:
    return read(
        '<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Fees</dc:title>{elements}</dc>'
    )


@pytest.mark.parametrize(
    ("elements", "field", "value"),
    [
        ("<dc:date>2020-02-03T10:00:00Z</dc:date><dc:date>2019-05</dc:date>", "issued", "2019-05"),
        ("<dc:date>2019</dc:date><dc:date>2019-05-31</dc:date>", "issued", "2019-05-31"),
        ("<dc:date>2020-02-03T10:00:00Z</dc:date>", "issued", "2020-02-03"),
        ("<dc:type>Text</dc:type><dc:type>info:eu-repo/semantics/article</dc:type>", "type",
         "journal-article"),
        ("<dc:identifier>https://doi.org/10.5555/ABC</dc:identifier>", "doi", "10.5555/abc"),
        ("<dc:relation>info:eu-repo/semantics/altIdentifier/doi/10.5555/x</dc:relation>", "doi",
         "10.5555/x"),
        ("<dc:identifier>http://hdl.handle.net/10986/12</dc:identifier>", "handle", "10986/12"),
        ("<dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier>", "isbn", ("9783161484100",)),
        ("<dc:identifier>https://a.example/1.pdf</dc:identifier>", "pdf_url",
         "https://a.example/1.pdf"),
        ("<dc:source>Labour Letters; Vol 5 No 2 (2019): Fees; 12-34</dc:source>", "container",
         "Labour Letters"),
        ("<dc:source>Labour Letters; Vol 5 No 2 (2019): Fees; 12-34</dc:source>", "pages",
         "12–34"),
        ("<dc:source>0378-5955</dc:source>", "issn", "0378-5955"),
        ("<dc:relation>Working papers;12/2019</dc:relation>", "number", "12/2019"),
        ("<dc:rights>All rights reserved</dc:rights><dc:rights>"
         "http://creativecommons.org/licenses/by/4.0</dc:rights>", "licence", "CC-BY-4.0"),
        ("<dc:coverage>Kathmandu, Nepal</dc:coverage>", "countries", ("NP",)),
        ("<dc:subject>85.00;85.40</dc:subject><dc:subject>wages</dc:subject>", "keywords",
         ("wages",)),
        ("<dc:description>12 pages</dc:description><dc:description>" + "Fees rose. " * 20
         + "</dc:description>", "abstract", ("Fees rose. " * 20).strip()),
    ],
)  # fmt: skip
def test_dublin_core_is_told_apart(elements, field, value):
    assert getattr(dublin_core(elements), field) == value


def test_contributors_are_authors_where_nobody_else_is():
    alone = dublin_core("<dc:contributor>Rai, Sita</dc:contributor>")
    beside = dublin_core(
        "<dc:creator>Rai, Sita</dc:creator><dc:contributor>Rai, Sita</dc:contributor>"
        "<dc:contributor>Thapa, Ram</dc:contributor>"
    )

    assert [(one.name, str(one.role)) for one in alone.people] == [("Sita Rai", "author")]
    assert [(one.name, str(one.role)) for one in beside.people] == [
        ("Sita Rai", "author"),
        ("Ram Thapa", "contributor"),
    ]


XOAI = """<metadata xmlns="http://www.lyncode.com/xoai"><element name="dc">
<element name="contributor"><element name="author"><element name="none">
<field name="value">Rai, Sita</field><field name="authority">1</field>
</element></element></element>
<element name="title"><element name="en"><field name="value">Fees</field></element></element>
<element name="date"><element name="accessioned"><element name="none">
<field name="value">2022-01-01T00:00:00Z</field></element></element>
<element name="issued"><element name="none"><field name="value">2019</field></element></element>
</element><element name="identifier"><element name="uri"><element name="none">
<field name="value">http://hdl.handle.net/10986/12</field></element></element></element>
<element name="relation"><element name="ispartofseries"><element name="en">
<field name="value">Working papers;7</field></element></element></element></element>
<element name="bundles"><element name="bundle"><field name="name">TEXT</field>
<element name="bitstreams"><element name="bitstream"><field name="format">text/plain</field>
<field name="url">https://a.example/1.pdf.txt</field></element></element></element>
<element name="bundle"><field name="name">ORIGINAL</field><element name="bitstreams">
<element name="bitstream"><field name="format">application/pdf</field>
<field name="url">https://a.example/bitstream/1/download</field></element></element></element>
</element></metadata>"""
DIM = """<dim:dim xmlns:dim="http://www.dspace.org/xmlns/dspace/dim">
<dim:field mdschema="dc" element="title">Fees</dim:field>
<dim:field mdschema="dc" element="contributor" qualifier="author">Rai, Sita</dim:field>
<dim:field mdschema="dc" element="date" qualifier="issued">2019</dim:field>
<dim:field mdschema="dc" element="identifier" qualifier="uri">http://hdl.handle.net/10986/12</dim:field>
<dim:field mdschema="dc" element="relation" qualifier="ispartofseries">Working papers;7</dim:field>
</dim:dim>"""


@pytest.mark.parametrize(
    ("xml", "file"), [(XOAI, "https://a.example/bitstream/1/download"), (DIM, "")]
)
def test_formats_of_dspace_are_read(xml, file):
    output = read(xml)

    assert output == IncomingOutput(
        title="Fees",
        issued="2019",
        people=output.people,
        series="Working papers",
        number="7",
        handle="10986/12",
        url="http://hdl.handle.net/10986/12",
        pdf_url=file,
        identifier="oai:x",
    )
    assert [person.name for person in output.people] == ["Sita Rai"]


def test_the_format_of_arxiv_is_read():
    output = read(
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1003.1</id><created>2010-03-23</created>'
        "<authors><author><keyname>Rai</keyname><forenames>Sita</forenames></author></authors>"
        "<title>Fees</title><journal-ref>Labour Letters 31 (2013) 5-6</journal-ref>"
        "<license>http://creativecommons.org/licenses/by/4.0/</license></arXiv>"
    )

    assert (output.title, output.issued, output.container, output.volume) == (
        "Fees", "2010-03-23", "Labour Letters", "31",
    )  # fmt: skip
    assert (output.licence, output.pdf_url) == ("CC-BY-4.0", "https://arxiv.org/pdf/1003.1")


def test_the_format_of_doaj_is_read():
    output = read(
        '<d:doajArticle xmlns:d="http://doaj.org/features/oai_doaj/1.0/"><d:title>Fees</d:title>'
        "<d:journalTitle>Labour Letters</d:journalTitle><d:issn>0378-5955</d:issn>"
        "<d:publicationDate>2017-04-01</d:publicationDate><d:startPage>1</d:startPage>"
        "<d:endPage>9</d:endPage><d:authors><d:author><d:name>Sita Rai</d:name></d:author>"
        '</d:authors><d:fullTextUrl format="pdf">https://a.example/x</d:fullTextUrl>'
        "</d:doajArticle>"
    )

    assert (output.type, output.container, output.issn, output.pages, output.pdf_url) == (
        "journal-article", "Labour Letters", "0378-5955", "1–9", "https://a.example/x",
    )  # fmt: skip


def test_the_format_of_openaire_is_read():
    output = read(
        '<resource xmlns="http://namespace.openaire.eu/schema/oaire/" '
        'xmlns:datacite="http://datacite.org/schema/kernel-4" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><datacite:titles>'
        "<datacite:title>Fees</datacite:title></datacite:titles><datacite:creators>"
        "<datacite:creator><datacite:creatorName>Rai, Sita</datacite:creatorName>"
        "</datacite:creator></datacite:creators><dc:language>eng</dc:language>"
        '<datacite:date dateType="Issued">2019-05</datacite:date>'
        '<licenseCondition uri="http://creativecommons.org/licenses/by/4.0/">CC</licenseCondition>'
        '<file mimeType="application/pdf">https://a.example/1</file>'
        "<citationTitle>Labour Letters</citationTitle></resource>"
    )

    assert (output.title, output.issued, output.language, output.container) == (
        "Fees", "2019-05", "en", "Labour Letters",
    )  # fmt: skip
    assert (output.licence, output.pdf_url) == ("CC-BY-4.0", "https://a.example/1")
    assert [person.name for person in output.people] == ["Sita Rai"]


def test_the_front_of_an_article_is_read():
    output = read(
        '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" '
        'article-type="research-article" xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta>'
        "<journal-title-group><journal-title>Labour Letters</journal-title></journal-title-group>"
        '<issn pub-type="epub">0378-5955</issn></journal-meta><article-meta>'
        '<article-id pub-id-type="pmid">7</article-id><article-id pub-id-type="doi">10.5555/f'
        "</article-id><title-group><article-title>Fees <italic>and</italic> wages</article-title>"
        '</title-group><contrib-group><contrib contrib-type="author"><name><surname>Rai</surname>'
        "<given-names>Sita</given-names></name></contrib></contrib-group>"
        '<pub-date pub-type="ppub"><year>2020</year></pub-date><pub-date pub-type="epub">'
        "<day>3</day><month>5</month><year>2019</year></pub-date><volume>4</volume>"
        '<permissions><license xlink:href="http://creativecommons.org/licenses/by/4.0/"/>'
        "</permissions><abstract><title>Abstract</title><p>One.</p><p>Two.</p></abstract>"
        "</article-meta></front></article>"
    )

    assert output == IncomingOutput(
        title="Fees and wages",
        type="journal-article",
        language="en",
        issued="2019-05-03",
        people=output.people,
        abstract="One.\n\nTwo.",
        container="Labour Letters",
        volume="4",
        doi="10.5555/f",
        issn="0378-5955",
        licence="CC-BY-4.0",
        identifier="oai:x",
    )
    assert [person.name for person in output.people] == ["Sita Rai"]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("http://purl.org/coar/resource_type/c_6501", "journal-article"),
        ("info:eu-repo/semantics/workingPaper", "working-paper"),
        ("info:eu-repo/semantics/doctoralThesis", "thesis"),
        ("JournalArticle", "journal-article"),
        ("BookChapter", "book-chapter"),
        ("http://purl.org/coar/resource_type/c_0000", ""),
    ],
)
def test_kinds_of_repositories_are_known(word, kind):
    assert output_type(word) == kind


def test_what_wraps_a_known_format_is_looked_into():
    output = read(
        '<mets xmlns="http://www.loc.gov/METS/"><dmdSec><mdWrap><xmlData>'
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Fees</title></titleInfo></mods>'
        "</xmlData></mdWrap></dmdSec></mets>"
    )

    assert output.title == "Fees"


TAGS = st.sampled_from(
    "title creator date identifier name namePart datafield subfield element field titles author "
    "originInfo relatedItem part extent detail resourceType contributors".split()
)
XML = st.recursive(
    st.text(alphabet="a1 é-/:.", max_size=12),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag} type='host' tag='773' name='bundles'>{''.join(parts)}</{tag}>",
        TAGS,
        st.lists(inner, max_size=3),
    ),
    max_leaves=10,
)
ROOTS = (
    '<mods xmlns="http://www.loc.gov/mods/v3">{}</mods>',
    '<record xmlns="http://www.loc.gov/MARC21/slim">{}</record>',
    '<resource xmlns="http://datacite.org/schema/kernel-4">{}</resource>',
    '<metadata xmlns="http://www.lyncode.com/xoai">{}</metadata>',
    '<dim xmlns="http://www.dspace.org/xmlns/dspace/dim">{}</dim>',
    '<arXiv xmlns="http://arxiv.org/OAI/arXiv/">{}</arXiv>',
    '<doajArticle xmlns="http://doaj.org/features/oai_doaj/1.0/">{}</doajArticle>',
    '<dc xmlns="http://purl.org/dc/elements/1.1/">{}</dc>',
    '<article xmlns="http://dtd.nlm.nih.gov/2.0/"><front>{}</front></article>',
)


@tried(deadline=None, max_examples=60)
@given(st.sampled_from(ROOTS), XML)
def test_no_metadata_is_too_odd(root, inside):
    assert isinstance(metadata.read(parsed(root.format(inside)), "oai:x"), Found | Refused)


@tried(deadline=None, max_examples=100)
@given(st.text(alphabet="<>&;abx/:='\" #1", max_size=40))
def test_mending_ends_in_a_tree_or_says_that_it_can_not(text):
    try:
        tag = mended(f"<a>{text}</a>").tag
    except Broken:
        tag = "a"

    assert tag == "a"
