"""Answers in XML: one function a verb, in the table ``ANSWERS``."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from lxml import etree

from research.formats.elements import Element, Vocabulary
from research.formats.plain_text import one_line
from research.formats.record import Record
from research.models import OaiRecord
from research.oai import identity, protocol, repository, tokens
from research.oai.prefixes import METADATA_FORMATS, MetadataFormat
from research.oai.protocol import OaiError, Question

OAI = Vocabulary(
    "http://www.openarchives.org/OAI/2.0/", "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
)
IDENTIFIER = Vocabulary(
    "http://www.openarchives.org/OAI/2.0/oai-identifier",
    "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd",
)
FRIENDS = Vocabulary(
    "http://www.openarchives.org/OAI/2.0/friends/",
    "http://www.openarchives.org/OAI/2.0/friends.xsd",
)
say, under = OAI.say, OAI.under


def answer(
    arguments: Iterable[tuple[str, str]], *, address: str, stylesheets: Mapping[str, str]
) -> bytes:
    """The document that answers ``arguments``, asked at ``address``.

    A browser shows it by the first of ``stylesheets`` (address and media type) that it knows.
    """
    root = OAI.root("OAI-PMH")
    say(root, "responseDate", _written(timezone.now()))
    request = under(root, "request")
    request.text = address
    try:
        question = protocol.read(arguments)
        for name, value in protocol.echoed(question).items():
            request.set(name, value)
        ANSWERS[question.verb](root, question)
    except OaiError as error:
        if error.code in {"badVerb", "badArgument"}:
            request.attrib.clear()
        under(root, "error", code=error.code).text = error.says
    return _document(root, stylesheets)


def _document(root: Element, stylesheets: Mapping[str, str]) -> bytes:
    tree = etree.ElementTree(root)
    for address, media_type in stylesheets.items():
        shown_by = f'type="{media_type}" href="{address}"'
        root.addprevious(etree.PI("xml-stylesheet", shown_by))
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(protocol.SECOND)


def _identify(root: Element, question: Question) -> None:
    said = under(root, "Identify")
    say(said, "repositoryName", identity.NAME)
    say(said, "baseURL", f"{settings.HUB_URL}/oai")
    say(said, "protocolVersion", "2.0")
    say(said, "adminEmail", identity.admin_email())
    say(said, "earliestDatestamp", _written(repository.earliest()))
    say(said, "deletedRecord", "persistent")
    say(said, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    say(said, "compression", "gzip")
    own = IDENTIFIER.root("oai-identifier")
    under(said, "description").append(own)
    IDENTIFIER.say(own, "scheme", "oai")
    IDENTIFIER.say(own, "repositoryIdentifier", identity.repository())
    IDENTIFIER.say(own, "delimiter", ":")
    IDENTIFIER.say(own, "sampleIdentifier", identity.identifier(1))
    if settings.OAI_FRIENDS:
        friends = FRIENDS.root("friends")
        under(said, "description").append(friends)
        for friend in settings.OAI_FRIENDS:
            FRIENDS.say(friends, "baseURL", friend)


def _list_metadata_formats(root: Element, question: Question) -> None:
    if "identifier" in question.arguments:
        _one(question)
    said = under(root, "ListMetadataFormats")
    for prefix, offered in METADATA_FORMATS.items():
        row = under(said, "metadataFormat")
        say(row, "metadataPrefix", prefix)
        say(row, "schema", offered.vocabulary.location)
        say(row, "metadataNamespace", offered.vocabulary.namespace)


def _list_sets(root: Element, question: Question) -> None:
    if question["resumptionToken"] or "resumptionToken" in question.arguments:
        raise OaiError("badResumptionToken", "The list of sets comes in one piece.")
    said = under(root, "ListSets")
    for spec, name in repository.sets():
        row = under(said, "set")
        say(row, "setSpec", spec)
        say(row, "setName", one_line(name) or spec)


def _get_record(root: Element, question: Question) -> None:
    offered = _metadata_format(question)
    asked = _one(question)
    described = repository.described([asked])
    _record(under(root, "GetRecord"), asked, described.get(asked.output_id), offered)


def _list_identifiers(root: Element, question: Question) -> None:
    question, part = _part(question)
    said = under(root, "ListIdentifiers")
    for row in part.records:
        _header(said, row, is_deleted=row.is_deleted)
    _resumption(said, question, part)


def _list_records(root: Element, question: Question) -> None:
    question, part = _part(question)
    offered = _metadata_format(question)
    described = repository.described(part.records)
    said = under(root, "ListRecords")
    for row in part.records:
        _record(said, row, described.get(row.output_id), offered)
    _resumption(said, question, part)


ANSWERS: dict[str, Callable[[Element, Question], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}


def _metadata_format(question: Question) -> MetadataFormat:
    prefix = question["metadataPrefix"]
    if prefix not in METADATA_FORMATS:
        offered = ", ".join(METADATA_FORMATS)
        raise OaiError("cannotDisseminateFormat", f"The formats are {offered}.")
    return METADATA_FORMATS[prefix]


def _one(question: Question) -> OaiRecord:
    number = identity.output_id(question["identifier"])
    found = repository.one(number) if number else None
    if not found:
        raise OaiError("idDoesNotExist", "Nothing here has this identifier.")
    return found


def _part(question: Question) -> tuple[Question, repository.Part]:
    """The question as asked at first, and what of its list comes now."""
    after = None
    if "resumptionToken" in question.arguments:
        question, after = tokens.read(question["resumptionToken"], question.verb)
        if question["metadataPrefix"] not in METADATA_FORMATS:
            raise tokens.refused()
    _metadata_format(question)
    part = repository.part(protocol.period(question.arguments), question["set"], after=after)
    if not part.records:
        raise OaiError("noRecordsMatch", "Nothing here is of this set and time.")
    return question, part


def _record(
    parent: Element, row: OaiRecord, described: Record | None, offered: MetadataFormat
) -> None:
    """Deleted is also what went between the reading of the list and of its records."""
    record = under(parent, "record")
    _header(record, row, is_deleted=described is None)
    if described:
        under(record, "metadata").append(offered.write(described))


def _header(parent: Element, row: OaiRecord, *, is_deleted: bool) -> None:
    header = under(parent, "header", status="deleted" if is_deleted else "")
    say(header, "identifier", identity.identifier(row.output_id))
    say(header, "datestamp", _written(row.datestamp))
    for spec in row.sets:
        # Who is in a member is in the set: only the members are named.
        if ":" in spec or spec == "openaire":
            say(header, "setSpec", spec)


def _resumption(parent: Element, question: Question, part: repository.Part) -> None:
    """The last part of a list that came in parts has an empty token; a whole list none."""
    if part.is_last and not part.cursor:
        return
    counted = {"completeListSize": str(part.size), "cursor": str(part.cursor)}
    token = under(parent, "resumptionToken", **counted)
    if not part.is_last:
        last = part.records[-1]
        read = part.cursor + len(part.records)
        position = tokens.Position(last.datestamp, last.output_id, read, max(part.size, read + 1))
        token.text = tokens.write(question, position)
