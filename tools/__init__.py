"""What developers run by hand, now and then: each package is one tool.

The portal never imports them, and their own dependencies are no part of its installation.
"""
