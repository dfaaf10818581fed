"""POSTING: mail that must go out once, at a measured pace, and the outbox where none goes out.

Knows how a message is built and handed over, and what was left half done; not what it says
or who gets it. Knows no HTTP and no Celery.
"""
