"""The mail of alerts: what is new, why it is told, and where it says so."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.mail import EmailMultiAlternatives
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hub.alerts import telling, wording
from hub.alerts.batch import Batch
from hub.alerts.matching import question_of
from hub.models import Alert, AlertMail
from hub.posting.leading import Leading, leading
from hub.posting.letters import ReaderMail, absolute, list_headers, written
from hub.posting.rounds import Mailing
from hub.subscribing import links, subscribers
from research.models import Output
from research.search.snippets import snippet
from research.views.bylines import byline
from research.views.wording import direction, joined
from research.vocabularies import Access

#: Outputs described in one mail; of more it says how many, and where they stand.
MOST = 20
#: Pages named with one output.
MOST_PAGES = 2
LIST_NAME = "alerts"


def _plain(text: SafeString | str) -> str:
    """A marked snippet as plain text; other text as it is."""
    return html.unescape(strip_tags(text)) if isinstance(text, SafeString) else text


@dataclass(frozen=True, slots=True)
class Where:
    """A page that says what was sought."""

    number: int
    snippet: SafeString
    address: str

    @property
    def plain(self) -> str:
        return _plain(self.snippet)


@dataclass(frozen=True, slots=True)
class News:
    """A new output, and what of the reader's alerts it answers."""

    kind: str | Promise
    when: str
    about: str
    title: str
    address: str
    who: str
    text: SafeString | str
    note: str
    why: tuple[str, ...]
    pages: tuple[Where, ...]
    language: str

    @property
    def plain(self) -> str:
        return _plain(self.text)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def leading(self) -> Leading:
        return leading(self.language)


def letter(mail: AlertMail) -> ReaderMail | None:
    """The mail in its reader's language; nothing where all was withdrawn meanwhile."""
    told = list(mail.told.values_list("output", flat=True))
    public = Output.objects.published().filter(pk__in=told)
    outputs = list(public.order_by("-published_at", "-pk").for_listing())
    here = {output.pk for output in outputs}
    if gone := [pk for pk in told if pk not in here]:
        telling.take_back(mail, gone)
    if not outputs:
        return None
    alerts = _alerts_by_output(mail)
    reader = mail.subscriber
    token = links.of_reader(reader)
    with override(reader.language):
        said = [_news(output, alerts.get(output.pk, [])) for output in outputs[:MOST]]
        subject = _subject(outputs, [alert for found in alerts.values() for alert in found])
        leave = absolute("hub:alerts-unsubscribe", token)
        context = {
            "title": subject,
            "news": said,
            "more": len(outputs) - len(said),
            "manage": absolute("hub:newsletter-manage", token),
            "leave": leave,
        }
        headers = list_headers(
            LIST_NAME,
            _("Alerts of the SALAM Knowledge Hub"),
            leave=leave,
            archive=absolute("hub:newsletter"),
            message_id=f"alerts-{mail.pk}.{reader.pk}",
        )
    shown, text = written("alerts", reader.language, context)
    return ReaderMail(subject, shown, text, headers)


def _alerts_by_output(mail: AlertMail) -> dict[int, list[Alert]]:
    found: dict[int, list[Alert]] = {}
    for hit in telling.hits_told(mail):
        found.setdefault(hit.output_id, []).append(hit.alert)
    return found


def _subject(outputs: Sequence[Output], alerts: Iterable[Alert]) -> str:
    """What is new, before who says so: it is read in a list of subjects."""
    titles = {alert.pk: wording.title(wording.criteria_shown(alert)) for alert in alerts}
    names = list(dict.fromkeys(titles.values()))
    count = len(outputs)
    if len(names) == 1:
        words = ngettext("%(count)d new: %(search)s", "%(count)d new: %(search)s", count)
        return words % {"count": count, "search": names[0]}
    words = ngettext(
        "%(count)d new output for your alerts", "%(count)d new outputs for your alerts", count
    )
    return words % {"count": count}


def _news(output: Output, alerts: Sequence[Alert]) -> News:
    says = byline(output)
    countries = [country.local_name for country in output.countries.all()]
    marked, pages = _said(output, alerts)
    return News(
        kind=output.get_type_display(),
        when=output.issued_display,
        about=joined([*countries[:3], *(str(theme) for theme in output.themes.all())], at_most=6),
        title=output.title,
        address=absolute("research:output", output.slug),
        who=": ".join(part for part in (says.institutions, says.people) if part) or says.otherwise,
        text=marked or output.summary,
        note=_note(output),
        why=tuple(dict.fromkeys(wording.title(wording.criteria_shown(alert)) for alert in alerts)),
        pages=pages,
        language=output.language,
    )


def _said(output: Output, alerts: Sequence[Alert]) -> tuple[SafeString | str, tuple[Where, ...]]:
    """The summary with what was sought marked, and the pages that say it."""
    marked: SafeString | str = ""
    for alert in alerts:
        question = question_of(alert).question
        marked = marked or snippet(output.summary, question, output.language)
        hits = _batch(output.pk, output.updated_at.isoformat()).pages(output, question)
        if hits:
            shown = hits[:MOST_PAGES]
            host = absolute("hub:home", language="en").rstrip("/")
            return marked, tuple(Where(h.number, h.snippet, f"{host}{h.url}") for h in shown)
    return marked, ()


@lru_cache(maxsize=32)
def _batch(pk: int, _updated_at: str) -> Batch:
    """The output by itself: many readers are told of it in one round."""
    return Batch.of([pk])


def forget() -> None:
    """Read outputs again, whatever their number and time."""
    _batch.cache_clear()


def _note(output: Output) -> str:
    if output.access == Access.EMBARGOED and not output.is_open and output.embargo_until:
        return _("Under embargo until %(date)s.") % {
            "date": date_format(output.embargo_until, "j F Y")
        }
    return ""


def mailing() -> Mailing:
    """What a round of the post needs to know."""

    def compose(mail: AlertMail) -> EmailMultiAlternatives | None:
        if mail.subscriber.stopped_at or mail.subscriber.is_paused:
            return None
        found = letter(mail)
        return found.to(mail.subscriber.email) if found else None

    return Mailing(
        "alert mail",
        rows=AlertMail.objects.all,
        due=lambda now: AlertMail.objects.due(now).select_related("subscriber"),
        compose=compose,
        dead_address=lambda mail, reason: subscribers.stop(mail.subscriber.email, reason=reason),
    )
