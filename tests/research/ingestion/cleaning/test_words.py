"""Dates, languages, licences, encodings, running text and LaTeX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners import partial_dates
from research.ingestion.cleaning import dates, encodings, languages, latex, licences, texts


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2019", "2019"),
        ("2019-05-31", "2019-05-31"),
        ("1948/07//", "1948-07"),
        ("2014//", "2014"),
        ("2014/06/15/", "2014-06-15"),
        ("September  1, 2021", "2021-09-01"),
        ("1st Sept. 2021", "2021-09-01"),
        ("4-8 Aug. 2020", "2020-08"),
        ("2019 May-Jun", "2019-05"),
        ("MAR 1 2022", "2022-03-01"),
        ("juillet 2017", "2017-07"),
        ("20190128", "2019-01-28"),
        ("31/05/2019", "2019-05-31"),
        ("05/31/2019", "2019-05-31"),
        ("03/04/2019", "2019"),
        ("05/2019", "2019-05"),
        ("Spring 2020", "2020"),
        ("c2010", "2010"),
        ("2019-07-260", "2019-07"),
        ("2019-02-30", "2019-02"),
        ("२०१९", "2019"),
        ("২০১৯ মে", "2019-05"),
        ("2077", ""),
        ("888", ""),
        ("forthcoming", ""),
        ("Mon, 05 Oct 2026 08:00:00 +0000", "2026-10-05"),
        ("2019-05-31T23:30:00.000+05:45", "2019-05-31"),
        ("5 May 2019, 10:30 pm GMT", "2019-05-05"),
    ],
)
def test_date_keeps_what_is_certain(written, edtf):
    assert dates.edtf(written) == edtf


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True))
def test_date_is_empty_or_in_the_calendar(text):
    partial_dates.validate(dates.edtf(text))


@pytest.mark.parametrize(
    ("year", "month", "day", "edtf"),
    [("2020", "apr", "", "2020-04"), ("2020", "4", "7", "2020-04-07"), ("2020", "13", "", "2020"),
     ("2022", "MAR 1", "", "2022-03-01"), ("", "apr", "", "")],
)  # fmt: skip
def test_date_is_put_together(year, month, day, edtf):
    assert dates.from_parts(year, month, day) == edtf


@pytest.mark.parametrize(
    ("written", "tag"),
    [("English", "en"), ("eng", "en"), ("German", "de"), ("ger", "de"), ("français", "fr"),
     ("Nepali", "ne"), ("नेपाली", "ne"), ("বাংলা", "bn"), ("Sinhala", "si"), ("en-GB", "en-GB"),
     ("pt_BR", "pt-BR"), ("English; French", "en"), ("jp", ""), ("Span", ""), ("und", "")],
)  # fmt: skip
def test_language_is_a_tag(written, tag):
    assert languages.bcp47(written) == tag


@pytest.mark.parametrize(
    ("written", "spdx"),
    [("CC BY 4.0", "CC-BY-4.0"), ("http://creativecommons.org/licenses/by-nc-nd/3.0/igo/",
     "CC-BY-NC-ND-3.0-IGO"), ("CC-BY", "CC-BY-4.0"), ("CC0 1.0", "CC0-1.0"),
     ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
      "CC-BY-NC-SA-4.0"), ("All rights reserved", ""), ("BY AIR MAIL", ""),
     ("http://www.opendatacommons.org/licenses/by/1.0/", "ODC-By-1.0"),
     ("https://example.org/licenses/by/4.0/", ""), ("Public Domain", "CC-PDM-1.0"),
     ("http://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
     ("Not in the public domain", ""), ("Open Government Licence v3.0", "OGL-UK-3.0")],
)  # fmt: skip
def test_licence_is_spdx(written, spdx):
    assert licences.spdx(written) == spdx


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_text_arrives_whatever_its_encoding(encoding):
    text = "Title,Author\nMigración y género,“Müller”\n".replace("“", '"').replace("”", '"')
    assert encodings.decoded(text.encode(encoding)) == text


def test_windows_letters_within_utf8_are_kept():
    mixed = "Özden; नेपाल; ".encode() + "Müller’s".encode("cp1252")
    assert encodings.decoded(mixed) == "Özden; नेपाल; Müller’s"


@given(st.binary())
def test_any_bytes_are_text(data):
    assert "\0" not in encodings.decoded(data)


@given(st.text(st.characters(blacklist_characters="\0\r\ufeff", blacklist_categories=["Cs"])))
def test_utf8_loses_no_letter(text):
    assert encodings.decoded(text.encode()) in (text, text.encode().decode("utf-16-le", "ignore"))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("  Labour\n  migration ", "Labour migration"),
        ("Wage &amp;amp; theft", "Wage & theft"),
        ("<i>Kafala</i> in H<sub>2</sub>O", "Kafala in H2O"),
        ("<jats:p>Text</jats:p>", "Text"),
        ("p < 0.05 and n > 3", "p < 0.05 and n > 3"),
        ("PublicaÃ§Ã£o CIAT", "Publicação CIAT"),
        ("De\u0301composed zero\u200bwidth", "Décomposed zerowidth"),
    ],
)
def test_line_is_plain(written, plain):
    assert texts.line(written) == plain


def test_title_loses_the_full_stop_of_catalogues():
    assert texts.title("Nest survival after wildfire.") == "Nest survival after wildfire"
    assert texts.title("[Migration and health].") == "Migration and health"
    assert texts.title("Work in the U.S.") == "Work in the U.S."


@given(st.text())
def test_cleaning_twice_changes_nothing_more_than_once(text):
    once = texts.line(texts.line(texts.line(texts.line(text))))
    assert texts.line(once) == once


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"M{\"u}ller", "Müller"), (r"M\"uller", "Müller"), (r"Par{\'{e}}", "Paré"),
        (r"\'{\i}ndice", "índice"), (r"{\O}stfold", "Østfold"), (r"Stra{\ss}e", "Straße"),
        (r"{\c{C}}a{\u{g}}lar", "Çağlar"), (r"R\&D at 5\%", "R&D at 5%"),
        (r"The {UN} of {\em all}", "The UN of all"), (r"pages 3--7", "pages 3–7"),
        (r"$\alpha_1$ decay", "α1 decay"), (r"\href{http://a.b}{here}", "here"),
        (r"A~B", "A B"), (r"http://a.b/\~{}c", "http://a.b/~c"),
    ],
)  # fmt: skip
def test_latex_reads_as_in_print(tex, plain):
    assert latex.plain(tex) == plain


LICENCE = st.sampled_from(
    "CC BY 4.0;cc-by-nc-nd;creativecommons.org/licenses/by-sa/3.0/igo;CC0;public domain;odbl;MIT;"
    "Attribution-NonCommercial Creative Commons 2.5;All rights reserved;OGL-UK-3.0".split(";")
)


@given(LICENCE, st.text(max_size=5))
def test_a_licence_cleaned_twice_is_the_same(known, more):
    once = licences.spdx(f"{known} {more}")

    assert licences.spdx(once) == once


#: Letters that stand for no byte: of the others some look like what was decoded wrongly.
PLAIN = st.characters(exclude_categories=("Cs",)).filter(lambda sign: not "\x80" <= sign <= "\xff")


@given(st.text(alphabet=PLAIN, max_size=60))
def test_a_title_cleaned_twice_is_the_same(text):
    once = texts.line(text)

    assert texts.line(once) == once or "&" in once or "<" in once


@pytest.mark.parametrize(
    "spelt", ["Théorie", "नेपाल", "বাংলা", "ශ්‍රී ලංකා", "Migrants’ rights", "© 2019 été"]
)
@pytest.mark.parametrize("layers", [1, 2])
def test_letters_encoded_more_than_once_are_themselves_again(spelt, layers):
    told = spelt
    for _layer in range(layers):
        told = "".join(
            bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
            for byte in told.encode()
        )

    assert texts.line(told) == spelt
