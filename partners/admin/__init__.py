"""WHO, for staff: users and their roles, countries, institutions, people, centres.

Also the pieces that every admin of the portal is made of: ``desk``, ``lists``, ``rows``.
"""

from partners.admin import countries, institutions, people, resource_centres, tokens, users

__all__ = ["countries", "institutions", "people", "resource_centres", "tokens", "users"]
