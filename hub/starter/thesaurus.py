"""The thesaurus of search: concepts of labour migration, with their words in seven languages."""

from django.conf import settings

from hub.starter.entries import Entry, Part, StarterList, by_table
from hub.starter.fields import Field, Goes, Values, several, slug, text
from hub.starter.known import Known
from research.models import Concept, ConceptLabel

Kind = ConceptLabel.Kind

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def _entry(values: Values, _known: Known) -> Entry:
    entry = by_table(FIELDS, values)
    words = [
        (language, word, Kind.ALTERNATIVE if place else Kind.PREFERRED)
        for language in LANGUAGES
        for place, word in enumerate(values[language])
    ]
    # Short names of bodies and programmes are written in Latin letters everywhere.
    words += [("en", word, Kind.ABBREVIATION) for word in values["abbreviations"]]
    entry.parts["labels"] = [
        Part({"language": language, "text": word, "kind": kind}) for language, word, kind in words
    ]
    return entry


FIELDS = (
    Field("slug", slug, is_required=True),
    Field("note", text, to="scope_note"),
    # The first word of a language is the preferred one.
    *(Field(language, several(text), goes=Goes.ASIDE) for language in LANGUAGES),
    Field("abbreviations", several(text), goes=Goes.ASIDE),
)
THESAURUS = StarterList("thesaurus", Concept, FIELDS, _entry)
