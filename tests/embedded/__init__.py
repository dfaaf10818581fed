"""What: the embedded servers and ``make serve``, tried with real processes that are killed.

Needs no database of the test session: every test has a data folder of its own.
"""
