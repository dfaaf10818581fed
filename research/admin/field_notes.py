"""What stands beside a field: where its value comes from, what may be chosen, what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from research.deposits import Offer
from research.ingestion.prefill import Filled, Suggestion
from research.models import Output

COMMENT = "_comment_"
#: What was found but stands in rows, where the value itself is shown.
ROWS = ("people", "institutions")


@dataclass(frozen=True, slots=True)
class FieldNotes:
    filled: Filled | None = None
    suggestions: tuple[Suggestion, ...] = ()
    #: What an editor asked to be changed here.
    comment: str = ""
    #: The name of the box a reviewer may write into; empty for everybody else.
    box: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a whole form, by field."""

    offer: Offer = field(default_factory=Offer)
    comments: dict[str, str] = field(default_factory=dict)
    is_reviewed: bool = False

    def of(self, name: str) -> FieldNotes:
        return FieldNotes(
            self.offer.of_field(name),
            getattr(self.offer.topics, name, ()),
            self.comments.get(name, ""),
            f"{COMMENT}{name}" if self.is_reviewed else "",
        )

    @property
    def spoken_of(self) -> Iterable[str]:
        """Fields with a note: these are not folded away."""
        yield from self.comments
        yield from (filled.field for filled in self.offer.fields)
        for kind in ("countries", "keywords", "sdgs"):
            if getattr(self.offer.topics, kind):
                yield kind


def notes_of(output: Output | None, offer: Offer | None, *, is_reviewed: bool) -> Notes:
    comments = dict(output.field_comments) if output else {}
    return Notes(offer or Offer(), comments, is_reviewed)
