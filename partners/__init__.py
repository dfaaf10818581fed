"""Who: users and their roles, countries, institutions, people, resource centres.

Imports nothing of the hub's own. Never imports ``research``, ``hub`` or ``salam``.
"""
