"""Starting from a file or a DOI: what a deposit form may be filled with, and why.

Nothing here saves or sets anything; whoever asks shows what was found, and a person
says so. Three ways in, one answer::

    from_pdf(path)            -> Prefill   read in the limited child process, never raises
    from_identifier(text)     -> Prefill   a DOI or an address, asked of the registries
    from_citation(text)       -> Prefill   RIS or BibTeX of one record, as pasted

A ``Prefill`` has ``fields`` (a tuple of ``Filled``, at most one for each field, in the
order of the form), ``problem`` (a plain sentence; empty when all went well; there may
be fields and a problem) and ``pages`` (the text by page, of a PDF). ``prefill["title"]``
is the ``Filled`` of a field or None. A ``Filled`` has

    field       the name of a field of ``Output``, or ``people`` or ``institutions``
    value       text as the field takes it; a tuple for ``people`` (IncomingPerson),
                ``institutions``, ``isbn`` and ``keywords``
    source      a ``Source``; ``filled.source_words`` says it: "printed on page 1"
    confidence  0 to 1; ``filled.sureness`` is a ``Sureness`` (sure, likely, guess)
                with a label
    page        of the PDF, from 1; None where it does not come from a page

``suggest_topics(pages)`` takes the text by page (``prefill.pages``) and gives ``Topics``:
``themes``, ``countries``, ``keywords`` and ``sdgs``, each a tuple of ``Suggestion`` with
``value`` (slug of a theme, ISO code, word, number), ``label``, and ``why`` in words. They
are to be offered, never set.
"""

from research.ingestion.prefill.filled import Filled, Prefill, Source, Sureness
from research.ingestion.prefill.pdf import from_pdf
from research.ingestion.prefill.registries import from_citation, from_identifier
from research.ingestion.prefill.topics import Suggestion, Topics, suggest_topics

__all__ = [
    "Filled",
    "Prefill",
    "Source",
    "Suggestion",
    "Sureness",
    "Topics",
    "from_citation",
    "from_identifier",
    "from_pdf",
    "suggest_topics",
]
