"""What an institution or a person works on: themes, each with the number of its outputs."""

from dataclasses import dataclass

from research.models import Theme
from research.models.output_queries import OutputQuerySet
from research.views.facts import search_address


@dataclass(frozen=True, slots=True)
class Subject:
    """A theme, how many outputs stand under it, and the search that shows them."""

    theme: Theme
    count: int
    address: str


def works_on(outputs: OutputQuerySet, **whose: str) -> tuple[Subject, ...]:
    """``whose`` is the parameter of the search that gives the same ``outputs``."""
    return tuple(
        Subject(theme, count, search_address(**whose, theme=theme.slug, sort="newest"))
        for theme, count in Theme.objects.counted_in(outputs)
    )
