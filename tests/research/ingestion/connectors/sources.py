"""Servers of tests as sources: what they answer, and what a connector makes of it."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from research.ingestion.connectors.entries import Found
from research.ingestion.connectors.table import CONNECTORS, Item, Page
from research.ingestion.transport import Transport
from tests.servers import Asked, Told

OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-11-01T10:00:00Z</responseDate><request/>{}</OAI-PMH>"
)
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</oai_dc:dc>'
)


def pages(
    kind: str, place: str, *, since: str = "", token: str = "", **settings: str
) -> list[Page]:
    """All that a connector yields of a server. Services stand there too."""
    connector = CONNECTORS[kind]
    checked = connector.checked({"address": f"{place}/oai", **settings})
    assert checked.problems == {}
    transport = Transport(
        services=dict.fromkeys(("openalex", "crossref", "datacite", "orcid"), place)
    )
    return list(connector.pages(transport, checked.settings, since, token))


def items(kind: str, place: str, **more: str) -> list[Item]:
    return [item for page in pages(kind, place, **more) for item in page.items]


def titles(found: Iterable[Item]) -> list[str]:
    """Titles of what was taken, reasons for what was not."""
    return [told(item) for item in found]


def told(item: Item) -> str:
    if item.is_deleted:
        return "deleted"
    assert item.read is not None
    return item.read.output.title if isinstance(item.read, Found) else f"! {item.read.reason}"


def record(
    name: str, metadata: str = "", *, deleted: bool = False, stamp: str = "2026-10-01"
) -> str:
    status = ' status="deleted"' if deleted else ""
    about = f"<metadata>{metadata}</metadata>" if metadata else ""
    return (
        f"<record><header{status}><identifier>{name}</identifier>"
        f"<datestamp>{stamp}</datestamp></header>{about}</record>"
    )


def dc(title: str, more: str = "") -> str:
    return DC.format(f"<dc:title>{title}</dc:title>{more}")


def listed(*records: str, token: str = "", size: int = 0) -> str:
    total = f' completeListSize="{size}"' if size else ""
    end = f"<resumptionToken{total}>{token}</resumptionToken>" if token or size else ""
    return OAI.format(f"<ListRecords>{''.join(records)}{end}</ListRecords>")


def error(code: str, words: str = "") -> str:
    return OAI.format(f'<error code="{code}">{words}</error>')


def query(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}


def repository(
    answer: Callable[[dict[str, str]], str], seen: list[dict[str, str]], **verbs: str
) -> Callable[[Asked], Told]:
    """A server of OAI-PMH: ``answer`` says what ListRecords is, ``verbs`` the rest."""

    def reply(asked: Asked) -> Told:
        said = query(asked)
        seen.append(said)
        if said["verb"] == "ListRecords":
            return Told(answer(said).encode())
        if said["verb"] in verbs:
            return Told(OAI.format(verbs[said["verb"]]).encode())
        return Told(status=404)

    return reply


def replies(*bodies: Any) -> Callable[[Asked], Told]:
    """Answers one after the other, the last again and again."""
    left = list(bodies)

    def reply(_asked: Asked) -> Told:
        body = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(body, Told):
            return body
        return Told(body if isinstance(body, bytes) else body.encode())

    return reply
