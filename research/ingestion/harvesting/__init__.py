"""RUNS: a source is asked, and what it says becomes outputs, changes, proposals or nothing.

Each answer of a server is taken in as one transaction with its counts and its mark, so a
run can be stopped, killed, resumed and undone as a whole. Connectors say what was
answered, ``relevance`` what of it concerns us, ``matching`` what the hub has already; here
is decided what becomes of it. Starts no tasks and speaks to no server.
"""
