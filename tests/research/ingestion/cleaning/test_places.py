"""Countries in fields and in text, and RORs."""

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from research.ingestion.cleaning import countries, identifiers


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Nepal", "NP"), ("np", "NP"), ("NPL", "NP"), ("नेपाल", "NP"), ("Népal", "NP"),
        ("Iran (Islamic Republic of)", "IR"), ("Korea, Republic of", "KR"),
        ("Venezuela, Bolivarian Republic of", "VE"), ("Côte d’Ivoire", "CI"), ("UAE", "AE"),
        ("Lao People's Democratic Republic", "LA"), ("Türkiye", "TR"), ("Turkey", "TR"),
        ("Congo, the Democratic Republic of the", "CD"), ("سعودی عرب", "SA"), ("St. Lucia", "LC"),
        ("Worldwide", ""), ("XX", ""), ("EU", ""), ("", ""), ("South Asia", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_by_any_of_its_names(written, code):
    assert countries.code(written) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Labour migration from Nepal to Qatar and the UAE", ("NP", "QA", "AE")),
        ("Bangladeshi women in Jordan", ("BD", "JO")),
        ("South Sudan and Sudan", ("SS", "SD")),
        ("Guinea, Guinea-Bissau, Papua New Guinea", ("GN", "GW", "PG")),
        ("the Democratic Republic of the Congo", ("CD",)),
        ("a turkey on the road from New Mexico to the Indian Ocean", ()),
        ("it is us, not the US", ("US",)),
        ("Romans in Indiana, Nigerians", ()),
        ("नेपालमा र भारतको सीमा", ("NP", "IN")),
        ("বাংলাদেশের শ্রমিক সৌদি আরবে", ("BD", "SA")),
        ("பாகிஸ்தானில் இலங்கையிலிருந்து", ("PK", "LK")),
        ("ශ්‍රී ලංකාවේ", ("LK",)),
        ("پاکستان سے سعودی عرب میں", ("PK", "SA")),
        ("Nepal, Nepal and again Nepal; once Qatar", ("NP", "QA")),
        ("Qatar, then Nepal and Nepal", ("NP", "QA")),
    ],
)  # fmt: skip
def test_countries_are_found_in_text(text, codes):
    assert countries.named(text) == codes


def test_a_list_of_the_world_is_about_no_country():
    names = (
        "Nepal India Pakistan Bangladesh China Japan Kenya Ghana Peru Chile Cuba Fiji Oman Iraq"
    )

    assert countries.named(names.replace(" ", ", ")) == ()


@tried(deadline=None)
@given(st.text())
def test_countries_are_codes(text):
    for code in (*countries.named(text), countries.code(text)):
        assert code == "" or (len(code) == 2 and code.isupper())


@pytest.mark.parametrize(
    ("written", "ror"),
    [
        ("https://ror.org/02mhbdp94", "02mhbdp94"),
        ("ROR: 059V8T736", "059v8t736"),
        ("02mhbdp94", "02mhbdp94"),
        ("02mhbdp95", ""),
        ("0-2mhbdp94", ""),
        ("https://example.org/02mhbdp94", ""),
        ("", ""),
    ],
)
def test_a_ror_has_true_check_digits(written, ror):
    assert identifiers.ror(written) == ror


@given(st.from_regex(r"0[0-9a-z]{6}[0-9]{2}", fullmatch=True), st.integers(1, 98))
def test_of_all_endings_a_ror_may_have_one(bare, more):
    other = f"{bare[:-2]}{(int(bare[-2:]) + more) % 100:02}"

    assert not (identifiers.ror(bare) and identifiers.ror(other)) or bare == other
