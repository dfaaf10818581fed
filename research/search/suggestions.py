"""What a reader may be about to type: titles, people, institutions, words and countries.

Titles come from the index, people and institutions from PostgreSQL by an index of three
letters, words of the thesaurus and countries from memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
import tantivy
from django.utils.translation import get_language, override
from tantivy import Occur, Query

from partners.models import Country, Institution, Person
from research.models import Output
from research.search import analysis, index, query_language, thesaurus
from research.search.index import output_schema

#: Fewer letters begin everything.
SHORTEST = 2
#: What is typed beyond this begins nothing.
LONGEST = 100
#: How many of each kind are shown; titles are what most readers look for.
TITLES, PEOPLE, INSTITUTIONS, CONCEPTS, COUNTRIES = 4, 2, 2, 2, 2
#: So many names that begin as typed are asked whether readers may see them.
LOOKED_AT = 40
#: What titles gain that say the typed words in a row.
IN_A_ROW = 2.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that begins as typed. ``thing`` has a page; words have none and are sought."""

    label: str
    language: str = ""
    thing: Output | Person | Institution | Country | None = None


def suggest(text: str) -> tuple[Suggestion, ...]:
    """At most a dozen, in a fixed number of queries; none while the index is away."""
    text = query_language.clean(text)[:LONGEST].strip()
    letters = analysis.spelt(text)
    if len(letters) < SHORTEST:
        return ()
    return (
        *_concepts(letters),
        *_titles(letters),
        *_people(text),
        *_institutions(text),
        *_countries(letters),
    )


def _titles(letters: str) -> Iterator[Suggestion]:
    try:
        searcher, _pages = index.live().searchers()
    except index.IndexAway:
        return
    hits = searcher.search(_title_query(letters.split()), TITLES, count=False).hits
    ids = searcher.fast_field_values("id", [address for _score, address in hits])
    outputs = Output.objects.published().only("slug", "title", "language").in_bulk(ids)
    for output in (outputs[pk] for pk in ids if pk in outputs):
        yield Suggestion(output.title, output.language, output)


def _title_query(words: list[str]) -> tantivy.Query:
    """Titles with all the words, the last of which is still being typed."""
    schema = output_schema()
    *whole, begun = words
    clauses = [(Occur.Must, Query.term_query(schema, "spelt", word)) for word in whole]
    beginning = Query.regex_query(schema, "spelt", regex.escape(begun) + ".*")
    clauses.append((Occur.Must, beginning))
    if whole:
        in_a_row = Query.phrase_prefix_query(schema, "spelt", [*words])
        clauses.append((Occur.Should, Query.boost_query(in_a_row, IN_A_ROW)))
    return Query.boolean_query(clauses)


def _people(text: str) -> Iterator[Suggestion]:
    called = list(Person.objects.called(text).only("slug", "name")[:LOOKED_AT])
    shown = Person.objects.shown_among([person.pk for person in called]) if called else ()
    for person in [each for each in called if each.pk in shown][:PEOPLE]:
        yield Suggestion(person.name, thing=person)


def _institutions(text: str) -> Iterator[Suggestion]:
    called = list(Institution.objects.called(text).only("slug", "name")[:LOOKED_AT])
    shown = Institution.objects.shown_among([each.pk for each in called]) if called else ()
    for institution in [each for each in called if each.pk in shown][:INSTITUTIONS]:
        yield Suggestion(institution.name, thing=institution)


def _concepts(letters: str) -> Iterator[Suggestion]:
    for label in thesaurus.beginning(letters, CONCEPTS):
        yield Suggestion(label.text, label.language)


def _countries(letters: str) -> Iterator[Suggestion]:
    found = [name for name in country_names(get_language() or "en") if name[0].startswith(letters)]
    for _spelt, code, name in found[:COUNTRIES]:
        yield Suggestion(name, thing=Country(code=code, name=name))


@lru_cache(maxsize=16)
def country_names(language: str) -> tuple[tuple[str, str, str], ...]:
    """As spelt, code, and as written. The table of countries comes with a migration."""
    with override(language):
        names = [(row.code, row.local_name) for row in Country.objects.by_name()]
    return tuple((analysis.spelt(name), code, name) for code, name in names)
