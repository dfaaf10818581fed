"""Letters that lie: text in fonts from before Unicode, which draw Nepali over Latin codes.

Preeti, Kruti Dev, FM Abhaya, SutonnyMJ, Bamini and hundreds more put the shapes of
another script where Latin letters are; what can be copied out is ``g]kfn`` for नेपाल.
Such a font is known by its name, or, where the name was lost, by what it writes: words
of no language, with signs inside, without vowels, with capitals in the middle.
"""

import ctypes
import re
import unicodedata
from collections import defaultdict

import pypdfium2
from pypdfium2 import raw

#: Names, or the beginnings of names, of fonts that write another script in Latin codes.
NAMES = re.compile(
    r"""^(?:
    preeti|kantipur|himal[ib]|himalaya|sagarmatha|ganess|ganesh|aakriti|shreenath|navjeevan|nepali$
    |pcs.?nepali|fontasy|rukmini|annapurna.?h|everest$|jagadamba|kanchan|sabdatara|sumod
    |kruti.?dev|krutipad|devlys|chanakya|shusha|walkman|aps-|dv.?tt|dv.?-?yogesh|shivaji|agra.?th
    |hindi.?saral|susha|marathi-|bhasha|vivek|narad|richa$|akruti|aryan2
    |fm[ -]?[a-z]|dl-|dl[ _]?(?:manel|paras|sarala|lihini|araliya)|kaputa|amalee|thibus|isiwara
    |4u?-?(?:abhaya|emanee|basuru|malith|gemunu|samantha|derana)|a-?(?:bhasha|pakshika)
    |sutonny(?!omj|.?omj|.?uni)|bijoy|adarsha(?!lipi.?uni)|boishakhi|chandrabati(?!.*matra.*uni)
    |jugantor|ananda(?:lekha)?mj|[a-z]+(?<!o)mj$|proshika|sulekha|aadarsha|saraswati|rinkiy
    |bamini|baamini|tam-|tab-|tscu?-|tscii|tamil.?bible|elango|kalaham|shree.?tam|shree.?dev
    |shree-?(?:tam|dev|ban|tel|kan|mal)|senthamil|vanavil|amudham|mylai|lt-tm|ta[mb]_|inaimathi
    |noori(?:character|npnt|n\d)|noori.?(?:\d{2,3})$|inpage
    )""",
    re.I | re.X,
)
#: Six capitals and a plus before the name of a font of which only some letters came along.
SUBSET = re.compile(r"^[A-Z]{6}\+")
#: Fonts of programs and formulas write no sentences, and are no letters of another script.
UNPROSAIC = re.compile(
    r"mono|courier|consol|typewriter|code|menlo|lucida.?sans.?t|cmtt|sfmono|math|symbol|wingdings"
    r"|cm(?:mi|sy|ex)\d|ms[ab]m\d|dingbats|ocr|barcode|icon|awesome|glyphless",
    re.I,
)
#: What stands in words of legacy text and hardly ever in others: signs inside them, words
#: without a vowel, capitals in their middle. A program has one of these; a legacy font two.
SIGN_INSIDE = re.compile(
    r"[a-zA-ZÀ-ÿ][\]\[;|\\{}%=><+$~^&*\"§†‡¨©«»¶¡¿®°±¢£¥¦ªº¬¯´·¸¹²³¼½¾×÷„…‹›ƒˆ˜•™Ö`]{1,3}[a-zA-ZÀ-ÿ]"
)
NO_VOWEL = re.compile(r"\b[bcdfghjklmnpqrstvwxz]{4,}\b")
CAPITAL_INSIDE = re.compile(r"[a-z][A-Z][a-zA-Z]")
SIGNALS = (SIGN_INSIDE, NO_VOWEL, CAPITAL_INSIDE)
ODD = re.compile("|".join(signal.pattern for signal in SIGNALS))
ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|gov|pdf)\b", re.I)
TOKEN = re.compile(r"\S+")
#: The commonest words of languages in Latin script, without their accents.
FUNCTION_WORDS = frozenset(
    "the of and to in a is for that on with as by are from this or at be an it not was which have "
    "de la le les des et en du un une est pour que dans par sur au aux qui ne pas ou se ce il "
    "der die das und den von zu mit ist im fur auf dem nicht ein eine als auch sich des "
    "el los las y del para con una por su al lo como mas o os e da do em no na um uma com nao "
    "di il che per non una sono gli con della het van een met voor niet zijn op "
    "va cua cac co duoc cho khong trong nhung nguoi mot den khi voi lam tai ve nay la duoc "
    "dan yang untuk dengan ini itu dari pada ya na wa kwa ni katika ve bir bu ile icin olarak "
    "w z i na do nie ze jest och att det som for pa av ett".split()
)
#: Of a font's words: how many look like no language, how many show each of two signals,
#: and how many are of a language.
ODD_SHARE, SIGNAL_SHARE, KNOWN_SHARE = 0.3, 0.05, 0.04
#: Fewer different words tell nothing.
ENOUGH_WORDS = 12
#: A line of so many words is looked at; it looks odd with so many that are of no language.
WORDS_OF_LINE, ODD_WORDS, LINE_SHARE = 3, 2, 0.25
NAME_BYTES = 128


def is_suspect(text: str) -> bool:
    """A quick look: are there lines on this page that look like no language?"""
    if ODD.search(text) is None:
        return False
    return any(_is_odd(line) for line in text.split("\n") if ODD.search(line))


def _is_odd(line: str) -> bool:
    words = [word for word in line.split() if sum(map(str.isalpha, word)) >= 2]
    odd = sum(1 for word in words if ODD.search(word) and not ADDRESS.search(word))
    if len(words) < WORDS_OF_LINE or odd < max(ODD_WORDS, LINE_SHARE * len(words)):
        return False
    return sum(_plain(word) in FUNCTION_WORDS for word in words) <= len(words) / 10


def is_legacy_name(font: str) -> bool:
    return bool(NAMES.match(SUBSET.sub("", font).lstrip("*+ ")))


def is_nonsense(text: str) -> bool:
    """Whether these words are of no language that is written in Latin letters."""
    words = {
        token
        for token in TOKEN.findall(text)
        if sum(map(str.isalpha, token)) >= 2 and not ADDRESS.search(token)
    }
    if len(words) < ENOUGH_WORDS or not _is_latin(text):
        return False
    odd = sum(1 for word in words if ODD.search(word))
    signals = [sum(1 for word in words if signal.search(word)) for signal in SIGNALS]
    shown = sum(1 for count in signals if count >= SIGNAL_SHARE * len(words))
    known = sum(1 for word in words if _plain(word) in FUNCTION_WORDS)
    return odd >= ODD_SHARE * len(words) and shown > 1 and known <= KNOWN_SHARE * len(words)


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text[:4000] if letter.isalpha()]
    latin = sum(1 for letter in letters if letter < "\u0250" or "\u1e00" <= letter < "\u1f00")
    return latin > 0.8 * len(letters)


def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.strip(".,;:()\"'“”‘’").lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def without_legacy(textpage: pypdfium2.PdfTextPage, text: str) -> tuple[str, bool]:
    """The text of a page without its lines in legacy fonts, and whether there were any."""
    lines = _lines_by_font(textpage)
    written: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for font, part in line:
            written[font].append(part)
    legacy = {font for font, parts in written.items() if _is_legacy(font, " ".join(parts))}
    if not legacy:
        return text, False
    return "\n".join(kept for line in lines if (kept := _readable(line, legacy))), True


def _is_legacy(font: str, text: str) -> bool:
    if is_legacy_name(font):
        return True
    return not UNPROSAIC.search(font) and is_nonsense(text)


def _readable(line: list[tuple[str, str]], legacy: set[str]) -> str:
    """A line, unless what can be read of it is only what lies between the unreadable."""
    lost = sum(_letters(part) for font, part in line if font in legacy)
    rest = " ".join(part.strip() for font, part in line if font not in legacy)
    return rest if _letters(rest) > lost else ""


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _lines_by_font(textpage: pypdfium2.PdfTextPage) -> list[list[tuple[str, str]]]:
    """Each line as runs of one font."""
    lines: list[list[tuple[str, str]]] = [[]]
    buffer, flags = ctypes.create_string_buffer(NAME_BYTES), ctypes.c_int()
    for index in range(textpage.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(textpage, index))
        if letter in "\r\n":
            if lines[-1]:
                lines.append([])
            continue
        raw.FPDFText_GetFontInfo(textpage, index, buffer, NAME_BYTES, flags)
        font = SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
        line = lines[-1]
        if line and (line[-1][0] == font or letter.isspace()):
            line[-1] = (line[-1][0], line[-1][1] + letter)
        else:
            line.append((font, letter))
    return lines
