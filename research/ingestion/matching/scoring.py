"""One score for two works, from 0 to 1, with the reasons for people.

Evidence is added up as logarithms of odds: each line of ``WEIGHTS`` says how much an
agreement speaks for, a difference against, that both are one work. The weights were set
by hand on principle and tried on labelled citations; bench/ measures each change.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from research.ingestion.matching import people, titles, venues
from research.ingestion.matching.works import Work

#: “Introduction” is many works' title, and two short words may be two works'.
TITLE_OF_MANY, SHORT_TITLE = 1.4, 2.2
#: From here on two records are held to be one work...
SAME = 0.5
#: ...and from here on it is worth a person's look.
WORTH_A_LOOK = 0.2
WEIGHTS = {
    "start": -6.5,
    "title": 6.5,
    "title_nearly": 4.5,
    "title_alike": 2.5,
    "title_beginning": 4.5,
    "title_other": -5.0,
    "word_exchanged": -2.0,
    "number_clash": -6.0,
    "number_missing": -2.0,
    "telling_word": -3.5,
    "title_of_many": -5.0,
    "short_title": -2.0,
    "year": 1.5,
    "year_next": -0.5,
    "year_near": -2.0,
    "year_far": -3.5,
    "people_all": 2.5,
    "people_most": 1.2,
    "people_some": 0.3,
    "people_none": -4.5,
    "people_more": -0.5,
    "first_person_other": -0.7,
    "venue": 0.8,
    "venue_other_kind": -1.8,
    "venue_other": -1.0,
    "first_page": 2.0,
    "first_page_other": -1.5,
    "volume": 0.5,
    "volume_other": -1.0,
    "doi": 9.0,
    "doi_other": -5.0,
    "handle": 9.0,
    "isbn": 2.5,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is that two records are one work, and why."""

    score: float
    reasons: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.score >= SAME


Evidence = Iterator[tuple[str, str]]


def judge(first: Work, second: Work) -> Judgement:
    found = [*_by_identifiers(first, second), *_by_title(first, second), *_by_year(first, second)]
    found += [*_by_people(first, second), *_by_venue(first, second)]
    total = WEIGHTS["start"] + sum(WEIGHTS[name] for name, _reason in found)
    score = 1 / (1 + math.exp(-max(min(total, 30), -30)))
    return Judgement(round(score, 4), tuple(dict.fromkeys(r for _name, r in found if r)))


def _by_identifiers(first: Work, second: Work) -> Evidence:
    if first.doi and second.doi:
        if first.doi == second.doi:
            yield "doi", _("same DOI")
        else:
            yield "doi_other", _("another DOI")
    if first.handle and first.handle == second.handle:
        yield "handle", _("same handle")
    if first.isbn & second.isbn:
        yield "isbn", _("same ISBN")


def _by_title(first: Work, second: Work) -> Evidence:
    like = titles.compare(first.heading, second.heading)
    yield from _by_share(like)
    if not like.is_beginning:
        for _word in range(min(round(like.exchanged), 3)):
            yield "word_exchanged", _("a word of the title is another")
    if like.numbers_clash:
        yield "number_clash", _("another part, edition or year in the title")
    elif like.number_missing:
        yield "number_missing", _("a number in one title only")
    if like.telling_differs:
        yield "telling_word", _("one speaks about the other, or is another kind of work")
    weight = min(first.heading.weight, second.heading.weight)
    if weight < TITLE_OF_MANY:
        yield "title_of_many", ""
    elif weight < SHORT_TITLE:
        yield "short_title", ""


def _by_share(like: titles.Likeness) -> Evidence:
    said = _("title %(percent)d %%") % {"percent": round(like.share * 100)}
    if like.share >= 0.97:
        yield "title", _("same title") if like.share >= 0.995 else said
    elif like.is_beginning:
        yield "title_beginning", _("one title is the beginning of the other")
    elif like.share >= 0.88:
        yield "title_nearly", said
    elif like.share >= 0.75:
        yield "title_alike", said
    elif like.share < 0.6:
        yield "title_other", _("another title")


def _by_year(first: Work, second: Work) -> Evidence:
    if not (first.year.isdecimal() and second.year.isdecimal()):
        return
    apart = abs(int(first.year) - int(second.year))
    if apart == 0:
        yield "year", _("same year")
    elif apart == 1:
        yield "year_next", _("one year apart")
    else:
        said = _("%(number)d years apart") % {"number": apart}
        yield ("year_near" if apart == 2 else "year_far"), said


def _by_people(first: Work, second: Work) -> Evidence:
    company = people.compare(first.people, second.people)
    if company is None:
        return
    said = _("%(shared)d of %(all)d people") % {"shared": company.shared, "all": company.of}
    share = company.shared / company.of
    if not company.shared:
        yield "people_none", _("other people")
        return
    if share == 1:
        yield "people_all", said if company.of > 1 else _("same person")
    elif share >= 0.5:
        yield "people_most", said
    else:
        yield "people_some", said
    if not company.same_first:
        yield "first_person_other", ""
    if abs(len(first.people) - len(second.people)) > max(company.of, 2):
        yield "people_more", ""


def _by_venue(first: Work, second: Work) -> Evidence:
    yield from _by_place(first, second)
    if not (first.venue and second.venue):
        return
    if venues.is_one(first.venue, second.venue):
        yield "venue", _("same journal or series")
    elif venues.are_other_kinds(first.venue, second.venue):
        yield "venue_other_kind", _("one in a journal, one at a conference")
    elif fuzz.token_set_ratio(first.venue.casefold(), second.venue.casefold()) < 45:
        yield "venue_other", _("another journal or series")


def _by_place(first: Work, second: Work) -> Evidence:
    """Volume and first page: what tells two papers of one journal apart."""
    if first.first_page and second.first_page:
        if first.first_page == second.first_page:
            yield "first_page", _("same first page")
        else:
            yield "first_page_other", _("another first page")
    if first.volume_number and second.volume_number:
        same = first.volume_number == second.volume_number
        yield ("volume", "") if same else ("volume_other", _("another volume"))
