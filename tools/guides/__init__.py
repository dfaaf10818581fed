"""Draws the hub's own guides as PDF files, from ``hub/starter/guides/text`` and ``guides.yaml``.

Run rarely, as ``python -m tools.guides [SLUG...]``: the PDF files are committed. It needs what
stands in ``requirements.txt`` and Debian's ``fonts-noto-core``; the same versions give the same
bytes. Every page is read back, and a guide that lost words is not written.

Why not a browser or a typesetter: they store the *glyphs* of a script. In Devanagari or Sinhala
one glyph is part of a letter, one letter may be several glyphs in another order, and a reader that
extracts text gets broken words. Here the embedded font holds one drawing for each written
*cluster* (a consonant with its vowel signs, shaped by HarfBuzz), and that drawing's meaning is the
cluster's letters in the order they are typed. So what is seen, copied and searched is one thing.

``text`` and ``styles`` say what is set and how; ``shaping`` makes cells, ``lines`` makes lines of
them, ``page`` draws lines, ``cluster_font`` embeds cells, ``pdf`` puts a file together; ``scan``
photographs it and ``check`` reads it back.
"""
