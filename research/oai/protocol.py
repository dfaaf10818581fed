"""What may be asked, and how: verbs, their arguments, dates, and the errors by name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

#: What the schema of an answer lets stand in its ``request``.
PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-_.!~*'();/?:@&=+$,%#]+")
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
SHAPES = {
    DAY: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    SECOND: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}
#: What no text of an XML document may hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class OaiError(Exception):
    """An error of the protocol: its code, and a sentence for the person behind the client."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code
        self.says = says


@dataclass(frozen=True, slots=True)
class Verb:
    """Which arguments a verb needs and which it takes; ``resumed`` lists go on by a token."""

    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    resumed: bool = False


SELECTION = frozenset({"from", "until", "set"})
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(takes=frozenset({"identifier"})),
    "ListSets": Verb(resumed=True),
    "GetRecord": Verb(needs=frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": Verb(needs=frozenset({"metadataPrefix"}), takes=SELECTION, resumed=True),
    "ListRecords": Verb(needs=frozenset({"metadataPrefix"}), takes=SELECTION, resumed=True),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A request that the protocol allows."""

    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.arguments.get(name, "")


@dataclass(frozen=True, slots=True)
class Period:
    """From the one moment on, up to and without the other."""

    since: datetime | None = None
    before: datetime | None = None


def read(arguments: Iterable[tuple[str, str]]) -> Question:
    """Check names and values of ``arguments``; raises ``OaiError``."""
    given = list(arguments)
    verbs = [value for name, value in given if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", _about_verbs(verbs))
    rest = [(name, value) for name, value in given if name != "verb"]
    _refuse_repeated(rest)
    asked = dict(rest)
    _refuse_misplaced(verbs[0], asked)
    refuse_misspelt(asked)
    return Question(verbs[0], asked)


def _about_verbs(verbs: list[str]) -> str:
    if not verbs:
        return "The argument verb is missing."
    if len(verbs) > 1:
        return "The argument verb is repeated."
    return f"There is no such verb. The verbs are {', '.join(VERBS)}."


def _refuse_repeated(arguments: list[tuple[str, str]]) -> None:
    names = [name for name, _value in arguments]
    for name in names:
        if names.count(name) > 1:
            raise OaiError("badArgument", f"The argument {_shown(name)} is repeated.")


def _refuse_misplaced(name: str, asked: Mapping[str, str]) -> None:
    verb = VERBS[name]
    if verb.resumed and "resumptionToken" in asked:
        if len(asked) > 1:
            raise OaiError("badArgument", "A resumptionToken stands alone.")
        return
    for unknown in sorted(asked.keys() - verb.needs - verb.takes):
        raise OaiError("badArgument", f"{name} takes no argument {_shown(unknown)}.")
    for missing in sorted(verb.needs - asked.keys()):
        raise OaiError("badArgument", f"{name} needs the argument {missing}.")


def refuse_misspelt(asked: Mapping[str, str]) -> None:
    for name, shape in (("metadataPrefix", PREFIX), ("set", SET)):
        if name in asked and not shape.fullmatch(asked[name]):
            raise OaiError("badArgument", f"The argument {name} is malformed.")
    period(asked)


def period(asked: Mapping[str, str]) -> Period:
    """What ``from`` and ``until`` enclose: whole days or whole seconds, both ends with them."""
    granularities = {
        _granularity(name, asked[name]) for name in ("from", "until") if name in asked
    }
    if len(granularities) > 1:
        raise OaiError("badArgument", "The arguments from and until have different granularity.")
    since = _moment("from", asked["from"]) if "from" in asked else None
    last = _moment("until", asked["until"]) if "until" in asked else None
    if since and last and since > last:
        raise OaiError("badArgument", "The argument from is later than until.")
    step = timedelta(days=1) if DAY in granularities else timedelta(seconds=1)
    try:
        return Period(since, last + step if last else None)
    except OverflowError:
        return Period(since, None)


def _granularity(name: str, value: str) -> str:
    for granularity, shape in SHAPES.items():
        if shape.fullmatch(value):
            return granularity
    raise OaiError(
        "badArgument", f"The argument {name} is written as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ."
    )


def _moment(name: str, value: str) -> datetime:
    try:
        return datetime.strptime(value, _granularity(name, value)).replace(tzinfo=UTC)
    except ValueError as error:
        raise OaiError(
            "badArgument", f"The argument {name} is no date of the calendar."
        ) from error


def echoed(question: Question) -> dict[str, str]:
    """What ``request`` repeats of a question: whatever the schema lets stand there."""
    said = {"verb": question.verb}
    for name, value in question.arguments.items():
        if name == "identifier" and not IDENTIFIER.fullmatch(value):
            continue
        said[name] = UNPRINTABLE.sub("", value)
    return said


def _shown(name: str) -> str:
    return UNPRINTABLE.sub("", name)[:60]
