"""What each format calls its kinds of work, in the hub's words.

Empty: the source's word has no equal here, and says nothing about the record.
"""

import re

from research.vocabularies import OutputType

T = OutputType
_WORDS = {
    T.JOURNAL_ARTICLE: "article; jour; journal article; journal-article; journal articles; mgzn; "
    "magazine article; ejour; electronic article; newspaper article; news; jfull; inpr; "
    "article-journal; article in press; review; review article; research article; letter; note; "
    "short survey; early access; in press; j; journal paper; research-article; abst; "
    "journal; electronic journal; original article; peer-reviewed article; "
    "article-magazine; meta-analysis; clinical trial; systematic review",
    T.BOOK: "book; ebook; edbook; edited book; whole; serial; monograph; electronic book; "
    "booklet; "
    "mvbook; b; collection; proceedings; conference proceedings; e-book; classic; reference book",
    T.BOOK_CHAPTER: "chap; book section; book chapter; book-chapter; inbook; incollection; echap; "
    "chapter; book part; electronic book section; suppbook; encyclopedia; ency; dict; "
    "entry-encyclopedia",
    T.CONFERENCE_PAPER: "conf; cpaper; inproceedings; conference paper; conference-paper; "
    "paper-conference; c; proceedings paper; conference; conference article; slide; presentation; "
    "conference object; conference abstract; meeting abstract; poster; conference item",
    T.REPORT: "rprt; techreport; report; technical report; research report; govdoc; "
    "government document; reports - research; grant; evaluation report; annual report; "
    "government report; gray; grey literature; project report; evaluation brief; standard; stand",
    T.WORKING_PAPER: "unpb; unpublished; unpublished work; working paper; working-paper; "
    "workingpaper; discussion paper; preprint; manuscript; mansct; unpd; draft; paper; "
    "policy research working paper; research paper; occasional paper; posted-content",
    T.THESIS: "thes; thesis; phdthesis; mastersthesis; dissertation; phd thesis; master thesis; "
    "masters thesis; doctoral thesis; bachelor thesis; master's thesis; ph.d. thesis; bathesis; "
    "diss",
    T.DATASET: "data; dataset; data set; online database; database; dbase; data file; aggr; agdb; "
    "aggregated database; comp; software; computer program",
    T.POLICY_BRIEF: "policy brief; policy-brief; brief; policy paper; policy note; briefing; "
    "briefing paper; policy briefing; issue brief; research brief",
    T.GUIDE: "guide; manual; handbook; toolkit; guidelines; guideline; practice guideline",
    T.LEARNING_MATERIAL: "learning material; learning-material; training material; lecture; "
    "learning object; training; course; teaching material; training manual",
    T.POLICY_DOCUMENT: "law or policy; policy-document; policy document; bill; stat; statute; "
    "legislation; law; legal rule or regulation; legal rule; hear; hearing; case; policy; act; "
    "regulation; national policy; strategy",
    T.AGREEMENT: "agreement; memorandum of understanding; mou; treaty; convention; "
    "bilateral agreement",
    T.EVENT_REPORT: "event report; event-report; workshop report; conference report; "
    "seminar report; "
    "meeting report; proceedings report",
    T.STATEMENT: "statement; declaration; press statement; position paper; communique; communiqué",
    T.COMMENTARY: "commentary; blog; blog post; opinion; op-ed; editorial; comment; "
    "web page; elec; "
    "icomm; webpage; online; post-weblog; viewpoint; perspective",
    T.MEDIA_UPDATE: "media update; media-update; newsletter; press release; news item; bulletin; "
    "press; news update; video; sound; podcast",
}  # fmt: skip
KINDS = {
    word.strip(): kind
    for kind, words in _WORDS.items()
    for word in words.split(";")
    if word.strip()
} | {value.replace("-", " "): T(value) for value in T.values}


#: Vocabularies of repositories: COAR's by number, OpenAIRE's and DataCite's in one word.
COAR = {
    "c_6501": T.JOURNAL_ARTICLE, "c_2df8fbb1": T.JOURNAL_ARTICLE, "c_dcae04bc": T.JOURNAL_ARTICLE,
    "c_93fc": T.REPORT, "c_18ws": T.REPORT, "c_18gh": T.REPORT, "c_186u": T.REPORT,
    "c_8042": T.WORKING_PAPER, "c_816b": T.WORKING_PAPER, "c_46ec": T.THESIS, "c_db06": T.THESIS,
    "c_bdcc": T.THESIS, "c_7a1f": T.THESIS, "c_2f33": T.BOOK, "c_3248": T.BOOK_CHAPTER,
    "c_5794": T.CONFERENCE_PAPER, "c_6670": T.CONFERENCE_PAPER, "c_c94f": T.CONFERENCE_PAPER,
    "c_ddb1": T.DATASET, "c_b239": T.COMMENTARY,
}  # fmt: skip
IN_ONE_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def output_type(word: str) -> str:
    """A value of ``OutputType``: for ``JOUR``, ``Journal Article``, ``@article``."""
    if known := COAR.get(word.strip().rpartition("/")[2]):
        return str(known)
    apart = IN_ONE_WORD.sub(" ", word.strip().removeprefix("info:eu-repo/semantics/"))
    plain = re.sub(r"[\s_]+", " ", apart).strip(" .").casefold()
    if plain in KINDS:
        return str(KINDS[plain])
    singular = plain.removesuffix("s")
    if singular in KINDS:
        return str(KINDS[singular])
    for part in re.split(r"[;,|/]| - ", plain):
        if part.strip() in KINDS:
            return str(KINDS[part.strip()])
    return ""
