import ipaddress
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from research.ingestion import transport
from research.ingestion.prefill import Source, Sureness, from_citation, from_identifier
from research.ingestion.transport import SourceUnavailable, Transport, is_public

#: Facts as the registries tell them, shortened.
CROSSREF = {
    "message": {
        "DOI": "10.1234/ABC",
        "type": "journal-article",
        "title": ["The cost of <i>leaving</i> &amp; returning"],
        "author": [
            {
                "given": "Sita",
                "family": "Gurung",
                "ORCID": "https://orcid.org/0000-0002-1825-0097",
            },
            {"name": "Migration Institute"},
        ],
        "container-title": ["Journal of Tests"],
        "issued": {"date-parts": [[2021, 5]]},
        "abstract": "<jats:title>Abstract</jats:title><jats:p>Fees rose.</jats:p>",
    }
}
DATACITE = {
    "data": {
        "attributes": {
            "doi": "10.5678/data",
            "titles": [{"title": "Permits"}],
            "creators": [{"familyName": "Rahman", "givenName": "A. K. M."}],
            "publicationYear": 2019,
            "types": {"resourceTypeGeneral": "Dataset"},
        }
    }
}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked.append(self.path)
        match self.path:
            case "/works/10.1234/abc":
                self._say(json.dumps(CROSSREF).encode())
            case "/dois/10.5678/data":
                self._say(json.dumps(DATACITE).encode())
            case "/busy":
                self._say(b"", 429, {"Retry-After": "120"})
            case "/away":
                self._say(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"})
            case "/circle":
                self._say(b"", 302, {"Location": "/circle"})
            case "/file":
                self._say(b"", 302, {"Location": "file:///etc/passwd"})
            case "/large":
                self._say(b"x" * 3000)
            case "/slow":
                self.send_response(200)
                self.end_headers()
                for _part in range(20):
                    time.sleep(0.1)
                    self.wfile.write(b"x" * 70_000)
            case _:
                self._say(b"{}", 404)

    def _say(self, body: bytes, status: int = 200, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: Any) -> None:
        pass


asked: list[str] = []


@pytest.fixture(autouse=True)
def registries(settings: Any) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    place = f"http://127.0.0.1:{server.server_port}"
    settings.SERVICES = dict.fromkeys(("crossref", "datacite", "openalex"), place)
    asked.clear()
    yield place
    server.shutdown()


def test_a_doi_is_filled_from_crossref():
    found = from_identifier("https://doi.org/10.1234/ABC")

    assert found.problem == ""
    assert {filled.source for filled in found.fields} == {Source.TYPED, Source.CROSSREF}
    title, people, issued = found["title"], found["people"], found["issued"]
    assert title.value == "The cost of leaving & returning"
    assert title.sureness == Sureness.SURE
    assert [(one.name, one.orcid) for one in people.value] == [
        ("Sita Gurung", "0000-0002-1825-0097"),
        ("Migration Institute", ""),
    ]
    assert issued.value == "2021-05"
    assert found["abstract"].value == "Fees rose."
    assert asked == ["/works/10.1234/abc"]


def test_a_doi_that_crossref_does_not_know_is_asked_of_datacite():
    found = from_identifier("10.5678/data")

    assert found["title"].value == "Permits"
    assert found["title"].source_words == "DataCite"
    assert asked == ["/works/10.5678/data", "/dois/10.5678/data"]


def test_a_doi_nobody_knows_is_filled_by_itself():
    found = from_identifier("10.9999/none")

    assert [filled.field for filled in found.fields] == ["doi"]
    assert found.problem == "No registry knows this DOI: is it typed right?"


def test_registries_that_are_down_leave_the_doi(settings):
    settings.SERVICES = dict.fromkeys(settings.SERVICES, "http://127.0.0.1:9")

    found = from_identifier("10.1234/abc")

    assert [filled.field for filled in found.fields] == ["doi"]
    assert "can't be reached" in found.problem


def test_what_is_neither_says_so():
    assert from_identifier("Nepal").problem == "This is neither a DOI nor an address."
    assert from_identifier("https://example.org/a")["url"].value == "https://example.org/a"


def test_a_citation_fills_the_form():
    ris = "TY  - RPRT\nTI  - Recruitment fees\nAU  - Gurung, Sita\nPY  - 2021\nER  - \n"
    bibtex = "@report{x, title={Recruitment fees}, author={Gurung, Sita}, year={2021}}"

    for text, source in ((ris, Source.RIS), (bibtex, Source.BIBTEX)):
        found = from_citation(text)
        assert found["title"].value == "Recruitment fees"
        assert found["title"].source == source
        assert [person.name for person in found["people"].value] == ["Sita Gurung"]
    assert from_citation("What?").problem


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/away", "The address leads into a private network."),
        ("/circle", "The address leads in circles."),
        ("/file", "Only addresses that begin with http:// or https:// are asked."),
        ("/none", "The server knows nothing of it."),
        ("/large", "The server's answer is too large."),
        ("/slow", "The server answers too slowly."),
    ],
)
def test_a_bad_answer_has_one_exception_and_a_reason(registries, path, reason):
    with pytest.raises(SourceUnavailable) as unavailable:
        Transport(
            patience=0.3 if path == "/slow" else 5, most_bytes=2000 if path == "/large" else 10**7
        ).get(registries + path)

    assert str(unavailable.value) == reason


def test_a_server_that_wants_to_be_left_alone_says_how_long(registries):
    with pytest.raises(SourceUnavailable) as unavailable:
        Transport().get(f"{registries}/busy")

    assert (unavailable.value.status, unavailable.value.retry_after) == (429, 120.0)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://user:word@example.org/",
        "ftp://example.org/",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:22/",
        "http:///",
        "nonsense",
    ],
)
def test_a_private_or_odd_address_is_not_asked(address):
    with pytest.raises(SourceUnavailable):
        Transport().get(address)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses(address, wanted):
    assert is_public(ipaddress.ip_address(address)) == wanted


def test_a_name_is_looked_up_once_and_connected_to_as_checked(settings, monkeypatch, registries):
    """The second answer of a name server that changes its mind is never asked for."""
    port = registries.rpartition(":")[2]
    looked_up = []
    really = transport.socket.getaddrinfo

    def look_up(name: str, *more: Any, **how: Any) -> Any:
        looked_up.append(name)
        changed = "127.0.0.1" if looked_up.count("registry.test") == 1 else "10.0.0.1"
        return really(changed if name == "registry.test" else name, *more, **how)

    settings.SERVICES = {"crossref": f"http://registry.test:{port}"}
    monkeypatch.setattr(transport.socket, "getaddrinfo", look_up)

    answer = Transport().ask("crossref", "/works/10.1234/abc")

    assert answer.json() == CROSSREF
    assert looked_up.count("registry.test") == 1
