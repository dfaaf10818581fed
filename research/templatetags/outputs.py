"""An output in few words: who says so, can I read it, how to cite it."""

from django import template

from research.views import bylines, reading

register = template.Library()
register.simple_tag(bylines.byline, name="byline")
register.simple_tag(reading.reading, name="reading")
register.simple_tag(reading.open_documents, name="open_documents")
register.filter("state", reading.state)
register.filter("kind", reading.kind)
register.filter("host", reading.host)
