"""What to read next: outputs of the same people, and on the same theme and country."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from research.models import Edition, Output
from research.models.outputs import OutputQuerySet

#: So many of each kind; a page offers a next step, not a catalogue.
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """Outputs and in what they are related."""

    label: str
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """Another edition of the same work, and the words between the two."""

    output: Output
    says: str
    is_of_this: bool


def related_to(output: Output) -> tuple[Related, ...]:
    """In three queries for ids and one fetch; nothing stands under two headings."""
    others = Output.objects.published().exclude(pk=output.pk)
    people = [credit.person_id for credit in output.credits.all() if credit.person_id]
    themes, countries = output.themes.all(), output.countries.all()
    seen: set[int] = set()
    groups = [
        (label, _first_ids(candidates, seen))
        for label, candidates in (
            (_("By the same people"), others.filter(credits__person__in=people)),
            (
                _("On the same theme and country"),
                others.filter(themes__in=themes, countries__in=countries),
            ),
            (_("On the same theme"), others.filter(themes__in=themes)),
        )
    ]
    # The theme alone says little: it speaks only where nothing else does.
    if len(seen) > AT_MOST:
        groups = groups[:2]
    found = Output.objects.for_listing().in_bulk([pk for _label, ids in groups for pk in ids])
    return tuple(Related(label, tuple(found[pk] for pk in ids)) for label, ids in groups if ids)


def _first_ids(candidates: OutputQuerySet, seen: set[int]) -> list[int]:
    fresh = candidates.exclude(pk__in=seen).newest_first().values_list("pk", "issued").distinct()
    ids = [pk for pk, _issued in fresh[:AT_MOST]]
    seen.update(ids)
    return ids


def other_editions(output: Output) -> tuple[OtherEdition, ...]:
    """Translations, briefs, data sets and versions, in both directions, if they are public."""
    links = Edition.objects.select_related("output", "of")
    towards = [
        OtherEdition(link.of, link.get_kind_display(), is_of_this=False)
        for link in links.filter(output=output)
    ]
    back = [
        OtherEdition(link.output, link.get_kind_display(), is_of_this=True)
        for link in links.filter(of=output)
    ]
    return tuple(edition for edition in towards + back if edition.output.is_public)
