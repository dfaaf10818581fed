"""The plainer answer of PostgreSQL, for the minutes in which the index is away."""

from django.db.models import Q

from research.models import Output
from research.search import analysis
from research.search.criteria import PAGE_SIZE, Criteria
from research.search.query_language import Question

#: Words that are asked for; each costs a look at every record.
MOST_WORDS = 8
#: Where a word may stand. No page text, no facets, no stems.
PLACES = ("title", "subtitle", "summary", "abstract", "credits__name", "institutions__name")


def find(criteria: Criteria, question: Question) -> tuple[int, list[Output]]:
    """How many published outputs have all the words, and the page asked for, newest first."""
    outputs = Output.objects.published()
    if question.identifiers:
        outputs = outputs.filter(_is_one_of(question.identifiers))
    else:
        for word in _words(criteria, question)[:MOST_WORDS]:
            wanted = Q()
            for place in PLACES:
                wanted |= Q(**{f"{place}__icontains": word})
            outputs = outputs.filter(wanted)
    outputs = outputs.narrowed_plainly(
        themes=criteria.chosen.get("theme", ()),
        countries=criteria.chosen.get("country", ()),
        types=criteria.chosen.get("type", ()),
    )
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
