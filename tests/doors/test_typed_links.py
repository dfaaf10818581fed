"""Signposting, read by the ``signposting`` library of its makers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from signposting.linkset_parser import LinksetParser
from signposting.resolver import LinkHeader  # noqa: F401
