"""STATISTICS: what the hub holds, how it is used, and how fresh what it says is.

Counts published outputs and counted days only; asks the database a fixed number of
questions. Knows no HTTP.
"""
