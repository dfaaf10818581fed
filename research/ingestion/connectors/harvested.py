"""What a connector is: rows of ``table.CONNECTORS``, and what they yield of a source.

A connector asks a server page by page. What is wrong with one record is told of that
record (``Refused``); what is wrong with the server is ``SourceUnavailable``, and the run
goes on another time from the token of the last page it had.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.transport import Transport

#: A label that is put into the reader's language when it is shown.
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a source, as it came."""

    #: Its stable name there: OAI identifier, DOI, OpenAlex id, id of a feed's entry.
    identifier: str
    #: What it was read from, kept for people.
    raw: str
    #: Nothing where it was deleted.
    read: Found | Refused | None
    is_deleted: bool = False
    #: When it was changed, as the source says.
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer of a server held."""

    items: tuple[Item, ...]
    #: Go on from here, also in another process; "" at the end.
    token: str
    #: How many records the source says it has in all.
    total: int | None = None
    #: What to ask ``since`` next time, if all finishes cleanly: the same on every page.
    watermark: str = ""


class BadSetting(ValueError):
    """A setting that can't be used; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source of a kind must or may say, and how it is asked for in a form."""

    name: str
    label: Words
    help: Words = ""
    is_required: bool = False
    #: Values and their labels; empty where anything may be typed.
    choices: tuple[tuple[str, Words], ...] = ()
    #: The value as it is kept. Raises ``BadSetting``.
    clean: Callable[[str], str] = str.strip


@dataclass(frozen=True, slots=True)
class Checked:
    """Settings as they are kept, and what is wrong with them: by name, "" for all."""

    settings: dict[str, str]
    problems: dict[str, str]


@dataclass(frozen=True, slots=True)
class Connector:
    """A kind of source, and how its records are had."""

    name: str
    label: Words
    settings: tuple[Setting, ...]
    #: ``pages(transport, settings, since, token)``: all that changed since then, from that
    #: token on. Raises ``SourceUnavailable``, never anything else.
    pages: Callable[[Transport, Mapping[str, str], str, str], Iterator[Page]]
    #: Of these settings at least one must be said.
    one_of: tuple[str, ...] = field(default=())

    def checked(self, values: Mapping[str, str]) -> Checked:
        """The settings cleaned; what is left empty is left out."""
        kept: dict[str, str] = {}
        problems: dict[str, str] = {}
        for setting in self.settings:
            try:
                value = _cleaned(setting, values.get(setting.name, ""))
            except BadSetting as reason:
                problems[setting.name] = str(reason)
                continue
            if value:
                kept[setting.name] = value
        if self.one_of and not problems and not any(name in kept for name in self.one_of):
            labels = [str(one.label) for one in self.settings if one.name in self.one_of]
            problems[""] = _("At least one of these is needed: %(list)s.") % {
                "list": ", ".join(labels)
            }
        return Checked(kept, problems)


def _cleaned(setting: Setting, typed: str) -> str:
    value = typed.strip()
    if not value:
        if setting.is_required:
            raise BadSetting(_("This is needed."))
        return ""
    if setting.choices and value not in dict(setting.choices):
        raise BadSetting(_("It is not one of the choices."))
    return setting.clean(value)
