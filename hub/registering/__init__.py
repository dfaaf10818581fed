"""REGISTERING: who comes to an event, who waits, and who is told.

Places are given in the order of asking, under a lock on the event, so that two who press at
once never get the same last one. Knows no HTTP and no Celery.
"""
