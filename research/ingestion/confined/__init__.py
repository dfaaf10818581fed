"""CONFINED: what opens strangers' files runs here, in processes of its own with limits.

``nursery`` is started by ``research.ingestion.nursery`` and forks a child for each file.
Knows no Django, no database and no other room; says what it found as lines of JSON.
"""
