"""An output in few words: who says so, can I read it, how to cite it."""

from django import template

from research.views import bylines, edition_words, reading
from research.vocabularies import OutputType

register = template.Library()
register.simple_tag(bylines.byline, name="byline")
register.simple_tag(reading.reading, name="reading")
register.simple_tag(reading.open_documents, name="open_documents")
register.filter("state", reading.state)
register.filter("kind", reading.kind)
register.filter("host", reading.host)
register.filter("also", edition_words.also)


@register.filter
def type_name(code: str) -> str:
    """The kind of an output in words: Django's own way builds all of them each time."""
    return str(OutputType(code).label)
