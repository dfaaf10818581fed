"""ALERTS: saved searches, what of the new they find, and the one mail that tells it.

Follows the change feed of ``research``, which knows nothing of alerts. Each changed output is
held against all alerts by what it must have, not by asking every search again. Knows no HTTP
and no Celery.
"""
