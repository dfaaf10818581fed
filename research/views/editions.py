"""All editions of a work, from any of them, the one that serves this reader best first."""

from dataclasses import dataclass

from django.utils.translation import get_language

from research.models import Edition, Output
from research.views.edition_words import far, made_from, made_of_it

Kind = Edition.Kind
#: What stands for the whole work; a brief or its data do not.
WHOLE = {Kind.TRANSLATION, Kind.VERSION, Kind.PREPRINT}


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """Another edition of the same work, and the words between the two."""

    output: Output
    says: str
    is_whole: bool


def other_editions(output: Output) -> tuple[OtherEdition, ...]:
    """However many links away; the best for the reader first. Only what is public."""
    links = Edition.objects.of_work(output.pk)
    if not links:
        return ()
    ids = {pk for link in links for pk in (link.output_id, link.of_id)} - {output.pk}
    found = Output.objects.published().for_listing().in_bulk(ids)
    editions = [_edition(output, found[pk], links) for pk in found]
    return tuple(sorted(editions, key=_usefulness))


def _edition(shown: Output, other: Output, links: list[Edition]) -> OtherEdition:
    """A direct link says what it is; farther away, what the other is made of the work."""
    for link in links:
        if (link.output_id, link.of_id) == (shown.pk, other.pk):
            return OtherEdition(other, str(made_from(link.kind)), is_whole=True)
        if (link.output_id, link.of_id) == (other.pk, shown.pk):
            return OtherEdition(other, str(made_of_it(link.kind)), link.kind in WHOLE)
    kinds = [link.kind for link in links if link.output_id == other.pk]
    return OtherEdition(other, str(far(kinds)), not kinds or kinds[0] in WHOLE)


def _usefulness(edition: OtherEdition) -> tuple[object, ...]:
    """In the reader's language, the whole work, with a file here; then the newest."""
    other = edition.output
    return (
        other.language != get_language(),
        not edition.is_whole,
        not (other.is_readable and other.documents.all()),
        [-ord(letter) for letter in other.issued],
        other.pk,
    )


def better_for_reader(output: Output, editions: tuple[OtherEdition, ...]) -> OtherEdition | None:
    """The whole work in the reader's language, where the one shown is in another."""
    if output.language == get_language() or not editions:
        return None
    best = editions[0]
    is_better = best.output.language == get_language() and best.is_whole
    return best if is_better else None
