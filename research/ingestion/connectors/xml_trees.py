"""XML of other people's servers, read safely: no entities, no network, broken or not.

What is well formed is read as it is. What is not is mended where the fault is a common
one (a lone ``&``, ``&nbsp;``, signs that XML forbids, another encoding than declared).
"""

import html
import re
from collections.abc import Iterator
from typing import TypeAlias

from django.utils.translation import gettext as _
from lxml import etree

from research.ingestion.cleaning import encodings
from research.ingestion.transport import SourceUnavailable

Tree: TypeAlias = etree._Element  # noqa: SLF001 -- the only name its elements have

DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
DECLARED = re.compile(rb"\A\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
#: Signs that XML forbids, as such and as references.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FORBIDDEN_NUMBER = re.compile(
    r"&#(?:x0*([0-8bcefBCEF]|1[0-9a-fA-F])|0*([0-8]|1[1245-9]|2\d|3[01]));"
)
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
LONE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#\d+|#x[0-9A-Fa-f]+);)")
#: "<" that opens no tag.
OPEN = re.compile(r"<(?![A-Za-z_/!?])")
#: Tags of running text, which belong into no format of metadata and are seldom closed.
HTML = re.compile(
    r"<(/?(?:i|b|em|strong|sub|sup|p|br|hr|u|a|span|div|font|small|ul|ol|li|img|center)"
    r"(?:\s[^<>]*)?/?)>",
    re.I,
)
PREFIXED = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]")
PREFIXED_ATTRIBUTE = re.compile(r"\s(?!xmlns:)([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
FIRST_TAG = re.compile(r"(<[A-Za-z_][\w.:-]*)")
#: What well known prefixes mean where nobody says it.
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "mods": "http://www.loc.gov/mods/v3",
    "marc": "http://www.loc.gov/MARC21/slim",
    "datacite": "http://datacite.org/schema/kernel-4",
    "dim": "http://www.dspace.org/xmlns/dspace/dim",
}
XMLS_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
DEFINES_ENTITIES = re.compile(r"<!ENTITY", re.I)
DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.I)


class Broken(Exception):
    """Not well formed; the message says where."""


def text_of(data: bytes, charset: str = "") -> str:
    """The text of an XML document without its declaration, in whatever it is encoded.

    Raises ``SourceUnavailable`` where it defines entities: no honest answer does.
    """
    text = FORBIDDEN.sub(
        "", DECLARATION.sub("", _decoded(data, charset).lstrip("\ufeff"), count=1)
    )
    if DEFINES_ENTITIES.search(text):
        raise SourceUnavailable(_("The server's XML defines entities, which can be an attack."))
    return text


def _decoded(data: bytes, charset: str) -> str:
    told = encodings.encoding(data)
    if told == "cp1252":  # not Unicode: the declaration is believed where it can be true
        declared = DECLARED.search(data)
        for name in (declared[1].decode() if declared else "", charset):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return encodings.decoded(data)


def parsed(text: str) -> Tree:
    """The root. Raises ``Broken``."""
    try:
        return etree.fromstring(text.encode(), _parser())
    except etree.XMLSyntaxError as fault:
        raise Broken(str(fault.msg or fault)) from fault


def mended(text: str) -> Tree:
    """The root of what is nearly well formed. Raises ``Broken``."""
    return parsed(_mended(text))


def _mended(text: str) -> str:
    text = FORBIDDEN_NUMBER.sub("", DOCTYPE.sub("", text))
    text = OPEN.sub("&lt;", LONE.sub("&amp;", NAMED.sub(_sign, text)))
    return _declared(HTML.sub(lambda tag: f"&lt;{tag[1]}&gt;", text))


def _declared(text: str) -> str:
    """With a namespace for every prefix that is used without one."""
    used = dict.fromkeys([*PREFIXED.findall(text), *PREFIXED_ATTRIBUTE.findall(text)])
    missing = [one for one in used if one != "xml" and f"xmlns:{one}" not in text]
    told = "".join(f' xmlns:{one}="{SPACES.get(one, f"urn:{one}")}"' for one in missing)
    return FIRST_TAG.sub(lambda tag: f"{tag[1]}{told}", text, count=1)


def _sign(found: re.Match[str]) -> str:
    if found[1] in XMLS_OWN:
        return found[0]
    sign = html.unescape(found[0])
    return sign if sign != found[0] else f"&amp;{found[1]};"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


# Reading without namespaces: servers forget and mistype them


def name_of(element: Tree) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space_of(element: Tree) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: Tree | None, *names: str) -> Iterator[Tree]:
    """Children of one of these names; all of them without any."""
    for child in element if element is not None else ():
        if isinstance(child.tag, str) and (not names or name_of(child) in names):
            yield child


def child(element: Tree | None, *names: str) -> Tree | None:
    return next(children(element, *names), None)


def along(element: Tree | None, path: str) -> Iterator[Tree]:
    """What a path of names leads to: ``relatedItem/titleInfo``."""
    first, _slash, rest = path.partition("/")
    for one in children(element, first):
        if rest:
            yield from along(one, rest)
        else:
            yield one


def within(element: Tree, *names: str) -> Iterator[Tree]:
    """Elements of one of these names at any depth."""
    for one in element.iter():
        if name_of(one) in names:
            yield one


def words(element: Tree | None) -> str:
    """The text within, in whatever tags it is dressed."""
    return "".join(element.itertext()).strip() if element is not None else ""


def said_at(element: Tree | None, path: str) -> str:
    """The first text along a path that says anything."""
    return next((text for one in along(element, path) if (text := words(one))), "")


def attribute(element: Tree, name: str) -> str:
    """Of this name in any namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value).strip()
    return ""


def written(element: Tree) -> str:
    """The element as XML, for people."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))
