"""One measure, in a process of its own: ``python -m bench.child NAME ANSWER``."""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django

from bench.measures import BY_NAME
from salam import embedded


def main() -> None:
    measure, answer = BY_NAME[sys.argv[1]], Path(sys.argv[2])
    os.environ["DJANGO_SETTINGS_MODULE"] = "salam.settings"
    with embedded.throwaway() as addresses:
        os.environ.update(addresses)
        django.setup()
        # Imported here, as its imports need Django to be set up.
        answer.write_text(
            json.dumps(import_module(f"bench.{measure.module}").measure(measure.size))
        )


if __name__ == "__main__":
    main()
