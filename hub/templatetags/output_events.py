"""The events an output belongs to: research knows no events, its page may still name them."""

from django import template

from hub.models import Event
from hub.models.events import EventQuerySet
from research.models import Output

register = template.Library()


@register.simple_tag
def events_of(output: Output) -> EventQuerySet:
    return Event.objects.filter(outputs=output).newest_first()
