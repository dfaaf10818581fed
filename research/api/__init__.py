"""REST of research: reads published outputs and the five themes; writes nothing.

May import everything of ``research`` below the interfaces, and ``partners``.
"""
