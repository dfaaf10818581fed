"""Tables and archives: the text of a CSV file, the names of what a ZIP holds."""

import re
import zipfile
from pathlib import Path

from research.ingestion.confined.answers import Refused

MAX_CHARACTERS = 100_000
MOST_BYTES = 400_000
#: What starts when it is opened.
PROGRAMS = re.compile(
    r"\.(?:exe|com|bat|cmd|scr|msi|ps1|vbs|vbe|js|jse|wsf|hta|jar|lnk|dll|app|sh|reg|pif|docm|xlsm|pptm)$",
    re.I,
)


def table(path: Path) -> list[str]:
    """A table as one page: its beginning."""
    with path.open("rb") as file:
        start = file.read(MOST_BYTES)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start[: len(start) // 2 * 2].decode("utf-16", "replace")
    else:
        try:
            text = start.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            is_cut = error.start > len(start) - 4
            text = (
                start.decode("utf-8-sig", "ignore")
                if is_cut
                else start.decode("cp1252", "replace")
            )
    return [text[:MAX_CHARACTERS]]


def archive(path: Path) -> tuple[list[str], list[str], bool]:
    """The names in an archive as one page, what in it is a program, whether it is locked."""
    try:
        with zipfile.ZipFile(path) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused("damaged_office") from error
    names = [info.filename for info in infos if not info.is_dir()]
    active = ["programs"] if any(PROGRAMS.search(name) for name in names) else []
    return ["\n".join(names)[:MAX_CHARACTERS]], active, any(info.flag_bits & 1 for info in infos)
