"""In which language a text probably is, by its script and a few telling words."""

import unicodedata
from collections import Counter

from research.search import analysis

#: Letters looked at; the script of a text shows early.
ENOUGH = 2000
#: A script's language where nothing tells more; any other script is read as English.
BY_SCRIPT = {
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "SINHALA": "si",
    "TAMIL": "ta",
    "ARABIC": "ur",
}
#: Frequent words of Nepali that Hindi lacks, and the other way round. Nepali writes most of
#: its small words as endings.
NEPALI = frozenset("र छ छन् हो हुन् गर्ने गर्न भएको गरेको रहेको पनि लागि यो भन्ने".split())
HINDI = frozenset("है हैं के में की का और से ने को कि यह नहीं लिए गया भी पर".split())
#: Letters of Arabic that Urdu writes otherwise, and of Urdu that Arabic lacks.
ARABIC_ONLY = frozenset("يىكةإ")
URDU_ONLY = frozenset("یکےہںٹڈڑپچگ")


def language_of(text: str) -> str:
    """The language (ISO 639-1) in which ``text`` is best read; English in doubt."""
    text = analysis.normalised(text[:ENOUGH])
    scripts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "").partition(" ")[0]] += times
    script = scripts.most_common(1)[0][0] if scripts else ""
    if script == "DEVANAGARI":
        words = Counter(token.word for token in analysis.tokens(text))
        nepali, hindi = (sum(words[word] for word in known) for known in (NEPALI, HINDI))
        return "ne" if nepali > hindi else "hi"
    if script == "ARABIC":
        letters = Counter(text)
        arabic, urdu = (sum(letters[one] for one in known) for known in (ARABIC_ONLY, URDU_ONLY))
        return "ar" if arabic > urdu else "ur"
    return BY_SCRIPT.get(script, "en")
