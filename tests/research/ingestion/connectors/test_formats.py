"""One library in every format that is read, and the ways in which files are broken."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from research.ingestion.connectors import files
from research.ingestion.connectors.entries import Found, Refused

HEADER = ["Title", "Authors", "Year", "Journal", "Volume", "Issue", "Pages", "DOI", "Type"]
ROW = ["Costs of recruitment", "Rahman, Selim; Das, P.", "2019", "Labour Letters", "4", "2",
       "10-21", "10.5555/costs", "Journal Article"]  # fmt: skip
CSV = ",".join(HEADER) + "\n" + ",".join(f'"{cell}"' for cell in ROW) + "\n"
RIS = """TY  - JOUR
TI  - Costs of recruitment
AU  - Rahman, Selim
AU  - Das, P.
PY  - 2019
JO  - Labour Letters
VL  - 4
IS  - 2
SP  - 10
EP  - 21
DO  - https://doi.org/10.5555/COSTS
ER  -
"""
BIBTEX = """@article{rahman,
  title = {Costs of {R}ecruitment}, author = {Rahman, Selim and Das, P.},
  year = 2019, journal = "Labour Letters", volume = 4, number = {2}, pages = {10--21},
  doi = {10.5555/costs}
}"""
REFER = """%0 Journal Article
%T Costs of recruitment
%A Rahman, Selim
%A Das, P.
%D 2019
%J Labour Letters
%V 4
%N 2
%P 10-21
%R 10.5555/costs
"""
XML = """<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style>Rahman, Selim</style></author><author>Das, P.</author>
</authors></contributors><titles><title><style>Costs of recruitment</style></title>
<secondary-title>Labour Letters</secondary-title></titles><volume>4</volume><number>2</number>
<pages>10-21</pages><dates><year>2019</year></dates>
<electronic-resource-num>10.5555/costs</electronic-resource-num></record></records></xml>"""
NBIB = """PMID- 1
TI  - Costs of recruitment.
FAU - Rahman, Selim
AU  - Rahman S
FAU - Das, P
DP  - 2019
JT  - Labour Letters
VI  - 4
IP  - 2
PG  - 10-21
LID - 10.5555/costs [doi]
PT  - Journal Article
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Rahman, S
   Das, P
AF Rahman, Selim
   Das, P.
TI Costs of
   recruitment
SO Labour Letters
VL 4
IS 2
BP 10
EP 21
PY 2019
DI 10.5555/costs
DT Article
ER

EF
"""
CSL = json.dumps([{"type": "article-journal", "title": "Costs of recruitment",
    "author": [{"family": "Rahman", "given": "Selim"}, {"family": "Das", "given": "P."}],
    "issued": {"date-parts": [[2019]]}, "container-title": "Labour Letters", "volume": "4",
    "issue": 2, "page": "10-21", "DOI": "10.5555/costs"}])  # fmt: skip


def xlsx(*rows):
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def records(content):
    data = content if isinstance(content, bytes) else content.encode()
    return list(files.read(data).records)


FORMS = {"csv": CSV, "ris": RIS, "bibtex": BIBTEX, "endnote": REFER, "endnote-xml": XML,
         "nbib": NBIB, "wos": WOS, "json": CSL, "xlsx": xlsx(HEADER, ROW)}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_library_is_the_same_whatever_format_it_is_read_from(form):
    content = FORMS[form]
    reading = files.read(content if isinstance(content, bytes) else content.encode())
    (found,) = reading.records

    assert reading.format == form
    output = found.output
    assert output.title.casefold() == "costs of recruitment"
    assert [(person.name, person.family) for person in output.people] == [
        ("Selim Rahman", "Rahman"),
        ("P. Das", "Das"),
    ]
    assert (output.type, output.issued, output.doi) == ("journal-article", "2019", "10.5555/costs")
    assert (output.container, output.volume, output.journal_number, output.pages) == (
        "Labour Letters", "4", "2", "10–21",
    )  # fmt: skip
    assert found.remarks == ()


@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_cut_and_damaged_files_end_in_records_or_reasons(form, data):
    content = FORMS[form]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    damaged = content[:start] + data.draw(st.text(max_size=5)) + content[end:]

    try:
        readings = records(damaged)
    except files.UnknownFormat:
        return

    assert all(isinstance(reading, Found | Refused) for reading in readings)


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_end_in_records_or_a_reason(data):
    try:
        readings = records(data)
    except files.UnknownFormat:
        return

    assert all(isinstance(reading, Found | Refused) for reading in readings)


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"%PDF-1.7 x", b"PK\x03\x04 no archive", b"Once upon a time", b"\xff\xfe"],
)
def test_file_that_is_no_list_is_refused_with_a_reason(content):
    with pytest.raises(files.UnknownFormat):
        files.read(content)


def test_ris_without_end_with_notes_between_and_one_blank():
    text = "Provider: X\n\n1.\nTY - RPRT\nTI - First\nKW - a\nb\n2.\nTY  - JOUR\nT1  - Second\n"

    found = records(text)

    assert [(entry.line, entry.output.title) for entry in found] == [(4, "First"), (9, "Second")]


def test_ris_line_that_looks_like_a_tag_is_text():
    (found,) = records("TY  - JOUR\nTI  - A\nAB  - One,\nER then two\nER  - \n")
    assert found.output.abstract == "One, ER then two"


def test_ris_without_title_is_refused_at_its_line():
    assert records("TY  - JOUR\nDO  - 10.1/x\nER  - \n") == [
        Refused(1, "title", "", "There is no title.")
    ]


def test_bibtex_entry_with_an_open_brace_costs_only_itself():
    text = "@article{a, title = {Open {\n}\n@article{b,\n title = {Whole}, year = 2001}\n"

    broken, whole = records(text)

    assert isinstance(broken, Refused)
    assert (broken.line, broken.reason) == (1, "A brace or quotation mark is not closed.")
    assert (whole.line, whole.output.title) == (3, "Whole")


def test_bibtex_brace_too_many_loses_no_other_field():
    (found,) = records("@article{a,\n keywords = {x}, y},\n title = {Kept},\n year = {2001},\n}\n")
    assert (found.output.title, found.output.issued) == ("Kept", "2001")


def test_bibtex_knows_strings_joins_and_cross_references():
    text = """@string{ll = {Labour } # "Letters"}
    @inproceedings{a, title={A}, author={{World Bank} and B. Das}, crossref={p}}
    @proceedings{p, title = ll # { 4}, year = 2015}"""

    part, whole = records(text)

    assert (part.output.container, part.output.issued) == ("Labour Letters 4", "2015")
    assert [(p.name, p.is_institution) for p in part.output.people] == [
        ("World Bank", True),
        ("B. Das", False),
    ]
    assert whole.output.title == "Labour Letters 4"


def test_csv_header_may_stand_below_a_heading_and_rows_be_semicolon_parted():
    text = "Exported 2020\n\nItem Title;Author(s);Date of Publication\nA study;Das, P.;May 2020\n"
    (found,) = records(text)
    assert (found.line, found.output.title, found.output.issued) == (4, "A study", "2020-05")


def test_csv_row_with_shifted_cells_is_refused():
    title, shifted = records("Title,Year\nA,2001\nB, and more,2002\n")
    assert title.output.title == "A"
    assert shifted == Refused(
        3, "", "2002",
        "The row has more cells than the header: a comma or quote is misplaced.",
    )  # fmt: skip


def test_csv_of_people_in_columns_of_their_own():
    text = "Title,Author1first,Author1mid,Author1last,Author2first,Author2mid,Author2last\n"
    (found,) = records(text + "A,Priya,K.,Das,NULL,NULL,NULL\n")
    assert [person.name for person in found.output.people] == ["Priya K. Das"]


def test_value_that_is_none_is_left_out_and_told():
    (found,) = records("Title,DOI,ISBN,Language,Year\nA study,DOI 1,ISBN 1,Span,soon\n")
    assert {remark.field: remark.value for remark in found.remarks} == {
        "language": "Span", "issued": "soon", "isbn": "ISBN 1", "doi": "DOI 1",
    }  # fmt: skip


def test_xml_with_entities_is_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY a "aaa">]><xml><record>&a;</record></xml>'
    (refused,) = records(bomb)
    assert isinstance(refused, Refused)
