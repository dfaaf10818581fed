"""Names of people, as they are printed under titles and kept in properties."""

import re
import unicodedata

from research.ingestion.cleaning import names as cleaning
from research.ingestion.confined.pdf_layout import MARK
from research.ingestion.records import IncomingPerson

#: What people are called before, and what stands after their names.
BEFORE = re.compile(
    r"^(?:prof(?:essor)?|assoc|asst|dr|drs|mr|mrs|ms|mme|m|mlle|sir|ing|dipl|hon|er|shri|smt|md)\.?\s+"
    r"(?=[A-ZÀ-Þ])",
    re.I,
)
AFTER = re.compile(
    r"[,\s]+(?:ph\.?\s?d|d\.?phil|m\.?sc|b\.?sc|m\.?a|b\.?a|m\.?d|mph|mba|llm|jr|sr|esq|dr\. ?rer\.? ?nat"
    r"|(?:senior |student )?member(?:, ieee)?|fellow(?:, ieee)?|ieee)\.?(?=[,\s]|$)",
    re.I,
)
PARTICLES = frozenset(
    "de da do dos das del della di du la le el al bin ibn binti bint van von der den ter ten zu "
    "y e af av und of".split()
) - {"of", "und", "e"}
#: Words that are in no name: of institutions, of documents, of addresses, of sentences.
NOT_IN_NAMES = frozenset(
    """university universität université universidad universita college school institute institut
    institution centre center department departement faculty ministry government organization
    organisation international national council commission committee foundation association
    society agency office bureau bank fund programme program project unit division group company
    ltd inc llc gmbh corporation laboratory lab labs academy hospital press publisher publishing
    report paper working policy brief briefing research article journal review series volume vol
    issue number no draft final summary executive evaluation evaluations assessment study studies
    analysis abstract introduction contents table figure page chapter section annex appendix
    keywords references acknowledgements copyright rights reserved license licence open access
    received accepted published revised corresponding author authors editor editors email e-mail
    tel phone fax website street road avenue box city state street floor building
    the a an and or of in on for from with to by at as is are was were be this that these those
    how what why when where which who do does did can will their its his her our your
    les des une sur dans pour par avec est et du aux evaluation rapport
    der die das und für von mit im zur zum eine
    january february march april june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    migration migrant migrants labour labor workers worker development health gender women
    remittances data digital economic social political science sciences technology engineering
    management systems system information computer software human rights law business economics
    south asia asian india nepal bangladesh pakistan lanka sri africa europe european united
    nations union kingdom states america north east west central global world new york london
    paris berlin geneva germany france switzerland china japan italy spain canada australia
    kenya horn region regional joint initiative consultant expert officer manager director
    ingénieur statisticien économiste expert secrétariat résolution curriculum vitae academic positions
    personal details statement notice date name description docket nos uc san consultant international
    coordinator president chair member members minister secretary""".split()
)
SEPARATORS = re.compile(
    rf"\s*(?:[;·•|‧∙⋅†‡∗*§¶{MARK}]|,(?!\s*(?:jr|sr)\b)|\s(?:and|und|et|y|e|&|তথা|र|और|اور|এবং|සහ|மற்றும்)\s|\s[-–—/]\s|\t|\s{{3,}})\s*",
    re.I,
)
TOKEN = re.compile(r"[\w’'`´.-]+")
NAME_TOKEN = re.compile(r"^(?:[^\W\d_]\.-?)+$|^[^\W\d_][^\W\d_’'`´-]*(?:[’'`´.-][^\W\d_]+)*\.?$")
MAIL = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|\borcid\S*", re.I)
#: A person named alone, or in a list.
FEWEST_TOKENS, MOST_TOKENS = 2, 6


def is_name(text: str, *, needs_capitals: bool = True) -> bool:
    """Whether a few words are the name of a person, by their look."""
    tokens = text.split()
    if not FEWEST_TOKENS <= len(tokens) <= MOST_TOKENS or any(map(str.isdigit, text)):
        return False
    full = of_name = 0
    for token in tokens:
        bare = token.strip(".,").lower()
        is_initial = len(bare) == 1 and token[0].isupper()
        if (bare in NOT_IN_NAMES and not is_initial) or not NAME_TOKEN.match(token):
            return False
        if bare in PARTICLES:
            continue
        if needs_capitals and not token[0].isupper() and token[0].lower() != token[0].upper():
            return False
        of_name += 1
        full += len(bare) > 1
    return full >= 1 and of_name >= FEWEST_TOKENS and len(text) <= 60


def named(text: str, *, needs_capitals: bool = True) -> tuple[list[str], float]:
    """The people of a line, and which part of the line they are."""
    plain = MAIL.sub(" ", AFTER.sub(" ", composed(text.strip())))
    plain = re.sub(r"\s*\([^)]*\)|\s*\[[^]]*\]|(?<=[^\W\d_])\d+\b|\b\d+\b", MARK, plain)
    pieces = [tidy(piece) for piece in SEPARATORS.split(plain)]
    pieces = [piece for piece in pieces if len(piece) > 2]
    people = [piece for piece in pieces if is_name(piece, needs_capitals=needs_capitals)]
    return people, len(people) / len(pieces) if pieces else 0.0


#: A word before the last name of a list.
CONJUNCTION = re.compile(r"^(?:and|und|et|y|&)\s+", re.I)
#: Letters of another script that marks of notes became.
STRAY = re.compile(r"(?<=[a-zà-ÿ])[^\x00-\u024f\u1e00-\u1eff\W]+\b")
#: An accent that was set by itself, and what it makes of a letter.
ACCENTS = str.maketrans(
    {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c"}
)
AFTER_LETTER = re.compile(r"([^\W\d_])([´`¨ˆ˜ˇ])(?![aeiouyAEIOUYı])")
BEFORE_LETTER = re.compile(r"([´`¨ˆ˜ˇ])([aeiouyAEIOUY])")


def composed(text: str) -> str:
    """Letters with their accents, where these were set beside them: “Pare´”, “Fl´orez”."""
    text = BEFORE_LETTER.sub(lambda m: m[2] + m[1].translate(ACCENTS), text)
    text = AFTER_LETTER.sub(lambda m: m[1] + m[2].translate(ACCENTS), text)
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    previous = None
    text = STRAY.sub("", text)
    text = text.strip(" \t,.:;·•()[]*∗†‡§¶’'\"“”-–—" + MARK)
    while text != previous:
        previous, text = text, CONJUNCTION.sub("", BEFORE.sub("", text))
    return " ".join(text.split())


def from_property(values: list[str]) -> list[str]:
    """The people that properties name: “Wagner, Gerit; Paré, Guy”, “A, B and C”, one each."""
    found: list[str] = []
    for value in values:
        for part in re.split(r"\s*[;\n\ufeff|]\s*", value):
            found += _of_part(part)
    return [name for name in dict.fromkeys(found) if is_name(name)]


def _of_part(part: str) -> list[str]:
    family, comma, given = part.partition(",")
    is_inverted = comma and "," not in given and " and " not in part
    lengths = len(family.split()), len(given.split())
    if is_inverted and max(lengths) <= 2 and min(lengths) == 1:
        return [tidy(f"{given.strip()} {family.strip()}")]
    return named(part)[0]


def person(name: str) -> IncomingPerson:
    """A name as the record takes it; family in capitals tells itself apart."""
    tokens = name.split()
    capitals = [token for token in tokens if len(token) > 2 and token.isupper()]
    if capitals and len(capitals) < len(tokens):
        given = " ".join(token for token in tokens if token not in capitals)
        family = " ".join(token.title() for token in capitals)
        return IncomingPerson(f"{given} {family}", family=family, given=given)
    known = cleaning.one(name.title() if capitals else name)
    if known is None:
        return IncomingPerson(name)
    return IncomingPerson(known.whole, known.family, known.given, known.orcid)
