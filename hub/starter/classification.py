"""Forms, stages and populations: read by people, kept in a list of their own.

The words of ``classification.yaml`` are laid beside the rows they speak of before
those are read, so that an output and its classification are one row.
"""

from dataclasses import dataclass, replace

from hub.starter.fields import Field, Goes, flag, several, slug, text, word_of
from hub.starter.reading import Row
from research.vocabularies import Form, Population, Stage

WORDS = (
    Field("forms", several(word_of(Form))),
    Field("stages", several(word_of(Stage))),
    Field("populations", several(word_of(Population))),
)
#: Of outputs; events and practices have no figures of their own.
CLASSIFICATION = (*WORDS, Field("sex_disaggregated", flag))

FIELDS = (
    Field("list", text, goes=Goes.ASIDE, is_required=True),
    Field("slug", slug, is_required=True),
    *CLASSIFICATION,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose words these are: a list by its name, and a row of it."""

    list: str
    slug: str


def described(row: Row) -> Place:
    return Place(str(row.cells.get("list", "")), row.slug)


def laid_beside(row: Row, words: Row | None) -> Row:
    """``row`` with the fields of ``words`` that it does not fill itself."""
    if words is None:
        return row
    more = {name: value for name, value in words.cells.items() if name not in ("list", "slug")}
    return replace(row, cells={**more, **row.cells})
