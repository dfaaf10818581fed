import json
from pathlib import Path

import pytest
from django.core.management import call_command

from research.ingestion.prefill import Source, dates, from_pdf, names, printed


def paper(lines: list[tuple[float, float, str]], info: str = "") -> bytes:
    """A page with lines at a height, in a size."""
    drawing = " ".join(
        f"BT /F1 {size} Tf 72 {height} Td ({text}) Tj ET" for size, height, text in lines
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[4 0 R]/Count 1>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
        "/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
        f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream",
        f"<<{info}>>",
    ]
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    end = (
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    )
    return (body + head + table + end).encode("latin-1")


BRIEF = paper(
    [
        (10, 790, "POLICY BRIEF"),
        (22, 740, "Paying to leave: what recruitment"),
        (22, 714, "costs workers of the hills"),
        (11, 680, "Sita Gurung, A. K. M. Rahman and Nimal Perera"),
        (9, 664, "Institute of Made-up Studies, Kathmandu"),
        (11, 640, "March 2022"),
        (11, 610, "Abstract"),
        *[
            (
                10,
                590 - 14 * n,
                f"Sentence {n} tells what was found about fees and debts of workers.",
            )
            for n in range(6)
        ],
        (10, 490, "Keywords: recruitment; debt; Nepal"),
        (10, 460, "1. Introduction"),
        (10, 440, "doi:10.1234/brief.7  ISBN 978-3-16-148410-0"),
    ],
    info="/Title(Microsoft Word - brief final.doc)/Author(office-2007)",
)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.pdf"
    path.write_bytes(BRIEF)
    return path


def test_a_pdf_fills_the_form_with_what_is_printed(brief):
    found = from_pdf(brief)

    values = {filled.field: filled.value for filled in found.fields}
    people = values.pop("people")
    abstract = values.pop("abstract")
    assert [person.name for person in people] == ["Sita Gurung", "A. K. M. Rahman", "Nimal Perera"]
    assert abstract.startswith("Sentence 0 tells")
    assert values == {
        "type": "policy-brief",
        "title": "Paying to leave: what recruitment costs workers of the hills",
        "language": "en",
        "issued": "2022-03",
        "keywords": ("recruitment", "debt", "Nepal"),
        "doi": "10.1234/brief.7",
        "isbn": ("978-3-16-148410-0",),
    }
    title = found["title"]
    assert (title.source, title.page) == (Source.PRINTED, 1)
    assert title.source_words == "printed on page 1"


def test_prefill_prints_one_json_line_a_file_in_order(brief, tmp_path, capsys):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")

    call_command("prefill", str(brief), str(broken), str(tmp_path / "none.pdf"))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [
        str(brief),
        str(broken),
        str(tmp_path / "none.pdf"),
    ]
    assert lines[0]["fields"]["year"]["value"] == "2022"
    assert lines[0]["fields"]["people"]["value"][0] == "Sita Gurung"
    assert lines[0]["fields"]["title"]["source"] == "printed on page 1"
    assert lines[1]["problem"] == "The file is damaged: it can't be opened as a PDF."
    assert (lines[1]["fields"], lines[2]["fields"]) == ({}, {})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("17 March 2023", ["2023-03-17"]),
        ("Juin 2025", ["2025-06"]),
        ("[19-04-2023]", ["2023-04-19"]),
        ("03/07/2015", ["2015"]),
        ("published online: 18 September 2023", ["2023-09-18"]),
        ("DM-2023-06-07", []),
        ("2010 to 2019", ["2010", "2019"]),
        ("page 20231", []),
    ],
)
def test_dates_in_a_text(text, wanted):
    assert [date.issued for date in dates.dates(text)] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Justus Bogner1,2, Stefan Wagner2 and Alfred Zimmermann1", 3),
        ("Jan Keim · Sophie Corallo · Dominik Fuchß", 3),
        ("Institute of Software Technology, University of Stuttgart", 0),
        ("The costs of recruitment have been rising", 0),
        ("Célestin SIKUBE TAKAMGNO, Ph.D", 1),
        ("Prof. Dr. Ram de Silva", 1),
    ],
)
def test_names_in_a_line(line, wanted):
    assert len(names.named(line)[0]) == wanted


def test_people_in_properties_are_told_in_many_ways():
    assert names.from_property(["Wagner, Gerit; Paré, Guy"]) == ["Gerit Wagner", "Guy Paré"]
    assert names.from_property(["Gerit Wagner, Roman Lukyanenko, and Guy Paré"]) == [
        "Gerit Wagner",
        "Roman Lukyanenko",
        "Guy Paré",
    ]
    assert names.from_property(["office-2007", "python-docx"]) == []


def test_a_list_of_works_does_not_give_its_doi():
    own = printed.doi(["A title\nhttps://doi.org/10.1234/own\nReferences\ndoi:10.9999/other"])

    assert own.value == "10.1234/own"
    assert printed.doi(["A title\nReferences\ndoi:10.9999/other"]) is None


def test_an_isbn_must_add_up():
    assert [seen.value for seen in printed.isbn(["ISBN 978-3-16-148410-0"])] == [
        "978-3-16-148410-0"
    ]
    assert printed.isbn(["ISBN 978-3-16-148410-1"]) == []
