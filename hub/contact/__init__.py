"""CONTACT: a reader's letter finds the institute of its country and theme, and is forgotten.

Knows no HTTP and no Celery.
"""
