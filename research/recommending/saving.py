"""What was checked and has no fault goes in, behind what stands with each output."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from research.models import Output, Recommendation


@transaction.atomic
def save(recommendations: Sequence[Recommendation]) -> int:
    """All of them or none; how many they were."""
    ids = {one.output_id for one in recommendations}
    # Two sheets for one output wait for each other: both count on from its last place.
    list(Output.objects.select_for_update().filter(pk__in=sorted(ids)).order_by("pk"))
    places = Counter(
        {
            row["output_id"]: row["last"]
            for row in Recommendation.objects.filter(output__in=ids)
            .values("output_id")
            .annotate(last=Max("order"))
        }
    )
    for one in recommendations:
        places[one.output_id] += 1
        one.order = places[one.output_id]
    Recommendation.objects.bulk_create(recommendations)
    return len(recommendations)
