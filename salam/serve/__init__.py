"""What: ``python -m salam.serve`` (``make serve``), the whole portal under one process.

Takes a lease on the embedded servers, sets up, runs the lines of the Procfile and starts again
what dies. The programs it runs are ordinary clients: they find the addresses in their
environment. May import ``salam.embedded``; never Django, so that it starts at once.
"""
