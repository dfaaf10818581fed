"""Recommendations of the lists: they stand with the output that says so."""

from typing import Any

from django.db.models import Max

from hub.starter.entries import Written, in_order
from hub.starter.fields import Field, country, number, one, several, text, word_of
from hub.starter.known import Known
from research.models import Output, Recommendation, Theme


def _actor(value: Any, known: Known) -> str:
    """Whom a point asks may be left open."""
    return word_of(Recommendation.Actor)(value, known) if value else ""


#: Points under one heading that ask the same body for something.
RECOMMENDATION = (
    Field("title", text, is_required=True),
    Field("actor", _actor),
    Field("body", text),
    Field("country", country),
    Field("theme", one(Theme)),
    Field("page", number),
    Field("points", several(text), is_required=True),
)
#: What is filled in where it stands empty; what people wrote since is left alone.
_SCOPE = ("actor", "body", "country_id", "theme_id", "page")


def stand_with(output: Output, groups: list[dict[str, Any]]) -> bool:
    """Add what is missing behind what stands there; whether that changed anything."""
    stand = {(one.topic, one.text): one for one in output.recommendations.all()}
    wanted = [columns for group in groups for columns in _columns(group)]
    missing = [row for row in wanted if (row["topic"], row["text"]) not in stand]
    last = output.recommendations.aggregate(last=Max("order"))["last"] or 0
    rows = [
        Recommendation(output=output, **part.columns) for part in in_order(missing, start=last + 1)
    ]
    Recommendation.objects.bulk_create(rows)
    filled = [_filled(stand.get((row["topic"], row["text"])), row) for row in wanted]
    return bool(rows) or any(filled)


def _columns(group: dict[str, Any]) -> list[dict[str, Any]]:
    scope = {
        "topic": group["title"],
        "actor": group["actor"],
        "body": group["body"],
        "country_id": group["country"],
        "theme_id": group["theme"],
        "page": group["page"],
    }
    return [{**scope, "text": point} for point in group["points"]]


def _filled(stands: Recommendation | None, row: dict[str, Any]) -> bool:
    """An earlier load knew less of the same recommendation."""
    lacking = [name for name in _SCOPE if stands and row[name] and not getattr(stands, name)]
    for name in lacking:
        setattr(stands, name, row[name])
    if stands and lacking:
        stands.save(update_fields=lacking)
    return bool(lacking)


def of_output(written: Written) -> bool:
    return stand_with(written.record, written.values["recommendations"])
