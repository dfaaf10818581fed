"""LINK CARE: whether the addresses in the records still lead anywhere, asked in turn.

``listing`` keeps a row for each address, ``asking`` asks the servers a few at a time,
``judging`` says what an answer means. Nothing of an output is changed here: what is
broken is a work list for people.
"""
