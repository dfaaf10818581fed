#!/usr/bin/env python
"""Django's commands, run beside the embedded servers: attached to, or started for a while."""

import os
import signal
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from salam import embedded

#: Commands that read and write files of the checkout only.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "match_files",
    "read_document",
    "startapp",
    "version",
}


def needs_servers(words: list[str]) -> bool:
    if not words or {"-h", "--help", "--version"} & set(words):
        return False
    return words[0] not in WITHOUT_SERVERS


def leave(number: int, _frame: object) -> None:
    # An ordinary exit, so that the last user still stops the servers.
    sys.exit(128 + number)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salam.settings")
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
    try:
        with embedded.servers() if needs_servers(sys.argv[1:]) else nullcontext():
            execute_from_command_line(sys.argv)
    except embedded.ServerUnavailable as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
