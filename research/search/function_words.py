"""English words that say nothing of what is sought; dropped from queries, kept in the index."""

ENGLISH = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both but
    by can could did do does doing done during each few for from further had has have having he
    her here hers him his how i if in into is it its itself just let me more most my no nor not of
    off on once only or other our ours out over own same shall she should so some such than that
    the their theirs them then there these they this those through to too under until up upon us
    very was we were what when where which while who whom whose why will with would you your yours
    s t d ll m re ve
    """.split()
)
