"""Plain text as LaTeX reads it, in UTF-8: what means something to TeX is escaped."""

import re

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
#: BibTeX counts braces even when they are escaped: a lonely one is named instead.
IN_PAIRS = str.maketrans(SPECIAL | {"{": r"\{", "}": r"\}"})
LONELY = str.maketrans(SPECIAL | {"{": r"\lbrace{}", "}": r"\rbrace{}"})
#: Pairs that TeX would draw as one sign: dashes, quotation marks, ¿ and ¡.
LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)")
GUILLEMETS = re.compile(r"(?<=<)(?=<)|(?<=>)(?=>)")
#: In an address only what would end the field, or begin a comment or a command.
IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '{}\\ "<>^`|'})


def escaped(text: str) -> str:
    """``text`` that is printed as it stands."""
    parted = GUILLEMETS.sub("\0", LIGATURES.sub("\0", text))
    return parted.translate(IN_PAIRS if _braces_pair(text) else LONELY).replace("\0", "{}")


def _braces_pair(text: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return not depth


def address(text: str) -> str:
    """An address, read verbatim: nothing escaped, what breaks a field percent-encoded."""
    return text.translate(IN_ADDRESS)
