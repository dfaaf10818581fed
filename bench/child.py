"""One measure, in a process of its own: ``python -m bench.child NAME ANSWER``."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django

from bench import stored
from bench.measures import BY_NAME


def main() -> None:
    measure, answer = BY_NAME[sys.argv[1]], Path(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "salam.settings"
    with stored.servers(measure.name):
        django.setup()
        # Imported here, as its imports need Django to be set up.
        answer.write_text(
            json.dumps(import_module(f"bench.{measure.module}").measure(measure.size))
        )


if __name__ == "__main__":
    main()
