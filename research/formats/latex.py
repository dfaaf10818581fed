"""Plain text as LaTeX reads it, in UTF-8: what means something to TeX is escaped."""

import re

#: Braces are counted by BibTeX even when escaped, so they are named instead.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
ESCAPES = str.maketrans(SPECIAL)
#: Pairs that TeX would draw as one sign: dashes, quotation marks, ¿ and ¡.
LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)")
GUILLEMETS = re.compile(r"(?<=<)(?=<)|(?<=>)(?=>)")
#: In an address only what would end the field, or begin a comment or a command.
IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '{}\\ "<>^`|'})


def escaped(text: str) -> str:
    """``text`` that is printed as it stands."""
    parted = GUILLEMETS.sub("\0", LIGATURES.sub("\0", text))
    return parted.translate(ESCAPES).replace("\0", "{}")


def address(text: str) -> str:
    """An address, read verbatim: nothing escaped, what breaks a field percent-encoded."""
    return text.translate(IN_ADDRESS)
