"""Atom feeds of the portal: the newsletter's issues, and each alert at its secret address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.alerts import wording
from hub.models import Alert, AlertHit, Issue
from hub.newsletter.contents import items_of, parts
from hub.posting.letters import absolute

#: Entries of a feed.
MOST = 50
MOST_ISSUES = 20


class IssuesFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    title: str | Promise = gettext_lazy("Newsletter of the SALAM Knowledge Hub")
    subtitle = gettext_lazy("What is new in research on labour migration in South Asia.")

    def link(self) -> str:
        return absolute("hub:newsletter")

    def items(self) -> Iterable[Issue]:
        return Issue.objects.out().newest_first()[:MOST_ISSUES]

    def item_title(self, item: Issue) -> str:
        return item.title

    def item_link(self, item: Issue) -> str:
        return absolute("hub:issue", item.slug)

    def item_description(self, item: Issue) -> str:
        """What it names, in plain words."""
        lines = [item.words] if item.words else []
        lines += [
            f"{part.label}: " + "; ".join(entry.title for entry in part.entries)
            for part in parts(items_of(item), "en")
        ]
        return "\n\n".join(lines)

    def item_pubdate(self, item: Issue) -> datetime | None:
        return item.started_at

    def item_updateddate(self, item: Issue) -> datetime | None:
        return item.started_at


class AlertFeed(Feed):  # type: ignore[type-arg]
    """What an alert has found. Whoever has the address needs no mail."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Alert:
        alert = Alert.objects.filter(key=kwargs["key"]).first()
        if alert is None:
            raise Http404
        return alert

    def title(self, alert: Alert) -> str:
        search = wording.title(wording.criteria_shown(alert))
        return _("New results: %(search)s") % {"search": search}

    def subtitle(self, alert: Alert) -> str:
        said = wording.in_words(wording.criteria_shown(alert), all_words=alert.all_words)
        return "; ".join(map(str, said))

    def link(self, alert: Alert) -> str:
        return f"{absolute('research:search')}?{alert.query}"

    def items(self, alert: Alert) -> Iterable[AlertHit]:
        return alert.hits.public().newest_first().for_reading()[:MOST]

    def item_title(self, item: AlertHit) -> str:
        return item.output.title

    def item_link(self, item: AlertHit) -> str:
        return absolute("research:output", item.output.slug)

    def item_guid(self, item: AlertHit) -> str:
        return absolute("research:output", item.output.slug, language="en")

    def item_description(self, item: AlertHit) -> str:
        return item.output.summary

    def item_author_name(self, item: AlertHit) -> str | None:
        return ", ".join(credit.name for credit in item.output.credits.all()[:6]) or None

    def item_pubdate(self, item: AlertHit) -> datetime | None:
        return item.output.published_at

    def item_updateddate(self, item: AlertHit) -> datetime | None:
        return item.found_at
