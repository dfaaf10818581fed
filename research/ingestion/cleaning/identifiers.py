"""DOI, ISBN, ISSN, ORCID and handle: found in what was typed, and checked by their digit."""

import re
from urllib.parse import unquote

DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
LONGEST_DOI = 255
#: What follows a DOI in running text, and is no part of it.
AFTER_DOI = ".,;:'\"”’>]"
ISBN = re.compile(r"(?<![0-9])(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9Xx](?![0-9])")
ISSN = re.compile(r"(?<![0-9])([0-9]{4})[-‐–]?([0-9]{3}[0-9Xx])(?![0-9Xx])")
ORCID = re.compile(r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])")
ROR = re.compile(r"(?:ror\.org/|ror:\s*|^)(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})(?![a-z0-9])", re.I)
#: The digits of a ROR, in the order of their value.
ROR_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
HANDLE = re.compile(r"(?:hdl\.handle\.net/|^hdl:\s*|^)([0-9][0-9.]*/[^\s?#]+)", re.I)
#: Signs that look like a hyphen or like nothing, and come along when text is copied.
DASHES = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")) | dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"
)


def doi(text: str) -> str:
    """``https://doi.org/10.1/AbC`` and ``doi:10.1/abc`` are one DOI: ``10.1/abc``."""
    bare = re.sub(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)\s*", "", text.strip(), flags=re.I)
    return bare.strip().lower()


def found_doi(text: str) -> str:
    """The DOI in a field, an address or a citation; empty where there is none."""
    found = DOI.search(unquote(text.translate(DASHES)))
    if not found:
        return ""
    bare = re.sub(r"(\[doi\]|</?\w+>)+$", "", found[0].replace("\\_", "_")).rstrip(AFTER_DOI)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(AFTER_DOI)
    bare = bare.lower()
    return bare if len(bare) <= LONGEST_DOI and not bare.endswith("/") else ""


def isbns(text: str) -> list[str]:
    """Every ISBN with a true check digit, as 13 digits."""
    found = (re.sub(r"[- ]", "", hit).upper() for hit in ISBN.findall(text.translate(DASHES)))
    return list(dict.fromkeys(whole for bare in found if (whole := _isbn13(bare))))


def _isbn13(bare: str) -> str:
    if len(bare) == 10:
        digits = [10 if sign == "X" else int(sign) for sign in bare]
        if (
            sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True))
            % 11
        ):
            return ""
        stem = f"978{bare[:9]}"
        return stem + str(-_weighed(stem) % 10)
    return bare if bare.isdecimal() and _weighed(bare) % 10 == 0 else ""


def _weighed(digits: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


def issn(text: str) -> str:
    """The first ISSN with a true check digit: ``0378-5955``."""
    for first, last in ISSN.findall(text.translate(DASHES)):
        digits = [10 if sign in "Xx" else int(sign) for sign in first + last]
        if sum(w * d for w, d in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0:
            return f"{first}-{last.upper()}"
    return ""


def orcid(text: str) -> str:
    """The ORCID in an address or a field, if its check digit (ISO 7064, 11-2) is true."""
    found = ORCID.search(text.translate(DASHES))
    if not found:
        return ""
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join(found.groups()).upper() if digits[-1] == "0123456789X"[check] else ""


def ror(text: str) -> str:
    """``https://ror.org/02mhbdp94`` is ``02mhbdp94``, if its check digits (ISO 7064) are true."""
    found = ROR.search(text.strip())
    if not found:
        return ""
    bare = found[1].lower()
    value = 0
    for sign in bare[:-2]:
        value = value * 32 + ROR_DIGITS.index(sign)
    return bare if 98 - value * 100 % 97 == int(bare[-2:]) else ""


def handle(text: str) -> str:
    """``https://hdl.handle.net/10986/123`` is the handle ``10986/123``. A DOI is none."""
    found = HANDLE.search(text.strip())
    if not found or found[1].startswith("10.") or len(found[1]) > LONGEST_DOI:
        return ""
    return found[1].rstrip(AFTER_DOI)
