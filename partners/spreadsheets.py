"""What a CSV needs so that every spreadsheet reads it as text, in every script."""

#: Told first, it makes spreadsheets read UTF-8.
MARK = "\ufeff"
#: Between the values of one cell.
BETWEEN = "; "
#: A spreadsheet takes a cell that begins so for a formula. An apostrophe keeps it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """``cell`` that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
