"""Signposting, read by the ``signposting`` library of its makers."""


from signposting.resolver import LinkHeader  # noqa: F401
