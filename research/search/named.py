"""What a question names outright: typed whole, the name of an institution leads to its page."""

from django.db.models import Value
from django.utils.translation import get_language

from partners.models import Country, Institution, Person, ResourceCentre
from research.models import Theme
from research.search import analysis
from research.search.criteria import Criteria
from research.search.suggestions import country_names

#: No name is longer.
LONGEST = 200

Thing = Institution | Person | ResourceCentre | Theme | Country
#: Of what is called the same, the first kind is meant.
KINDS: dict[str, type[Institution] | type[Person] | type[ResourceCentre]] = {
    "institution": Institution,
    "centre": ResourceCentre,
    "person": Person,
}


def named(criteria: Criteria) -> Thing | None:
    """In two queries, and a third where something is named so."""
    text = criteria.text.strip(" \"“”'")
    spelt = analysis.spelt(text)
    if not spelt or len(text) > LONGEST or criteria.page > 1:
        return None
    return _country(spelt) or _theme(spelt) or _who(text)


def _country(spelt: str) -> Country | None:
    """By its name in the reader's language or in English; shown in the reader's."""
    local = country_names(get_language() or "en")
    codes = {name: code for name, code, _written in (*country_names("en"), *local)}
    written = {code: name for _spelt, code, name in local}
    code = codes.get(spelt)
    return Country(code=code, name=written[code]) if code else None


def _theme(spelt: str) -> Theme | None:
    for theme in Theme.objects.in_order():
        if spelt in {analysis.spelt(theme.name), analysis.spelt(str(theme))}:
            return theme
    return None


def _who(text: str) -> Institution | Person | ResourceCentre | None:
    asked = (
        model.objects.named(text).order_by().values_list("pk", Value(kind))
        for kind, model in KINDS.items()
    )
    first, *others = asked
    found = {kind: pk for pk, kind in sorted(first.union(*others), reverse=True)}
    for kind, model in KINDS.items():
        if kind in found:
            return model.objects.get(pk=found[kind])
    return None
