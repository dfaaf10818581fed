"""Languages by any of their names, to BCP 47: ``eng``, ``English``, ``anglais`` are ``en``."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

#: In whose words catalogues name languages.
NAMED_IN = ("en", "fr", "de", "es", "pt", "it", "ru", "hi", "ne", "bn", "ur", "si", "ta")
#: Codes that say the language is not one, or not known.
NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx", "root"})
#: What libraries (ISO 639-2/B) and people write that CLDR does not.
ALSO = {
    "fre": "fr", "ger": "de", "chi": "zh", "dut": "nl", "gre": "el", "per": "fa", "ice": "is",
    "mac": "mk", "may": "ms", "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy", "alb": "sq",
    "arm": "hy", "baq": "eu", "bur": "my", "cze": "cs", "geo": "ka", "bangla": "bn",
    "farsi": "fa", "sinhalese": "si", "castilian": "es", "mandarin": "zh", "filipino": "fil",
}  # fmt: skip
TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?$", re.I)


def bcp47(text: str) -> str:
    """The tag of the first language that is named; empty where none is known."""
    for part in re.split(r"[;,/|]| and | & ", text):
        word = part.strip().strip(".").casefold()
        tag = _names().get(word) or _tag(word)
        if tag:
            return tag
    return ""


def _tag(word: str) -> str:
    found = TAG.match(word)
    if not found:
        return ""
    language = _names().get(found[1]) or found[1]
    if language in NO_LANGUAGE or language not in _codes():
        return ""
    script, region = found[2], found[3]
    return "-".join(filter(None, [language, script and script.title(), region and region.upper()]))


@cache
def _codes() -> frozenset[str]:
    codes = map(str, Locale("en").languages)
    return frozenset(code for code in codes if re.fullmatch("[a-z]{2,3}", code))


@cache
def _names() -> dict[str, str]:
    """Every name and three-letter code, to its two- or three-letter tag."""
    names = {code: code for code in _codes() if code not in NO_LANGUAGE}
    for old, new in get_global("language_aliases").items():
        if re.fullmatch("[a-z]{3}", old) and new in names:
            names[old] = new
    for reader in NAMED_IN:
        for code, name in Locale.parse(reader).languages.items():
            if code in _codes() and code not in NO_LANGUAGE:
                names.setdefault(str(name).casefold(), code)
    for code in ("hi", "ne", "bn", "ur", "si", "ta", "ar", "fa", "pa", "ml", "te", "gu", "mr"):
        names.setdefault(str(Locale.parse(code).languages[code]).casefold(), code)
    return {**names, **ALSO}
