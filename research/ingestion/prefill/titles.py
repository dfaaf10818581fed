"""What a document is called: what is printed largest near its beginning, if that is a title.

Each block of the first pages is weighed by its size next to the running text, its
place, its length and what it says; the file's own title counts as far as it is printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from research.ingestion.confined.pdf_layout import Line
from research.ingestion.prefill import dates, layout, names
from research.ingestion.prefill.layout import Block

#: Titles that programs give to files.
NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b|untitled|slide \d|document\d*$|layout \d|print$|title$"
    r"|powerpoint presentation|presentation$|new doc|scan|img_|\W*$|temporary|template|no title"
    r"|acr\w*\.tmp|cover$|doc\d+|book\d+|\d[\d\s.]*$)|\.(?:docx?|rtf|odt|indd|qxd|qxp|pdf|tex|dvi|ps|pub|pptx?"
    r"|xlsx?|pmd|fm|wpd|exe|tmp|p65|ai|cdr|html?)\b|^[\w-]+[_-][\w-]+$|\d+\s?\.\.\s?\d+$|title-from",
    re.I,
)
#: What stands large on title pages and is the kind of a document, or a heading, not its title.
KIND = re.compile(
    r"^\W*(?:(?:\w+ )?(?:(?:policy|evaluation|research|issue|project|learning|information|technical|country|media)"
    r" (?:brief|note|report|paper|update|summary|fact ?sheet)s?)|(?:final|annual|interim|draft|technical|inception"
    r"|synthesis|research|evaluation|full|abridged|main)?\s*report|briefs?|(?:original |review |research )?(?:article|paper)"
    r"|working papers?(?: series)?|discussion papers?(?: series)?|fact ?sheet|newsletter|press release|(?:executive )?summary"
    r"|abstract|contents|table of contents|inhaltsverzeichnis|table des matières|índice|विषय[- ]?सूची|সূচিপত্র|پیش لفظ|introduction|foreword|preface|acknowledge?ments?|keywords|appendix.{0,8}"
    r"|curriculum vitae|supplementary (?:information|material)s?|open access|case stud(?:y|ies)|proceedings|special issue"
    r"|management response(?: and action plan)?(?: matrix)?|terms of reference|annex(?:e|es)?\b.{0,6}"
    r"|(?:rapport|résumé)(?: (?:final|initial|annuel|d['’ ]?\s?[ée]valuation))*|note (?:d['’ ].*|de synthèse)|sommaire"
    r"|informe final|resumen(?: ejecutivo)?|appel [aà] candidatures|debates and perspectives(?: paper)?|editorial|letter"
    r"|(?:bachelor|master|diplom|doktor)(?:arbeit|s?['’]?s? thesis)|dissertation|thesis|(?:proposed )?rules?|syllabus"
    r"|\(?slip opinion\)?|october term.*|रिपोर्ट|प्रतिवेदन|প্রতিবেদন|رپورٹ|වාර්තාව|அறிக்கை)"
    r"[\W\d]*(?:(?:no|number|n°|nr)\.?\s*[\d/-]+|\d{4})?\W*$",
    re.I,
)
#: What makes a line an address, a running head or a stamp.
NO_TITLE_LINE = re.compile(
    r"https?:|www\.|@|\bdoi\b|\bissn\b|\bisbn\b|\bvol(?:ume)?\.? ?\d|^page \d|©|all rights reserved|arxiv:|^\W*\d+\W*$"
    r"|download|available at|license|creative commons|full text archive|author['’]s version|\bet al\b",
    re.I,
)
INSTITUTION = re.compile(
    r"\b(?:universit\w*|institut\w*|ministry|department|faculty|centre|center|college|school of|commission|organi[sz]ation"
    r"|foundation|association|journal|federal register|united nations|central evaluation|court|proceedings)\b",
    re.I,
)
#: A heading within a text.
NUMBERED = re.compile(r"^(?:\d{1,2}\.)*\d{1,2}\.?\s+\D|^[IVX]+\.\s")
#: How many words a title has, mostly; others are possible, and less likely.
FEW, MANY, FAR_TOO_MANY = 3, 28, 60
#: Weights of pages, and how much lower on a page is worse.
PAGES = (1.0, 0.6, 0.45)
#: What a subtitle's size is at least, next to that of the text.
LEAST_SUBTITLE = 1.08
#: Words of the file's own title that are printed in the block, of all.
SAME_TITLE = 0.85


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, how sure that is, and where it ends on its page."""

    text: str
    subtitle: str
    confidence: float
    page: int | None
    bottom: float = 0.0
    is_property: bool = False


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: plain letters, no signs."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def title(lines: Sequence[Line], properties: dict[str, list[str]]) -> Title | None:
    """The best title; nothing where no line looks like one."""
    said = next((one for one in properties.get("title", []) if _is_title(one)), "")
    found = [_without_kind(block) for block in layout.blocks(lines)]
    body = layout.body_size(lines)
    largest = max((block.size for block in found if block.page == 1), default=0.0)
    weighed = sorted(
        (
            (_weight(block, body, said, is_largest=block.size >= largest), -place)
            for place, block in enumerate(found)
        ),
        reverse=True,
    )
    if not weighed or weighed[0][0] < 0.2:
        return Title(said, "", 0.4, None, is_property=True) if said else None
    best, place = weighed[0]
    second = weighed[1][0] if len(weighed) > 1 else 0.0
    block = found[-place]
    if said and not _share(said, block.text) and best < 0.9:
        return Title(said, "", 0.45, None, is_property=True)
    return _with_subtitle(block, found, body, said, clear=best / (best + second))


def _without_kind(block: Block) -> Block:
    """A block without the lines at its beginning that only say what kind of thing it is."""
    lines = list(block.lines)
    while len(lines) > 1 and KIND.match(lines[0].text):
        lines = lines[1:]
    return Block(lines)


def _is_title(text: str) -> bool:
    return len(words_of(text)) >= 2 and not NO_TITLE.search(text.strip())


def _weight(block: Block, body: float, said: str, *, is_largest: bool) -> float:
    text = block.text
    words = text.split()
    if sum(map(str.isalpha, text)) < 4 or len(words) > FAR_TOO_MANY or NO_TITLE_LINE.search(text):
        return 0.0
    weight = float((block.size / (body or 1)) ** 1.5 * (1.15 if block.is_bold else 1.0))
    weight *= PAGES[min(block.page, len(PAGES)) - 1] * (1.0 - 0.35 * block.top)
    if len(words) < FEW and not is_largest:
        weight *= 0.55
    elif len(words) > MANY:
        weight *= 0.5
    if block.size <= body * 1.02:
        weight *= 0.5 if block.is_bold else 0.4
    weight *= _likeness(text, words)
    return weight * (1.0 + 1.5 * _share(said, text)) if said else weight


def _likeness(text: str, words: Sequence[str]) -> float:
    """How much like a title it reads: 1, or less for what is something else more often."""
    likeness = 1.0
    if KIND.match(text):
        likeness *= 0.25
    elif sum(map(str.isalpha, text)) < 26 and any(True for _date in dates.dates(text)):
        likeness *= 0.05
    elif INSTITUTION.search(text) and len(words) < 9:
        likeness *= 0.45
    if NUMBERED.match(text):
        likeness *= 0.3
    people, share = names.named(text)
    if people and share > 0.6:
        likeness *= 0.3
    if text.endswith(".") and len(words) > 12:
        likeness *= 0.4
    return likeness


def _share(said: str, text: str) -> float:
    """Which part of the file's own title is printed here: all but a slip, or it counts not."""
    wanted = words_of(said)
    squeezed = "".join(words_of(text))
    if not wanted:
        return 0.0
    if "".join(wanted) in squeezed:
        return 1.0
    there = set(words_of(text))
    share = sum(word in there for word in wanted) / len(wanted)
    return share if share >= SAME_TITLE else 0.0


def _with_subtitle(
    block: Block, found: Sequence[Block], body: float, said: str, *, clear: float
) -> Title:
    text = block.text
    after = next(
        (
            one
            for one in found
            if one.page == block.page and one is not block and 0 <= one.top - block.bottom < 0.06
        ),
        None,
    )
    subtitle, bottom = "", block.bottom
    if after and (text.endswith((":", ",", "–", "—")) or _is_subtitle(after, block, body)):
        subtitle, bottom = after.text, after.bottom
    text, subtitle = _joined(text, subtitle)
    if len(text.split()) < FEW and not subtitle and (before := _before(block, found)):
        text = f"{before.text} {text}"
    share = _share(said, f"{text} {subtitle}") if said else 0.0
    confidence = 0.95 if share else min(0.85, 0.25 + 0.7 * clear)
    if share and words_of(said) == words_of(text) and text.isupper() and not said.isupper():
        text = said
    return Title(_tidy(text), _tidy(subtitle), round(confidence, 2), block.page, bottom)


def _before(block: Block, found: Sequence[Block]) -> Block | None:
    """The first part of a title set in two sizes: “Country programme evaluation / LIBERIA”."""
    return next(
        (
            one
            for one in found
            if one.page == block.page
            and -0.02 <= block.top - one.bottom < 0.15
            and one.size >= 0.4 * block.size
            and 2 < len(one.text.split()) <= MANY
            and not KIND.match(one.text)
            and not NO_TITLE_LINE.search(one.text)
            and not INSTITUTION.search(one.text)
            and not any(True for _date in dates.dates(one.text))
        ),
        None,
    )


def _is_subtitle(after: Block, block: Block, body: float) -> bool:
    people, share = names.named(after.text)
    return (
        after.size >= body * LEAST_SUBTITLE
        and after.size <= block.size * 1.02
        and len(after.text.split()) >= 2
        and len(after.text.split()) <= MANY
        and not (people and share > 0.4)
        and not _is_list_of_names(after)
        and not KIND.match(after.text)
        and not NO_TITLE_LINE.search(after.text)
        and not INSTITUTION.search(after.text)
        and not any(True for _date in dates.dates(after.text))
        and not re.match(
            r"(?i)(?:by|[ée]valuat(?:eur|or)|submitted|prepared|written|authors?|in partial)\b",
            after.text,
        )
    )


def _is_list_of_names(block: Block) -> bool:
    """Lines of a name each, or a few."""
    are = [names.named(line.text)[1] > 0.5 for line in block.lines]
    return sum(are) * 2 >= len(are)


def _joined(text: str, subtitle: str) -> tuple[str, str]:
    """A title whose own colon or comma says that the rest is one with it."""
    if subtitle and text.endswith((",", "–", "—")):
        return f"{text} {subtitle}", ""
    if text.endswith(":"):
        return (f"{text} {subtitle}", "") if subtitle else (text[:-1], "")
    return text, subtitle


def _tidy(text: str) -> str:
    """Without marks of notes at its end, and one blank where there are several."""
    return re.sub(r"[\s*∗†‡§¹²³\u2e32]+$", "", " ".join(text.split())).strip(" :;,-–—")
