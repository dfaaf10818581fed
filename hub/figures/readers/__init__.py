"""How each publisher writes its tables: a file goes in, cells come out.

A reader keeps what concerns the countries it is asked for. It raises ``Unexpected`` when
the file is not the table it knows, so that no number is taken from the wrong column.
"""


class Unexpected(Exception):
    """The file is not as this publisher writes it; the message says what is missing where."""
