"""Whether this node lives and whether it can serve: for operators and load balancers.

Asks the database, the broker and the search index; changes nothing.
"""
