"""Titles written in capitals throughout, made readable: capitals begin words only.

Which words are names can't be told from capitals, so each but the small ones begins with
one. Abbreviations stay as far as they can be known. Fewer capitals in a row stay as they are.
"""

import re

#: So many words in a row, of which so many are long: less may be a name or abbreviations.
FEWEST_WORDS, FEWEST_LONG, LONG = 4, 3, 4
SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per the to under upon via vs with "
    "al con de del desde e el en entre hacia la las lo los o para por sin sobre su sus u un una y "
    "au aux avec chez ces dans des du en entre et le les leur leurs ou par pour sa ses sur un une "
    "da das do dos na nas no nos os".split()
)
#: What is written in capitals in any sentence. Without a vowel, with a digit or in brackets
#: by itself it needs no list.
ABBREVIATIONS = frozenset(
    "ACP ADB AIDS APEC ASEAN AU AVRR CARICOM CIS COVID CSO DIY ECHO ECOWAS EEA EU FAO GCC GCM GIZ "
    "HIV IASC IBM ICMPD ICT IDB IDF IDP IDPS IGAD ILO INGO IOM ISIL ISIS IT LGBTI MENA MIDA NATO "
    "NEET NGO NGOS OAS OCHA ODA OECD OIM OIT ONG ONU OSCE PNUD PRM RMM SAARC SADC SADEV SDC SIDA "
    "STEM TB UAE UE UK UN UNAIDS UNDP UNFPA UNHCR UNICEF USA USAID US VIH WASH WFP WHO".split()
)
ROMAN = re.compile(r"M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})\Z")
VOWELS = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
WORD = re.compile(r"[^\W\d_]+")
#: After one of these a new part begins, with a capital.
BEGINS = re.compile(r"[:.!?–—“”\"«(\[/]\s*$|\s-\s*$")


def quiet(title: str) -> str:
    """The title with what shouts in it said in an ordinary voice."""
    if title.upper() != title and not re.search(r"(?:\b[^\W\d_a-z]+\b\W+){3}", title):
        return title
    parts = re.split(r"(\s+)", title)
    loud = [_is_loud(part) for part in parts[::2]]
    begin = 0
    while begin < len(loud):
        end = begin
        while end < len(loud) and loud[end] is not False:
            end += 1
        words = [parts[2 * place] for place in range(begin, end) if loud[place]]
        if _shouts(words):
            for place in range(begin, end):
                before = "".join(parts[: 2 * place])
                parts[2 * place] = _said(parts[2 * place], before)
        begin = end + 1
    return "".join(parts)


def _is_loud(part: str) -> bool | None:
    """Nothing where a part has no letters with two cases: it parts no run of capitals."""
    if part.lower() == part.upper():
        return None
    return part == part.upper() or (part.endswith(("’s", "'s")) and part[:-2].isupper())


def _shouts(words: list[str]) -> bool:
    long = sum(len("".join(WORD.findall(word))) >= LONG for word in words)
    return len(words) >= FEWEST_WORDS and long >= FEWEST_LONG


def _said(part: str, before: str) -> str:
    if re.fullmatch(r"[(\[]\w{1,7}[)\]]\W*", part) and not part.strip("([)].,:;").isdigit():
        return part
    is_first = not before.strip() or bool(BEGINS.search(before))

    def word(found: re.Match[str]) -> str:
        letters, place = found[0], found.start()
        if place and part[place - 1] in "'’" and letters in {"S", "T"}:
            return letters.lower()
        begins = is_first and not part[:place].strip('“”"«([')
        if _is_abbreviation(letters, part):
            return letters
        if letters.lower() in SMALL and not (begins or BEGINS.search(part[:place])):
            return letters.lower()
        return letters[:1] + letters[1:].lower()

    return WORD.sub(word, part)


def _is_abbreviation(letters: str, part: str) -> bool:
    if letters in ABBREVIATIONS or any(map(str.isdigit, part)):
        return True
    is_number = len(letters) > 1 and bool(ROMAN.match(letters)) and letters not in {"MIX", "DI"}
    return is_number or (len(letters) > 1 and not VOWELS.search(letters))
