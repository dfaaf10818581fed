"""How often one visitor may send a form: counted for an hour, told to nobody."""

from django.http import HttpRequest

from partners.rates import Rate, count, network_of

#: A ministry's desks may share one address; a machine sends thousands.
MOST, PERIOD = 30, 3600


#: Copies to one address and from one network in a day: anybody can type anybody's address.
COPIES_TO_AN_ADDRESS = Rate("copy-to", 2, 24 * 3600)
COPIES_FROM_A_NETWORK = Rate("copy-from", 10, 24 * 3600)


def may_copy(request: HttpRequest, address: str) -> bool:
    """Count a copy of what was written; none where it can't be counted."""
    asked = (
        count(COPIES_FROM_A_NETWORK, network_of(request)),
        count(COPIES_TO_AN_ADDRESS, address.strip().lower()),
    )
    return all(standing is not None and not standing.is_exceeded for standing in asked)


def is_too_often(request: HttpRequest, form: str) -> bool:
    """Count this sending; a cache that is down lets it pass, as letters are counted too."""
    standing = count(Rate(form, MOST, PERIOD), network_of(request))
    return standing is not None and standing.is_exceeded
