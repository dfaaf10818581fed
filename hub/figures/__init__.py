"""FIGURES: published statistics of labour migration, each with file, row and source.

``sources`` declares where figures come from, ``readers`` know how each publisher writes,
``loading`` puts them into the database, ``questions`` asks for the few a page shows,
``charts`` says how they are drawn and ``drawing`` draws. Knows no HTTP.
"""
