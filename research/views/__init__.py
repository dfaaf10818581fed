"""The public pages of the research: one file a kind of page, and what the pages show of an output.

May use every room of ``research``. Knows nothing of the admin or the API.
"""
