"""NEWSLETTER: issues, from what is proposed for them to what each reader gets.

A job proposes, an editor orders, cuts and adds words, each reader gets what fits. Knows no
HTTP and no Celery.
"""
