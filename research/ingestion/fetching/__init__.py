"""FILES OF HARVESTED OUTPUTS: fetched where that is allowed, politely, else left with a reason.

``allowing`` says whether the hub may have a file, ``noting`` keeps a row for each that a
record points to, ``getting`` fetches. What was fetched is attached as an upload is, and
read as one. A file that a person gave is never touched.
"""
