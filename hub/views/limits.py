"""How often one visitor may send a form: counted for an hour, told to nobody."""

from django.http import HttpRequest

from partners.rates import Rate, count, network_of

#: A ministry's desks may share one address; a machine sends thousands.
MOST, PERIOD = 30, 3600


def is_too_often(request: HttpRequest, form: str) -> bool:
    """Count this sending; a cache that is down lets it pass, as letters are counted too."""
    standing = count(Rate(form, MOST, PERIOD), network_of(request))
    return standing is not None and standing.is_exceeded
