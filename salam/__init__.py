"""The composition root: settings, addresses, jobs and the servers under them.

Puts ``hub``, ``research`` and ``partners`` together and holds no rule of their
own. Nothing imports this package but the programs that start the portal.
"""

from salam.celery import app as celery_app

# Celery's tasks look for their app here, in whichever program they are called.
__all__ = ["celery_app"]
