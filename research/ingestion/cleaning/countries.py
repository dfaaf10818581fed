"""Countries by any of their names, and those that a text names, to ISO 3166 alpha-2.

Names are CLDR's in English, French, Spanish and the hub's languages, and what people say
beside them. In Latin script a name counts only with its capital letter: no turkey is a
country. Scripts of South Asia glue endings to names, which count by their beginning.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import regex
from babel import Locale
from babel.core import get_global

NAMED_IN = ("en", "fr", "es", "hi", "ne", "bn", "ur", "si", "ta")
#: What CLDR does not say: other names, parts of a kingdom, and people of the countries
#: between which workers of South Asia move.
ALSO = {
    "AE": "UAE; U.A.E.; Emirati; Emiratis; Dubai; Abu Dhabi",
    "AF": "Afghan; Afghans", "BD": "Bangladeshi; Bangladeshis", "BH": "Bahraini",
    "BO": "Plurinational State of Bolivia", "BN": "Brunei Darussalam",
    "BT": "Bhutanese", "CD": "DRC; DR Congo; Democratic Republic of the Congo; Congo-Kinshasa",
    "CG": "Republic of the Congo", "CI": "Ivory Coast; Cote d'Ivoire",
    "CV": "Cabo Verde; Cape Verde", "CZ": "Czech Republic", "FK": "Falkland Islands",
    "FM": "Micronesia; Federated States of Micronesia",
    "GB": "UK; U.K.; Britain; Great Britain; England; Scotland; Wales; Northern Ireland",
    "IN": "Indian; Indians", "IR": "Islamic Republic of Iran", "JO": "Jordanian",
    "KP": "DPRK; Democratic People's Republic of Korea", "KR": "Republic of Korea",
    "KW": "Kuwaiti", "LA": "Lao PDR; Lao People's Democratic Republic", "LB": "Lebanese",
    "LK": "Sri Lankan; Sri Lankans", "LY": "Libyan Arab Jamahiriya",
    "MD": "Republic of Moldova", "MK": "Macedonia", "MM": "Burma", "MV": "Maldivian; Maldivians",
    "MY": "Malaysian", "NP": "Nepali; Nepalis; Nepalese", "OM": "Omani",
    "PK": "Pakistani; Pakistanis",
    "PS": "Palestine; State of Palestine; Occupied Palestinian Territory; Gaza",
    "QA": "Qatari", "RU": "Russian Federation", "SA": "KSA; Saudi; Saudis", "SG": "Singaporean",
    "SY": "Syrian Arab Republic", "SZ": "Swaziland", "TL": "East Timor", "TR": "Turkey",
    "TZ": "United Republic of Tanzania", "US": "USA; U.S.A.; U.S.; US; United States of America",
    "VA": "Holy See", "VE": "Bolivarian Republic of Venezuela", "VN": "Viet Nam",
}  # fmt: skip
#: What holds the name of a country and is none.
NONE = (
    "New Mexico", "New Jersey", "Gulf of Guinea", "New Guinea", "South China Sea",
    "East China Sea",
    "Indian Ocean", "West Indian", "West Indians", "American Indian", "American Indians",
    "Native Indian", "Gulf of Mexico", "Jordan River", "River Jordan", "Arabian Sea",
    "University of Georgia", "Georgia State", "Georgia Tech", "Sea of Japan", "New England",
    "New South Wales", "Chad Basin", "Lake Chad", "Little India", "East India Company",
)  # fmt: skip
#: A word in Latin letters that may begin a name, or one in another script.
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’.][A-Za-zÀ-ɏ]+)*\.?")
OTHER_WORD = regex.compile(r"[\p{L}\p{M}--\p{Latin}]+", regex.V1)
#: Signs without width, which some write and some don't; and what ends a bare consonant,
#: which gives way to an ending.
UNSEEN = dict.fromkeys(map(ord, "\u200c\u200d"))
BARE = "\u094d\u09cd\u0bcd\u0dca"
#: So many words a name in another script has at most.
LONGEST_ELSEWHERE = 3
#: Of a name in another script so much must be there for its beginning to count.
SHORTEST_BEGINNING = 3
#: A text that names more is a list of the world.
MOST = 12


def code(name: str) -> str:
    """The country that a field names or codes; empty where it is none."""
    plain = " ".join(name.split()).strip(" .")
    if re.fullmatch(r"[A-Za-z]{2}", plain):
        return plain.upper() if plain.upper() in _codes() else ""
    if re.fullmatch(r"[A-Z]{3}", plain) and (known := _alpha3().get(plain)):
        return known
    return _called().get(_key(plain), "") or _called().get(_key(_turned(plain)), "")


def named(text: str) -> tuple[str, ...]:
    """Countries that a text names, the most often named first; none where it is a list of many."""
    counted = Counter(_named(text))
    if len(counted) > MOST:
        return ()
    return tuple(known for known, _times in counted.most_common())


def _named(text: str) -> Iterator[str]:
    words = LATIN_WORD.findall(text)
    place = 0
    while place < len(words):
        known, length = _at(words, place)
        if known:
            yield known
        place += length
    if not text.isascii():
        yield from _elsewhere(OTHER_WORD.findall(text.translate(UNSEEN)))


def _at(words: list[str], place: int) -> tuple[str, int]:
    """The country whose name begins at a word, and how many words are passed."""
    first = words[place]
    if not first[0].isupper():
        return "", 1
    longest = _longest().get(_key(first), 0)
    for length in range(min(longest, len(words) - place), 0, -1):
        name = _key(" ".join(words[place : place + length]))
        if name in _called():
            return _called()[name], length
    return "", 1


def _elsewhere(words: list[str]) -> Iterator[str]:
    place = 0
    while place < len(words):
        for length in range(min(LONGEST_ELSEWHERE, len(words) - place), 0, -1):
            before = sum(map(len, words[place : place + length - 1])) + length - 1
            if known := _beginning(" ".join(words[place : place + length]), before):
                yield known
                place += length - 1
                break
        place += 1


def _beginning(words: str, before: int) -> str:
    """The country of a name that reaches into the last word, which stands behind ``before``."""
    for end in range(len(words), max(SHORTEST_BEGINNING - 1, before), -1):
        if known := _called_elsewhere().get(words[:end].rstrip(BARE)):
            return known
    return ""


def _key(name: str) -> str:
    plain = name.replace("’", "'").replace("-", " ").strip(" .'")
    # "US" is a country, and "us" is we.
    return plain if plain.isupper() and len(plain) < 4 else plain.casefold()


def _turned(name: str) -> str:
    """``Korea, Republic of`` and ``Iran (Islamic Republic of)`` the right way round."""
    found = re.fullmatch(r"([^,(]+)[,(]\s*([^)]+)\)?", name)
    return f"{found[2].strip().removeprefix('the ')} {found[1].strip()}" if found else name


@cache
def _codes() -> frozenset[str]:
    return frozenset(
        str(known)
        for known in Locale("en").territories
        if re.fullmatch("[A-Z]{2}", str(known)) and str(known) not in NO_COUNTRY
    )


#: Codes of CLDR that stand for no country.
NO_COUNTRY = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
)


@cache
def _alpha3() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    return {
        str(three): str(twos[0])
        for three, twos in aliases.items()
        if re.fullmatch("[A-Z]{3}", str(three)) and len(twos) == 1
    }


@cache
def _called() -> dict[str, str]:
    """Every name to its country; what only looks like one, to none."""
    called: dict[str, str] = {}
    for language in NAMED_IN:
        territories = Locale.parse(language).territories
        for known in _codes():
            for name in _spelt(str(territories.get(known, ""))):
                called.setdefault(_key(name), known)
    for known, names in ALSO.items():
        for name in names.split(";"):
            called[_key(name.strip())] = known
    for name in NONE:
        called[_key(name)] = ""
    called.pop("", None)
    return called


def _spelt(name: str) -> Iterable[str]:
    """``Myanmar (Burma)`` is both; ``Hong Kong SAR China`` is said without its end."""
    outside = re.sub(r"\s*\([^)]*\)", "", name)
    inside = re.findall(r"\(([^)]*)\)", name)
    plain = re.sub(r"\s+(?:SAR China|RAS chinoise.*)$", "", outside)
    return {
        name,
        outside,
        plain,
        plain.replace("&", "and"),
        plain.replace("St.", "Saint"),
        *inside,
    }


@cache
def _called_elsewhere() -> dict[str, str]:
    """The names in other scripts than Latin, as they stand before an ending."""
    return {
        name.translate(UNSEEN).rstrip(BARE): known
        for name, known in _called().items()
        if known and OTHER_WORD.match(name) and len(name) >= SHORTEST_BEGINNING
    }


@cache
def _longest() -> dict[str, int]:
    """By the first word of names, how many words the longest has."""
    longest: dict[str, int] = {}
    for name in _called():
        words = name.split()
        longest[_key(words[0])] = max(longest.get(_key(words[0]), 0), len(words))
    return longest
