"""OAI-PMH: repositories and journals, asked for what changed, page by page.

Asked for the richest format that is offered, from a day in the server's own granularity;
tokens are followed, deleted records told as deleted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from research.ingestion.connectors import metadata, oai_answers, told_settings
from research.ingestion.connectors.harvested import Page, Setting
from research.ingestion.connectors.oai_answers import Heard
from research.ingestion.connectors.walking import (
    Answered,
    for_harvests,
    moment,
    now,
    patiently,
    walk,
)
from research.ingestion.connectors.xml_trees import Tree, along, said_at, words
from research.ingestion.transport import Answer, SourceUnavailable, Transport

#: Many servers fill their index at night, with the datestamps of the day before.
OVERLAP = timedelta(days=2)
TO_THE_SECOND = "YYYY-MM-DDThh:mm:ssZ"
#: Invenio answers "nothing has changed" with this status and no words.
NOTHING_CHANGED = 422
NOTHING = frozenset({"noRecordsMatch"})
TOKEN_IS_OLD = "badResumptionToken"  # noqa: S105 -- a code of the protocol

SETTINGS = (
    Setting(
        "address",
        _lazy("Address"),
        _lazy("Where the repository answers OAI-PMH, as in https://example.org/oai/request."),
        is_required=True,
        clean=told_settings.address,
    ),
    Setting(
        "set",
        _lazy("Set"),
        _lazy("Its short name (setSpec). Several are parted by blanks; empty for everything."),
    ),
    Setting(
        "format",
        _lazy("Format"),
        _lazy("Its prefix. Empty: the richest of those that are offered and can be read."),
        choices=tuple((prefix, prefix) for prefix in metadata.RICHEST),
    ),
    Setting(
        "until",
        _lazy("Changed until"),
        _lazy("A day, where only a stretch of time is wanted."),
        clean=told_settings.day,
    ),
)


def pages(
    transport: Transport, settings: Mapping[str, str], since: str, token: str
) -> Iterator[Page]:
    server = _Server(for_harvests(transport), settings["address"])
    begun = now()
    if token:
        going_on = walk(_Questions(server, settings, since).ask, token=token, watermark=begun)
        try:
            yield next(going_on)
        except _TokenIsOld:
            # Tokens live for hours: what was had already is met again, unchanged.
            pass
        else:
            yield from going_on
            return
    yield from walk(_Questions(server, settings, since).ask, token="", watermark=begun)


class _TokenIsOld(SourceUnavailable):
    """The server no longer knows its token."""


@dataclass(frozen=True, slots=True)
class _Server:
    transport: Transport
    address: str

    def ask(self, **params: str) -> Answer:
        return patiently(lambda: self.transport.get(self.address, **params))

    def tree(self, **params: str) -> Tree:
        answer = self.ask(**params)
        return oai_answers.root_of(answer.content, answer.charset)

    def is_to_the_second(self) -> bool:
        told = said_at(self.tree(verb="Identify"), "Identify/granularity")
        return told.casefold() == TO_THE_SECOND.casefold()

    def prefixes(self) -> list[str]:
        root = self.tree(verb="ListMetadataFormats")
        offered = along(root, "ListMetadataFormats/metadataFormat/metadataPrefix")
        return [words(one) for one in offered]


class _Questions:
    """What is asked, set by set. A cursor is the number of a set and the server's token."""

    def __init__(self, server: _Server, settings: Mapping[str, str], since: str) -> None:
        self.server, self.settings, self.since = server, settings, since
        self.sets = settings.get("set", "").split() or [""]
        self.format = settings.get("format", "")
        self.cut_at: str | None = None

    def ask(self, cursor: str) -> Answered:
        if self.cut_at == cursor:
            raise SourceUnavailable(_("The server's answer ends in the middle."))
        number, _colon, resumption = cursor.partition(":")
        place = int(number or 0)
        heard = self._heard(self._resumed(resumption) if resumption else self._first(place))
        if heard.is_cut:
            # What came is kept; from here on it is asked for once more, another time.
            self.cut_at = f"{place}:{resumption}"
            return Answered(heard.items, self.cut_at, heard.total, str(place))
        following = f"{place}:{heard.token}" if heard.token else self._next_set(place)
        return Answered(heard.items, following, heard.total, str(place))

    def _next_set(self, place: int) -> str:
        return f"{place + 1}:" if place + 1 < len(self.sets) else ""

    def _heard(self, heard: Heard) -> Heard:
        """The answer, if it is no error. Raises ``SourceUnavailable``."""
        if heard.error == TOKEN_IS_OLD:
            raise _TokenIsOld(_("The server no longer knows where we were."))
        if heard.error and heard.error not in NOTHING:
            said = heard.explained or heard.error
            raise SourceUnavailable(_("The server refuses: %(said)s") % {"said": said[:300]})
        return heard

    def _resumed(self, resumption: str) -> Heard:
        return self._answer({"resumptionToken": resumption})

    def _first(self, place: int) -> Heard:
        chosen = self.format or self._richest()
        heard = self._answer(self._selected(place, chosen))
        if heard.error == "cannotDisseminateFormat" and not self.settings.get("format"):
            chosen = "oai_dc"
            heard = self._answer(self._selected(place, chosen))
        self.format = chosen
        return heard

    def _richest(self) -> str:
        try:
            return metadata.richest(self.server.prefixes())
        except SourceUnavailable:  # some have records, and no list of formats
            return "oai_dc"

    def _selected(self, place: int, prefix: str) -> dict[str, str]:
        asked = {"metadataPrefix": prefix}
        if self.sets[place]:
            asked["set"] = self.sets[place]
        at, until = moment(self.since), self.settings.get("until", "")
        if at or until:
            is_fine = self._is_to_the_second()
        if at:
            start = at - OVERLAP
            asked["from"] = f"{start:%Y-%m-%dT%H:%M:%SZ}" if is_fine else f"{start:%Y-%m-%d}"
        if until:
            asked["until"] = f"{until}T23:59:59Z" if is_fine else until
        return asked

    def _is_to_the_second(self) -> bool:
        try:
            return self.server.is_to_the_second()
        except SourceUnavailable:  # every server understands days
            return False

    def _answer(self, params: dict[str, str]) -> Heard:
        try:
            answer = self.server.ask(verb="ListRecords", **params)
        except SourceUnavailable as reason:
            if reason.status == NOTHING_CHANGED and "from" in params:
                return Heard(())
            raise
        return oai_answers.heard(answer.content, answer.charset)
