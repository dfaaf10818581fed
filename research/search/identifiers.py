"""What names one output and no other: its DOI, its addresses. Pasted whole, it finds it."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import regex

from research.search.material import Material

_DOI = regex.compile(r"10\.\d{4,9}/[^\s?#]+")
_IS_DOI = regex.compile(
    r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(?P<doi>10\.\d{4,9}/\S+)",
    regex.IGNORECASE,
)
_IS_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)
#: The address of an output in the hub, in any language, and of all that lies below it.
_HUB_PATH = regex.compile(r"/(?:[a-z]{2}/)?(?P<key>outputs/[-\w]+)(?:[/.]|$)")
#: What a sentence leaves behind a pasted identifier.
_TRAILING = ".,;:)]}>\"'”’।"


def of(output: Material) -> Iterator[str]:
    """Every key under which ``output`` is found when it is pasted."""
    yield f"outputs/{output.slug}"
    if output.doi:
        yield output.doi.lower()
    for address in (output.url, output.pdf_url, output.handle):
        if address:
            yield _plain(address)


def recognised(text: str) -> tuple[str, ...]:
    """The keys that ``text`` may be, if the whole of it is one identifier; else none."""
    text = text.strip().strip("<").rstrip(_TRAILING)
    if found := _IS_DOI.fullmatch(unquote(text)):
        return (found["doi"].lower(),)
    if not _IS_ADDRESS.fullmatch(text):
        return ()
    path = unquote(_path(text))
    keys = [_plain(text)]
    if ours := _HUB_PATH.match(path):
        keys.append(ours["key"].lower())
    if doi := _DOI.search(path):
        keys.append(doi.group().rstrip("/").lower())
    return tuple(dict.fromkeys(keys))


def _path(address: str) -> str:
    try:
        return urlsplit(address if "://" in address else f"https://{address}").path
    except ValueError:
        return ""


def _plain(address: str) -> str:
    """An address without what does not tell two apart: scheme, www, fragment, campaign."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        pairs = parse_qsl(parts.query)
    except ValueError:
        return address.casefold()
    query = urlencode([pair for pair in pairs if not pair[0].startswith("utm_")])
    place = parts.netloc.removeprefix("www.") + unquote(parts.path).rstrip("/")
    # No text of the database holds a NUL, and an address may have one, written as %00.
    return (f"{place}?{query}" if query else place).casefold().replace("\x00", "")
