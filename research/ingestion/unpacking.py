"""What a server packed for the way, unpacked a little at a time.

A few packed bytes may unpack to gigabytes, and a file that breaks off midway still begins
well: so no step yields more than it was asked for, and the end has to be there.
"""

import zlib
from collections.abc import Iterable, Iterator

#: What we say we understand.
ACCEPTED = "gzip, deflate"
PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip", "deflate"})
#: Most bytes of one step.
STEP = 65_536
#: To zlib: gzip or deflate as it is meant, and deflate as some servers write it.
EITHER, BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS


class BrokenOff(Exception):
    """The packed bytes are damaged, or end before their end."""


def unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes as they were before. Raises ``BrokenOff``."""
    encoding = encoding.strip().lower()
    if encoding in PLAIN:
        yield from parts
    elif encoding in PACKED:
        yield from _inflated(parts)
    else:
        raise BrokenOff


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    inflater = None
    for part in parts:
        left = part
        while left:
            if inflater is None or inflater.eof:  # gzip may be several, one behind the other
                inflater = _inflater(left)
            yield from _steps(inflater, left)
            left = inflater.unused_data
    if inflater is not None and not inflater.eof:
        raise BrokenOff


def _steps(inflater: "zlib._Decompress", part: bytes) -> Iterator[bytes]:
    left = part
    while left and not inflater.eof:
        try:
            step = inflater.decompress(left, STEP)
        except zlib.error as error:
            raise BrokenOff from error
        left = inflater.unconsumed_tail
        if step:
            yield step
        elif not left:
            return


def _inflater(start: bytes) -> "zlib._Decompress":
    try:
        zlib.decompressobj(EITHER).decompress(start[:64])
    except zlib.error:
        return zlib.decompressobj(BARE)
    return zlib.decompressobj(EITHER)
