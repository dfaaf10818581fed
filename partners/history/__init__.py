"""What happened to records: noted by triggers, read back as states and differences, undone.

Knows tables and models of every app by looking them up, and imports none above it.
Who may look or restore is asked before, by the admin.
"""
