"""A saved search in words: with every filter, so that nobody wonders what was saved."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.models import Alert, Pace, SubscriptionRequest
from research.search import Criteria, query_language
from research.search.facets import BY_NAME


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is asked: what kind, and which values."""

    label: str | Promise
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.label}: {', '.join(self.values)}"


def in_words(criteria: Criteria, *, all_words: bool | None) -> tuple[Said, ...]:
    """``all_words`` is nothing where that is still to be chosen."""
    said = list(_text(criteria, all_words=all_words))
    filters: dict[str, list[str]] = {}
    for name, _value, caption in criteria.captions():
        filters.setdefault(name, []).append(caption)
    said += [Said(BY_NAME[name].label, tuple(values)) for name, values in filters.items()]
    if criteria.has_years:
        said.append(Said(_("Year"), (_years(criteria.year_min, criteria.year_max),)))
    return tuple(said)


def title(criteria: Criteria) -> str:
    """The search in one line."""
    parts = [f"“{criteria.text}”"] if criteria.text else []
    parts += [caption for _name, _value, caption in criteria.captions()]
    if criteria.has_years:
        parts.append(_years(criteria.year_min, criteria.year_max))
    return " · ".join(parts)


def _text(criteria: Criteria, *, all_words: bool | None) -> tuple[Said, ...]:
    if not criteria.text:
        return ()
    label = _("All of these words") if all_words else _("Any of these words")
    if all_words is None or len(query_language.read(criteria.text).words) < 2:
        label = _("Words")
    said = [Said(label, (criteria.text,))]
    if not criteria.with_thesaurus:
        said.append(Said(_("Other words for the same"), (_("not sought"),)))
    return tuple(said)


def _years(first: int | None, last: int | None) -> str:
    if first == last:
        return str(first)
    if last is None:
        return _("since %(year)s") % {"year": first}
    if first is None:
        return _("until %(year)s") % {"year": last}
    return f"{first} – {last}"


def criteria_shown(alert: Alert) -> Criteria:
    """The saved search as it would be read today; ``notices`` tell what has gone since."""
    return Criteria.parse(QueryDict(alert.query))


def of_request(asked: SubscriptionRequest) -> list[str]:
    """A request for an alert in words, in the language it was made in."""
    with override(asked.language):
        criteria = Criteria.parse(QueryDict(asked.query))
        said = [str(one) for one in in_words(criteria, all_words=asked.all_words)]
        return [*said, f"{_('Tells')}: {Pace(asked.pace).label}"]
