"""RECOMMENDED: sentences of a read document that say what should be done, with their page.

Pages go in, sentences come out, in the order of the document: those that stand in a section
called recommendations, policy options, way forward or the like, in the seven languages of
the hub (and French and Spanish, in which reports arrive). They are to be offered, never set: who
should do what, and in how few words, a person says. No database in here.
"""

from research.ingestion.recommended.sections import Said, recommended, what_to_look_for

__all__ = ["Said", "recommended", "what_to_look_for"]
