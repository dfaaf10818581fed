"""Whom a limit counts as one visitor."""

import pytest
from axes.helpers import get_client_ip_address

from partners.rates import network_of


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("unix:", ""),
    ],
)
def test_one_line_is_one_visitor(rf, settings, address, counted):
    settings.PROXIES = 0
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == counted


def test_failed_sign_ins_are_counted_by_visitor_behind_the_proxy(rf, settings):
    """Else all come from the proxy, and eight wrong passwords lock a user out for everybody."""
    settings.PROXIES = 1
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")
    assert get_client_ip_address(request) == "203.0.113.7"
