"""What was announced and held: one entry an event, the last one first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.models import Event
from research.feeds import atom
from research.feeds.atom import Entry, Feed
from research.feeds.outputs import answer
from research.formats.addresses import whole
from research.formats.plain_text import one_line, paragraphs

ENTRIES = 50


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    events = Event.objects.newest_first().for_listing().with_subjects()[:ENTRIES]
    feed = Feed(
        id=atom.tag("feeds", "events"),
        title=f"{settings.HUB_NAME}: {_('Events')}",
        subtitle=_("Meetings on labour migration in South Asia, to come and held."),
        address=whole(reverse("hub:event-list")),
        own_address=whole(request.get_full_path()),
        language="en",
        entries=[_entry(event) for event in events],
    )
    return answer(request, feed)


def _entry(event: Event) -> Entry:
    return Entry(
        id=atom.tag("events", event.pk),
        title=one_line(event.title),
        address=whole(event.get_absolute_url()),
        updated=event.updated_at,
        summary=" ".join(
            part for part in (f"{event.dates_display}.", paragraphs(event.summary)) if part
        ),
        subjects=[(theme.slug, theme.name) for theme in event.themes.all()],
    )
