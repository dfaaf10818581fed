"""WHO, for staff: users and their roles, countries, institutions, invitations, people, centres.

Also the pieces that every admin of the portal is made of: ``desk``, ``lists``, ``rows``.
"""

from partners.admin import (
    countries,
    institutions,
    invitations,
    people,
    resource_centres,
    tokens,
    users,
)

__all__ = [
    "countries",
    "institutions",
    "invitations",
    "people",
    "resource_centres",
    "tokens",
    "users",
]
