"""Who is no reader: COUNTER's own list of robots and machines, and who says nothing.

The list is the package ``counter-robots`` (MIT licence), made from the one that COUNTER
and its code of practice name; it is renewed by raising the package's version.
"""

from functools import lru_cache

import counter_robots


@lru_cache(maxsize=4096)
def is_robot(agent: str) -> bool:
    return not agent.strip() or counter_robots.is_robot_or_machine(agent)
