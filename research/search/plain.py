"""The plainer answer of PostgreSQL, for the minutes in which the index is away."""

from django.db.models import Q

from research.models import Document, Output
from research.models.output_queries import OutputQuerySet
from research.search import analysis
from research.search.criteria import PAGE_SIZE, Criteria
from research.search.query_language import Question

#: Words that are asked for; each costs a look at every record.
MOST_WORDS = 8
#: Where a word may stand. No page text, no stems.
PLACES = ("title", "subtitle", "summary", "abstract", "credits__name", "institutions__name")
#: Where the values of a facet stand in the tables.
LOOKUPS = {
    "theme": "themes__slug__in",
    "country": "countries__in",
    "type": "type__in",
    "institution": "institutions__slug__in",
    "language": "language__in",
    "destination": "corridors__destination__in",
    "origin": "corridors__origin__in",
    "form": "forms__overlap",
    "stage": "stages__overlap",
    "population": "populations__overlap",
    "actor": "recommendations__actor__in",
    "person": "credits__person__slug__in",
    "sdg": "sdgs__overlap",
    "access": "access__in",
}
#: What an output has or has not.
FLAGS = {
    "sex_disaggregated": Q(sex_disaggregated=True),
    "has_text": Q(documents__state=Document.State.READ),
}


def matching(criteria: Criteria, question: Question) -> OutputQuerySet:
    """Published outputs that have all the words; one may come more than once."""
    outputs = Output.objects.published()
    if question.identifiers:
        outputs = outputs.filter(_is_one_of(question.identifiers))
    else:
        for word in _words(criteria, question)[:MOST_WORDS]:
            wanted = Q()
            for place in PLACES:
                wanted |= Q(**{f"{place}__icontains": word})
            outputs = outputs.filter(wanted)
    for name, values in criteria.chosen.items():
        outputs = outputs.filter(pk__in=Output.objects.filter(_has_one_of(name, values)))
    if criteria.year_min is not None:
        outputs = outputs.filter(issued__gte=str(criteria.year_min))
    if criteria.year_max is not None:
        outputs = outputs.filter(issued__lt=str(criteria.year_max + 1)).exclude(issued="")
    return outputs


def _has_one_of(name: str, values: tuple[str, ...]) -> Q:
    return Q(**{LOOKUPS[name]: list(values)}) if name in LOOKUPS else FLAGS[name]


def find(criteria: Criteria, question: Question) -> tuple[int, list[Output]]:
    """How many published outputs have all the words, and the page asked for, newest first."""
    outputs = matching(criteria, question)
    found = Output.objects.filter(pk__in=outputs.values("pk")).for_listing().newest_first()
    start = (criteria.page - 1) * PAGE_SIZE
    return found.count(), list(found[start : start + PAGE_SIZE])


def _words(criteria: Criteria, question: Question) -> list[str]:
    """The plain words, or whatever words there are: signs mean nothing here."""
    plain = [word for run in question.runs for word in run]
    return plain or [token.word for token in analysis.tokens(criteria.text)]


def _is_one_of(keys: tuple[str, ...]) -> Q:
    slugs = [key.removeprefix("outputs/") for key in keys if key.startswith("outputs/")]
    return Q(doi__in=keys) | Q(slug__in=slugs)
