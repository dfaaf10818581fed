"""What to read next: outputs of the same people, and those that are most alike."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from research.models import Output
from research.models.output_queries import OutputQuerySet
from research.search.alike import alike
from research.views.editions import OtherEdition

#: So many of each kind; a page offers a next step, not a catalogue.
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """Outputs and in what they are related."""

    label: str
    outputs: tuple[Output, ...]


def related_to(output: Output, *, besides: Collection[OtherEdition] = ()) -> tuple[Related, ...]:
    """In at most three queries for ids, and one fetch; nothing stands under two headings.

    ``besides`` names the editions of the work, which the page shows before these.
    """
    others = Output.objects.published().exclude(pk=output.pk)
    people = [credit.person_id for credit in output.credits.all() if credit.person_id]
    seen = {edition.output.pk for edition in besides}
    groups = [
        (_("By the same people"), _first_ids(others.filter(credits__person__in=people), seen))
    ]
    alike_ids = alike(output, but=seen, at_most=AT_MOST)
    seen.update(alike_ids)
    groups.append((_("Much alike in words"), alike_ids))
    if len(alike_ids) < AT_MOST:
        groups += _by_subject(output, others, seen)
    found = (
        Output.objects.published().for_listing().in_bulk([pk for _, ids in groups for pk in ids])
    )
    shown = [(label, [found[pk] for pk in ids if pk in found]) for label, ids in groups]
    return tuple(Related(label, tuple(outputs)) for label, outputs in shown if outputs)


def _by_subject(
    output: Output, others: OutputQuerySet, seen: set[int]
) -> list[tuple[str, list[int]]]:
    """By theme and country, where the index knows little like it or is away."""
    themes, countries = output.themes.all(), output.countries.all()
    both = others.filter(themes__in=themes, countries__in=countries)
    groups = [(_("On the same theme and country"), _first_ids(both, seen))]
    # The theme alone says little: it speaks only where nothing else does.
    if len(seen) <= AT_MOST:
        ids = _first_ids(others.filter(themes__in=themes), seen)
        groups.append((_("On the same theme"), ids))
    return groups


def _first_ids(candidates: OutputQuerySet, seen: set[int]) -> list[int]:
    fresh = candidates.exclude(pk__in=seen).newest_first().values_list("pk", "issued").distinct()
    ids = [pk for pk, _issued in fresh[:AT_MOST]]
    seen.update(ids)
    return ids
