"""The pages of the portal: one file a kind of page.

May use every room of ``hub``, ``research`` and ``partners``.
"""
