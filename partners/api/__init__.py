"""REST of who: institutions, people, resource centres, countries; and how the API talks.

Paging, choosing of fields, problems, rates, tables and tokens stand here, for the APIs of
``research`` and ``hub`` are above it and share them. May import everything of ``partners``.
"""
