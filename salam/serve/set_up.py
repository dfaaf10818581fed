"""What is done before the portal opens, at every start."""

import sys
from collections.abc import Mapping

from salam.serve.console import say
from salam.serve.procfile import Program
from salam.serve.program import how_it_ended, run

#: Commands of manage.py, in order. Each may run again and again.
STEPS = ("prepare",)


class SetUpFailed(Exception):
    """A step failed; what it said is on the terminal already."""


async def set_up(environment: Mapping[str, str], steps: tuple[str, ...]) -> None:
    for step in steps:
        say(f"manage.py {step}")
        name = step.split()[0]
        code = await run(Program(name, f"'{sys.executable}' manage.py {step}"), environment)
        if code:
            raise SetUpFailed(
                f"The portal can't start: 'manage.py {step}' {how_it_ended(code)}; "
                "what it said is above."
            )
