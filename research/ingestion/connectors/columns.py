"""What people call the columns of a table, and what we call them.

Names are compared without case, blanks, points and underscores: ``dc.title``,
``Item Title`` and ``TITLE`` are the title. Adding a name is adding a word to a row.
"""

import re
from collections.abc import Sequence

#: Neutral field: names of columns, the best first where a table has several.
_NAMES = {
    "title": "title; dc.title; item title; document title; article title; titre; titel; titulo; "
    "paper title; publication title english; name; title of publication; title en; main title",
    "subtitle": "subtitle; sub title; title remainder",
    "author": "authors; author; dc.contributor.author; dc.creator; creator; creators; author s; "
    "author full names; author names; by; contributors; people; auteurs; dcterms creator; "
    "author name; writers; authors full",
    "editor": "editors; editor; dc.contributor.editor; book editors",
    "translator": "translators; translator",
    "issued": "issued; dcterms.issued; dc.date.issued; date of publication; publication date; "
    "date published; date issued; published; published on; pub date; date; dc.date; creationdate; "
    "creation date; cover date; publication date online; first seen; dcterms date; available",
    "year": "year; publication year; pub year; pubyear; yr; year of publication; py; annee",
    "month": "month; publication month",
    "kind": "type; dcterms.type; dc.type; document type; item type; content type; reference type; "
    "output type; publication type; document subtype; resource type; category; genre; pub type",
    "language": "language; languages; dcterms.language; dc.language.iso; dc.language; lang; "
    "language of original document",
    "abstract": "abstract; dcterms.abstract; dc.description.abstract; abstract note; description; "
    "abstracts; dc description; resume; abstract note english",
    "summary": "summary; in brief; executive summary text; short summary; brief",
    "keywords": "keywords; keyword; dcterms.subject; dc.subject; author keywords; tags; "
    "manual tags; subjects; index terms; subject terms; migration thematic areas; topics; "
    "mots cles",
    "series": "series; book series title; dc.relation.ispartofseries; series title; collection",
    "number": "number in the series; report number; paper number; series number; wp number; "
    "working paper number; document number",
    "container": "journal; publicationname; publication name; publication title; journal book; "
    "journal/book; source title; booktitle; book title; secondary title; publication; container; "
    "in journal or book; journal title; periodical; host; dcterms.ispartof; venue",
    "volume": "volume; journal volume; vol; vl",
    "journal_number": "issue; journal issue; number; number of the journal; issue number; no; iss",
    "pages": "pages; page range; page numbers; pp",
    "first_page": "start page; page start; first page; sp; spage",
    "last_page": "end page; page end; last page; ep; epage",
    "publisher": "publisher; dc.publisher; dcterms.publisher; imprint; publisher name",
    "institution": "institution; institutions; affiliations; affiliation; "
    "evaluation commissioner; "
    "corporate author; organisation; organization; dc.contributor.corporate; "
    "cg.contributor.affiliation",
    "doi": "doi; item doi; cg.identifier.doi; dc.identifier.doi; doi link; doi url; "
    "digital object "
    "identifier; dc.identifier; dcterms.identifier",
    "isbn": "isbn; isbns; dc.identifier.isbn; isbn 13; eisbn",
    "issn": "issn; issns; dc.identifier.issn; eissn; cg.issn; online issn; print issn",
    "isbn_issn": "isbn issn; isbn/issn; issn isbn; isbn or issn",
    "handle": "handle; dc.identifier.uri; hdl",
    "url": "url; link; web address; address at the publisher; website; urls; web link; permalink; "
    "uri; landing page",
    "pdf_url": "pdf url; pdf; file url; pdf link; file at the publisher; download url; "
    "fulltext url; "
    "pdf address; download; full text url",
    "licence": "licence; license; dcterms.license; dc.rights; rights; dc.rights.uri; "
    "dcterms.rights; "
    "open access licence; cc licence",
    "identifier": "id; key; record id; record number; customid; wpid; pmid; citation key; "
    "accession number; row; handle id; unique id; eid; number of record; ut",
    "countries": "countries; country; cg.coverage.country; countries covered; coverage country; "
    "geographic coverage; country codes",
    "themes": "themes; theme; hub themes",
    "forms": "forms; forms of migration; form of migration",
    "stages": "stages; stages of migration; stage of migration",
    "populations": "populations; population",
    "sectors": "sectors; sector",
    "sdgs": "sdgs; sdg; sustainable development goals",
    "key_messages": "key messages; key message; key findings",
    "filename": "file; filename; file name; pdf file; attachment; file attachments",
    "orcids": "orcids; orcid; author orcids",
}  # fmt: skip


def _plain(name: str) -> str:
    """Without case, language tags as in ``dc.title[en_US]``, and all that is no letter."""
    return re.sub(r"[\W_]+", "", re.sub(r"\[[^\]]*\]", "", name).casefold())


NAMES = {
    _plain(name): (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split(";"))
}
#: ``Author1first``, ``author 2 last name``: one person over several columns.
OF_ONE_PERSON = re.compile(
    r"(author|editor)(\d+)(first|mid|middle|last|given|family|name)?(?:name)?"
)


def fields(header: Sequence[str]) -> dict[int, str]:
    """The neutral field of each column that is known; the better named of two first."""
    plain = [_plain(name) for name in header]
    # Beside a producer the creator is the program that wrote a PDF.
    programs = {"creator"} if "producer" in plain else set()
    return {
        place: NAMES[name][0]
        for place, name in enumerate(plain)
        if name in NAMES and name not in programs
    }


def in_order(known: dict[int, str], header: Sequence[str]) -> list[int]:
    """Columns so that of two with the same meaning the better named is read first."""
    return sorted(known, key=lambda place: NAMES[_plain(header[place])][1])


def person_columns(header: Sequence[str]) -> dict[tuple[str, int], dict[str, int]]:
    """Columns that together name one person: ``{("author", 1): {"first": 2, "last": 4}}``."""
    people: dict[tuple[str, int], dict[str, int]] = {}
    for place, name in enumerate(header):
        found = OF_ONE_PERSON.fullmatch(_plain(name))
        if found:
            part = {"given": "first", "family": "last", "middle": "mid"}.get(
                found[3] or "name", found[3] or "name"
            )
            people.setdefault((found[1], int(found[2])), {})[part] = place
    return dict(sorted(people.items()))
