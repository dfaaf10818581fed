"""PROPOSALS: what readers want changed or added, kept until an editor accepts or refuses it.

A correction of a resource centre, or a practice somebody tells of. The institute of the
country is told by letter; whoever sent it is erased as it is decided. Knows no HTTP and
no Celery.
"""
