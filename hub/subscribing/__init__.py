"""SUBSCRIBING: who gets mail and who has asked to; without an account, by signed links.

An address counts once it has confirmed. What the hub answers to somebody who asks never
depends on whether an address is known. Knows no HTTP and no Celery.
"""
