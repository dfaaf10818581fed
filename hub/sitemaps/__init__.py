"""The sitemap: an index, and parts of at most 10,000 addresses, each in every language.

``parts`` says what is listed; the views write it down. May import all of the portal's models.
"""

from hub.sitemaps.views import index, part

__all__ = ["index", "part"]
