"""Which tests need one worker together: those that share something dear to set up.

pytest-xdist has marks for this (``--dist loadgroup``); with pytest 9.2 they do nothing.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: What the tests below a folder, or of a file, share.
TOGETHER = {
    "tests/portal/": "one running portal",
    "tests/hub/starter/test_built_in.py": "the starter content",
}


class Together(LoadScopeScheduling):
    """Every test by itself, but for the groups; the largest begin."""

    def _split_scope(self, nodeid: str) -> str:
        return next((what for where, what in TOGETHER.items() if nodeid.startswith(where)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)
