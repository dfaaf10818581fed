"""Which country a statistic means: every publisher spells names in its own way."""

import re
import unicodedata
from functools import cache

from babel import Locale

#: Spellings that CLDR does not have, as the publishers' files write them (normalised).
ALIASES = {
    "bolivia plurinational state": "BO",
    "brunei darussalam": "BN",
    "bonaire sint eustatius and saba": "BQ",
    "cabo verde": "CV",
    "cayman": "KY",
    "china hong kong": "HK",
    "china hong kong sar": "HK",
    "china macao sar": "MO",
    "china taiwan": "TW",
    "combodia": "KH",
    "congo": "CG",
    "congo dem rep": "CD",
    "congo rep": "CG",
    "cote d ivore": "CI",
    "cote divoire": "CI",
    "czech republic": "CZ",
    "dem people s republic korea": "KP",
    "democratic republic congo": "CD",
    "dominica commonwealth": "DM",
    "east timor": "TL",
    "egypt arab rep": "EG",
    "el salavador": "SV",
    "faeroe islands": "FO",
    "falkland islands malvinas": "FK",
    "guineabissau": "GW",
    "holy see": "VA",
    "hong kong": "HK",
    "iran islamic rep": "IR",
    "ivory coast": "CI",
    "kazakhastan": "KZ",
    "korea dem rep": "KP",
    "korea dpr": "KP",
    "korea rep": "KR",
    "korea": "KR",
    "kyrgyz republic": "KG",
    "lao pdr": "LA",
    "lao people s democratic republic": "LA",
    "macau": "MO",
    "macau sar china": "MO",
    "macedonia": "MK",
    "maroc": "MA",
    "micronesia fed states": "FM",
    "micronesia fed sts": "FM",
    "myanmar": "MM",
    "netherland": "NL",
    "palestine": "PS",
    "palestine plo": "PS",
    "phillippines": "PH",
    "russian federation": "RU",
    "saint helena": "SH",
    "saint kitts and nevis": "KN",
    "saint lucia": "LC",
    "saint pierre and miquelon": "PM",
    "saint vincent and grenadines": "VC",
    "saipan": "MP",
    "sint maarten dutch part": "SX",
    "slovak": "SK",
    "slovakia republic slovak": "SK",
    "soloman islands": "SB",
    "swaziland": "SZ",
    "syrian arab": "SY",
    "timor": "TL",
    "timorleste": "TL",
    "turkey": "TR",
    "turks and caicos island": "TC",
    "u a e": "AE",
    "uae": "AE",
    "uk": "GB",
    "usa": "US",
    "tanzania": "TZ",
    "united states america": "US",
    "united states virgin islands": "VI",
    "venezuela bolivarian": "VE",
    "venezuela rb": "VE",
    "viet nam": "VN",
    "virgin islands u s": "VI",
    "wallis and futuna islands": "WF",
    "west bank and gaza": "PS",
    "yemen rep": "YE",
}
#: Words that say what a state is, not which.
FORMS = {"the", "of", "republic", "state", "kingdom", "principality", "islamic", "united"}

#: What CLDR names beside ISO 3166-1: unions, parts of countries, test locales, the unknown.
NO_COUNTRIES = set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())


def code_of(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code a publisher's ``name`` means; None for a region or total."""
    plain = _plain(name)
    bare = " ".join(word for word in plain.split() if word not in FORMS)
    return ALIASES.get(plain) or _by_name().get(plain) or ALIASES.get(bare) or _bare().get(bare)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z]+", " ", letters).split()
    return " ".join(word for word in words if word not in ("the", "of"))


@cache
def _by_name() -> dict[str, str]:
    territories = Locale("en").territories
    codes = [str(code) for code in territories if _is_country(str(code))]
    return {_plain(str(territories[code])): code for code in codes}


@cache
def _bare() -> dict[str, str]:
    """Names without the form of the state, where that leaves only one country."""
    short: dict[str, set[str]] = {}
    for plain, code in _by_name().items():
        bare = " ".join(word for word in plain.split() if word not in FORMS)
        short.setdefault(bare, set()).add(code)
    return {bare: codes.pop() for bare, codes in short.items() if bare and len(codes) == 1}


def _is_country(code: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2}", code)) and code not in NO_COUNTRIES
