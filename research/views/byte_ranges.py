"""A part of a file, as a PDF viewer on a slow line asks for it (RFC 9110, section 14).

One range only: browsers ask for no more, and whoever asks for several gets it all.
"""

import re
from typing import BinaryIO

#: No file is larger than 18 digits say, and Python refuses to read thousands of them.
ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class RangeNotSatisfiable(Exception):
    """The part asked for lies outside the file."""


def asked_for(header: str, size: int) -> range | None:
    """The bytes that a ``Range`` header asks for, or ``None`` for the whole file."""
    match = ONE_RANGE.fullmatch(header.strip())
    if not match or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and first and int(last) < int(first):
        return None  # no valid range: ignored, as the standard says
    if start >= size or start == stop:
        raise RangeNotSatisfiable
    return range(start, stop)


class Part:
    """A file opened at ``bytes_.start`` that ends at ``bytes_.stop``."""

    def __init__(self, file: BinaryIO, bytes_: range) -> None:
        self._file = file
        self._left = len(bytes_)
        file.seek(bytes_.start)

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        chunk = self._file.read(wanted)
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()
