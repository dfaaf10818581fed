"""The words of a text are the same whether they are looked for one by one or all at once."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from research.search import analysis

#: Letters of our scripts, signs, joiners, digits, emoji and letters beyond the first plane.
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aéßİ ٠۹०९ कर्षः তা சு ශ්‍රී یيكة \u200c\u200d\u00ad\u064b.,-'’…😀𑄇𝔸"),
    )
)


@given(TEXTS, st.sampled_from(("en", "hi", "ne", "bn", "ur", "si", "ta", "ar", "")))
def test_stems_of_a_text_are_those_of_its_tokens(text, language):
    words = [token.word for token in analysis.tokens(analysis.normalised(text))]

    stems = " ".join(filter(None, (analysis.stem(word, language) for word in words)))
    spelt = " ".join(filter(None, map(analysis.folded, words)))

    assert analysis.stems_and_spelt(text, language) == (stems, spelt)
    assert (analysis.stems(text, language), analysis.spelt(text)) == (stems, spelt)


def test_every_letter_mark_and_number_is_part_of_a_word():
    for place in range(sys.maxunicode + 1):
        is_of_a_word = unicodedata.category(chr(place))[0] in "LMN"
        if is_of_a_word and chr(place) not in "\u0640" and analysis.folded(chr(place)):
            assert analysis.stems(chr(place), ""), hex(place)


def test_what_is_kept_of_words_stays_within_its_bound():
    known = analysis.Known(str.upper, bound=3)

    assert [known[letter] for letter in "abcdb"] == list("ABCDB")
    assert len(known) <= 3
