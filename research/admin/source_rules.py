"""The rules of a source as fields of its form, and what they make of examples."""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from partners.admin.lists import LinesField, WordsField
from partners.models import Country
from research.ingestion.relevance import SOUTH_ASIA, Rules
from research.models import Concept

LONGEST_WORD = 100


class CountriesField(WordsField):
    """Countries by name or code; kept as codes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(entry=forms.CharField(max_length=LONGEST_WORD), **kwargs)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """All that may be typed, in the reader's language or English."""
        typed: dict[str, str] = {}
        reader = Locale.parse(get_language() or "en", sep="-").territories
        for code, name in Country.objects.values_list("code", "name"):
            for written in (name, str(reader.get(code, name)), code):
                typed[written.casefold()] = code
        return typed

    def _cleaned(self, entry: str) -> str:
        code = self._codes.get(entry.casefold())
        if code is None:
            raise ValidationError(_("No country is called “%(name)s”.") % {"name": entry})
        return code

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            names = Country.objects.filter(code__in=value).local_names()
            value = sorted(names.get(code, code) for code in value)
        return super().prepare_value(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = {self._codes.get(name.casefold(), name) for name in self.to_python(data)}
        return set(initial or ()) != typed


class Topics(forms.MultipleChoiceField):
    """Concepts of the thesaurus, ticked."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(initial or ()) != set(data or ())


def _words(**kwargs: Any) -> WordsField:
    return WordsField(entry=forms.CharField(max_length=LONGEST_WORD), required=False, **kwargs)


#: The fields, in the order of the form.
RULES: dict[str, forms.Field] = {
    "has_rules": forms.BooleanField(
        label=gettext_lazy("Only what concerns the hub"),
        required=False,
        help_text=gettext_lazy(
            "Without a tick all of it is taken: right for an institute's own repository, wrong "
            "for a registry. With it, a work counts by its topic and its place together."
        ),
    ),
    "concepts": Topics(
        label=gettext_lazy("Topics"),
        required=False,
        help_text=gettext_lazy("Of the thesaurus: their words count in all its languages."),
    ),
    "keywords": _words(
        label=gettext_lazy("Other words for the topic"),
        help_text=gettext_lazy("Commas between them. Endings don't matter."),
    ),
    "countries": CountriesField(
        label=gettext_lazy("Countries"),
        required=False,
        help_text=gettext_lazy(
            "Commas between them. Their people and known places count too: Sylheti, Kerala."
        ),
    ),
    "destinations": CountriesField(
        label=gettext_lazy("Countries people go to"),
        required=False,
        help_text=gettext_lazy("Commas between them. They count for less than those above."),
    ),
    "affiliations": LinesField(
        entry=forms.CharField(max_length=300),
        required=False,
        label=gettext_lazy("Institutions"),
        help_text=gettext_lazy(
            "One a line. What one of these wrote counts as being about the place."
        ),
    ),
    "unwanted": _words(
        label=gettext_lazy("Words that are not wanted"),
        help_text=gettext_lazy("Commas between them. A work that says one of them is left."),
    ),
    "threshold": forms.IntegerField(
        label=gettext_lazy("Threshold"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy(
            "Of 100. A topic and a place in the title make 70, mentioned once in the abstract 35; "
            "the higher it is, the less is taken."
        ),
    ),
}


def offered(kept: dict[str, object]) -> dict[str, Any]:
    """What the fields show: the rules of a source, or those of the hub as an offer."""
    rules = Rules.read(kept) if kept else SOUTH_ASIA
    return {**rules.to_keep(), "has_rules": bool(kept)}


def choices_of_topics(chosen: Collection[str]) -> list[tuple[str, str]]:
    """All concepts by their preferred word in the reader's language, the chosen ones first."""
    language = (get_language() or "en")[:2]
    found = Concept.objects.preferred_words({"en", language})
    in_order = sorted(found, key=lambda row: row[1] == language)
    words = {slug: text for slug, _language, text in in_order}
    named = ((slug, words.get(slug, slug)) for slug in Concept.objects.slugs())
    return sorted(named, key=lambda one: (one[0] not in chosen, one[1].casefold()))


def read(cleaned: dict[str, Any]) -> dict[str, object]:
    """The rules as a source keeps them; none where all is taken."""
    if not cleaned.get("has_rules"):
        return {}
    kept = {name: cleaned.get(name) for name in RULES if name != "has_rules"}
    return Rules.read({name: _plain(value) for name, value in kept.items()}).to_keep()


def mark(rules: dict[str, object]) -> str:
    """Names these very rules: sent with the form once their examples have been shown."""
    told = json.dumps(rules, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
