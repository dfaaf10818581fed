"""Bytes to text, without losing a letter.

UTF-8 proves itself; UTF-16 shows by its mark or its zero bytes; what is left is
Windows-1252, of which Latin-1 is the part without the bytes 0x80 to 0x9f. A file that
is UTF-8 but for a few lines pasted in from elsewhere keeps both.
"""

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What is looked at to tell UTF-16 without a mark.
BEGINNING = 400
#: A letter of more than one byte, as UTF-8 writes it.
LETTERS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def decoded(data: bytes) -> str:
    """The text of a file, with one kind of line end and no zero characters."""
    text = data.decode(encoding(data), errors="hub_windows")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def encoding(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    wide = _utf16_without_mark(data[:BEGINNING])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        letters = sum(len(letter) for letter in LETTERS.findall(data))
        high = sum(byte > 0x7F for byte in data)
        return "utf-8" if letters * 2 > high else "cp1252"
    return "utf-8"


def _utf16_without_mark(start: bytes) -> str:
    """Western text in UTF-16 has a zero in every second byte."""
    if len(start) < 4:
        return ""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) / 4 and even < odd / 8:
        return "utf-16-le"
    if even > len(start) / 4 and odd < even / 8:
        return "utf-16-be"
    return ""


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    """A byte that doesn't fit is Windows-1252, or Latin-1 where that has a hole."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    if fault.encoding.startswith(("utf-16", "utf-32")):
        return "\ufffd", fault.end
    return "".join(_letter(byte) for byte in fault.object[fault.start : fault.end]), fault.end


def _letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error("hub_windows", _as_windows)
