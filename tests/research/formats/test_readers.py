"""A thousand of the nastiest records come back equal, through readers nobody here wrote."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares
from lxml import etree

from research.formats import FORMATS, METADATA, Record, citations, records, styles
from research.models import Output
from tests.research.formats.nasty import MANY_AUTHORS, nasty_records

DC = "{http://purl.org/dc/elements/1.1/}"
DATACITE = "{http://datacite.org/schema/kernel-4}"
MODS = "{http://www.loc.gov/mods/v3}"
#: Where ``make clients`` puts what comes from npm.
NODE = Path(sys.prefix) / "node"
MARC = "{http://www.loc.gov/MARC21/slim}"


#: Read once for the whole file.
READ: list[Record] = []


@pytest.fixture
def nasty(db: Any) -> list[Record]:
    if not READ:
        nasty_records()
        READ.extend(records(Output.objects.order_by("pk")))
    return READ


def file(records: list[Record], suffix: str) -> str:
    return "".join(FORMATS[suffix].lines(records))


def saved(records: list[Record], suffix: str, folder: Path) -> Path:
    path = folder / f"nasty-{suffix}.bib"
    path.write_text(file(records, suffix))
    return path


def inverted(name: Any) -> str:
    return name.inverted


def test_records_are_as_nasty_as_they_should_be(nasty: list[Record]) -> None:
    assert len(nasty) == 1_000
    assert max(len(record.names) for record in nasty) == MANY_AUTHORS
    assert max(len(record.title) for record in nasty) > 1_500


def test_bibtex_comes_back_equal_through_bibtexparser(nasty: list[Record]) -> None:
    decoded = middlewares.LatexDecodingMiddleware()

    library = bibtexparser.parse_string(file(nasty, "bib"), append_middleware=[decoded])

    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [record.slug for record in nasty]
    for entry, record in zip(library.entries, nasty, strict=True):
        # The decoder has a circumflex of its own, and eats blanks behind commands.
        assert bare(entry["title"]) == bare(record.full_title)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("ˆ", "^"))


@pytest.mark.parametrize(("suffix", "reader"), [("bib", "bibtex"), ("biblatex", "biblatex")])
def test_bibtex_is_read_by_pandoc(
    nasty: list[Record], tmp_path: Path, suffix: str, reader: str
) -> None:
    path = saved(nasty, suffix, tmp_path)

    read = json.loads(run("pandoc", "-f", reader, "-t", "csljson", str(path)))

    assert [item["id"] for item in read] == [record.slug for record in nasty]
    assert [len(item.get("author", ())) for item in read] == [
        len(record.authors) for record in nasty
    ]


@pytest.mark.parametrize("suffix", ["bib", "biblatex"])
def test_bibtex_is_valid_for_biber(nasty: list[Record], tmp_path: Path, suffix: str) -> None:
    some = nasty[1:151]  # biber takes minutes for thousands of authors
    path = saved(some, suffix, tmp_path)
    into = tmp_path / "read.bib"

    log = run("biber", "--tool", "--validate-datamodel", "-O", str(into), str(path))

    assert into.read_text().count("\n@") + into.read_text().startswith("@") == len(some)
    assert "ERROR -" not in log
    invalid = re.findall(r"Invalid field '(\w+)' for entrytype", log)
    # Old BibTeX has fields that its modern data model would put elsewhere.
    assert suffix == "bib" or invalid == []


def run(program: str, *arguments: str) -> str:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed (make clients)")
    command = [program, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:] + ran.stdout[-2000:]
    return ran.stdout


def test_ris_comes_back_equal_through_rispy(nasty: list[Record]) -> None:
    read = rispy.loads(file(nasty, "ris"))

    assert len(read) == len(nasty)
    for entry, record in zip(read, nasty, strict=True):
        assert entry["id"] == record.slug
        assert entry["title"].strip() == record.full_title
        assert entry.get("authors", []) == list(map(inverted, record.authors))
        assert entry.get("secondary_authors", []) == list(map(inverted, record.editors))
        assert entry.get("year", "") == record.year
        assert entry.get("doi", "") == record.doi


@pytest.mark.parametrize("suffix", ["ris", "json", "bib"])
def test_citation_js_reads_as_many(nasty: list[Record], tmp_path: Path, suffix: str) -> None:
    if not (NODE / "node_modules" / "@citation-js" / "core").is_dir():
        pytest.skip("Citation.js is not installed (make clients)")
    some = nasty[1:151]
    path = tmp_path / f"nasty.{suffix}"
    path.write_text(file(some, suffix), newline="")

    read = json.loads(run("node", str(Path(__file__).with_name("read.cjs")), str(NODE), str(path)))

    assert len(read) == len(some)
    if suffix == "json":
        assert [item["title"] for item in read] == [record.full_title for record in some]


def test_csl_json_comes_back_equal(nasty: list[Record]) -> None:
    read = json.loads(file(nasty, "json"))

    assert [item["title"] for item in read] == [record.full_title for record in nasty]
    for item, record in zip(read, nasty, strict=True):
        names = [name.get("literal") or name["family"] for name in item.get("author", ())]
        assert names == [name.credited if name.is_body else name.family for name in record.authors]


def test_csv_comes_back_equal_and_runs_nothing(nasty: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(file(nasty, "csv").removeprefix("\ufeff"))))

    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [plain(row["title"]) for row in rows] == [plain(record.title) for record in nasty]


def plain(text: str) -> str:
    return text.removeprefix("'")


@pytest.mark.parametrize(
    ("suffix", "path"),
    [
        ("dc", f".//{DC}title"),
        ("xml", f".//{DATACITE}titles/{DATACITE}title"),
        ("mods", f"{MODS}titleInfo/{MODS}title"),
        ("marcxml", f"{MARC}datafield[@tag='245']/{MARC}subfield[@code='a']"),
    ],
)
def test_xml_comes_back_equal_through_lxml(nasty: list[Record], suffix: str, path: str) -> None:
    for record in nasty:
        root = etree.fromstring(METADATA[suffix].write(record).encode())

        title = record.full_title if suffix == "dc" else record.title
        assert root.findtext(path) == title


def test_json_ld_comes_back_equal(nasty: list[Record]) -> None:
    for record in nasty:
        said = json.loads(METADATA["jsonld"].write(record))

        assert said["name"] == record.title
        assert len(said.get("author", ())) == len(record.authors)


def test_no_style_lets_markup_through(nasty: list[Record]) -> None:
    for number, record in enumerate(nasty[1:101]):
        style = list(styles.STYLES)[number % len(styles.STYLES)]
        written = citations.html(record, style)

        assert set(re.findall(r"<[^>]*>", written)) <= {"<i>", "</i>", "<b>", "</b>"}
        assert not re.search("[\uf8e0-\uf8e6]", unescape(written))
