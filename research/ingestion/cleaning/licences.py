"""Licences by address, name or abbreviation, to SPDX: ``CC BY 4.0`` is ``CC-BY-4.0``."""

import re

CREATIVE = re.compile(
    r"(?:creativecommons\.org/licen[sc]es/|\bcc[-_ ]*)(by(?:[-_ ]*(?:nc|sa|nd))*)"
    r"(?:[-_/ ]*v?([1-4]\.[05]))?(?:[-_/ ]*(igo))?",
    re.I,
)
WORDS = (
    (re.compile(r"creative\s*commons", re.I), ""),
    (re.compile(r"attribution", re.I), "by"),
    (re.compile(r"non[- ]?commercial", re.I), "nc"),
    (re.compile(r"share[- ]?alike", re.I), "sa"),
    (re.compile(r"no[- ]?deriv(?:ative|ate)?s?(?:\s*works)?", re.I), "nd"),
)
ZERO = re.compile(r"publicdomain/zero|\bcc[- ]?0\b|\bcc[- ]zero\b", re.I)
#: Without a version the newest is meant; IGO ports exist in version 3 only.
NEWEST, NEWEST_IGO = "4.0", "3.0"
OTHERS = {
    "mit": "MIT", "apache-2.0": "Apache-2.0", "gpl-3.0": "GPL-3.0-only", "odbl-1.0": "ODbL-1.0",
    "pddl-1.0": "PDDL-1.0", "odc-by-1.0": "ODC-By-1.0", "ogl-uk-3.0": "OGL-UK-3.0",
}  # fmt: skip
#: Licences that are told by an address or a name.
CALLED = (
    (re.compile(r"publicdomain/mark|^\W*public[- ]domain\W*$|^pd$|\bcc-pdm\b", re.I),
     "CC-PDM-1.0"),
    (re.compile(r"open-government-licen[cs]e/version/3|open government licen[cs]e v?\.?\s*3",
                re.I), "OGL-UK-3.0"),
    (re.compile(r"opendatacommons\.org/licen[cs]es/by|\bodc-by\b", re.I), "ODC-By-1.0"),
    (re.compile(r"opendatacommons\.org/licen[cs]es/odbl|\bodbl\b", re.I), "ODbL-1.0"),
    (re.compile(r"opendatacommons\.org/licen[cs]es/pddl|\bpddl\b", re.I), "PDDL-1.0"),
)  # fmt: skip


def spdx(text: str) -> str:
    """The SPDX name of a licence; empty for “all rights reserved” and what is not known."""
    if ZERO.search(text):
        return "CC0-1.0"
    found = CREATIVE.search(text) or CREATIVE.search(_abbreviated(text))
    if not found:
        called = next((known for pattern, known in CALLED if pattern.search(text)), "")
        return called or OTHERS.get(text.strip().casefold(), "")
    parts = [part for part in ("nc", "sa", "nd") if part in found[1].lower()]
    ported = found[3] or re.search(r"\bigo\b|intergovernmental", text, re.I)
    version = found[2] or (NEWEST_IGO if ported else NEWEST)
    kind = "-".join(["CC-BY", *(part.upper() for part in _in_order(parts))])
    return f"{kind}-{version}" + ("-IGO" if ported and version == NEWEST_IGO else "")


def _in_order(parts: list[str]) -> list[str]:
    """As SPDX writes them; SA and ND exclude each other."""
    return [part for part in parts if not (part == "sa" and "nd" in parts)]


def _abbreviated(text: str) -> str:
    if not WORDS[0][0].search(text):
        return ""
    said = [short for pattern, short in WORDS[1:] if pattern.search(text)]
    version = re.search(r"[1-4]\.[05]", text)
    return f"cc-{'-'.join(said)}-{version[0] if version else ''}".rstrip("-")
