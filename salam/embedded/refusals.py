"""One sentence for a person: what is wrong, where, and what to do."""

from pathlib import Path

#: What the operating system or a server says, and what it means to a person.
CAUSES = (
    ("No space left on device", "the disk that holds {where} is full; free some space"),
    ("Disk quota exceeded", "the disk quota for {where} is used up; free some space"),
    ("Read-only file system", "{where} is on a read-only disk; set HUB_DATA to a writable folder"),
    (
        "Permission denied",
        "{where} may not be read and written by {account}; "
        "correct the permissions or set HUB_DATA to another folder",
    ),
    (
        "error while loading shared libraries",
        "a library is missing or unreadable; install again by deleting .venv",
    ),
    ("Cannot allocate memory", "there is not enough memory; end other programs"),
)


class ServerUnavailable(Exception):
    """An embedded server can't run; the message is one line, meant to be shown as it is."""


def refusal(
    who: str,
    *,
    said: str,
    where: Path,
    log: Path | None = None,
    account: str = "this account",
) -> ServerUnavailable:
    """Turn what a program printed before it gave up into the one line a person needs."""
    for sign, meaning in CAUSES:
        if sign in said:
            told = meaning.format(where=where, account=account)
            return ServerUnavailable(f"{who}: {told}.{_see(log)}")
    return ServerUnavailable(f"{who}: {_most_telling_line(said)}.{_see(log)}")


def _most_telling_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "rror:" in line]
    return (telling or lines or ["it ended without a word"])[-1].rstrip(".")


def _see(log: Path | None) -> str:
    return f" Its log is {log}." if log and log.exists() else ""
