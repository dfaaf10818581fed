"""The plainer answer of PostgreSQL, for the minutes in which the index is away."""

from django.db.models import Q

from research.models import Output
from research.search.criteria import PAGE_SIZE, Criteria

#: Where a word may stand. No page text, no facets, no stems.
PLACES = ("title", "subtitle", "summary", "abstract", "credits__name", "institutions__name")


def find(criteria: Criteria) -> tuple[int, list[Output]]:
    """How many published outputs have all the words, and the page asked for, newest first."""
    outputs = Output.objects.published()
    for word in criteria.text.split()[:8]:
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
