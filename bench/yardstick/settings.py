"""The hub's settings with one address more."""

from salam.settings import *  # noqa: F403

ROOT_URLCONF = "bench.yardstick.urls"
