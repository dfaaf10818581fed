r"""LaTeX to text: ``{\"o}`` is ö, ``\&`` is &, braces go, ``$\alpha$`` is α."""

import re
import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø",
    "O": "Ø", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "textendash": "–", "textemdash": "—", "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®",
    "texttrademark": "™", "copyright": "©", "textcopyright": "©", "pounds": "£", "euro": "€",
    "texteuro": "€", "degree": "°", "textdegree": "°", "ldots": "…", "dots": "…", "times": "×",
    "pm": "±", "leq": "≤", "geq": "≥", "textless": "<", "textgreater": ">", "textbackslash": "\\",
    "textasciitilde": "~", "textunderscore": "_", "S": "§", "P": "¶", "guillemotleft": "«",
    "guillemotright": "»", "quad": " ", "qquad": " ", "infty": "∞", "rightarrow": "→", "to": "→",
    "approx": "≈", "cdot": "·", "sim": "∼", "neq": "≠",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
ACCENTED = re.compile(
    r"\{?\\(?:([`'^~=.\"])\s*|([uvHcdbkr])(?=[\s{\\])\s*)"
    r"(?:\{\s*(\\[ij](?![a-zA-Z])|\w)?\s*\}|(\\[ij](?![a-zA-Z])|\w))\}?"
)
COMMAND = re.compile(r"\\([a-zA-Z]+)\*?\s*")
LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
MATHS = re.compile(r"(?<!\\)\$([^$]{0,200}?)(?<!\\)\$")
ESCAPED = re.compile(r"\\([&%$#_{}~^, ;:!/-])")
#: Keeps an escaped brace or dollar from being taken for grouping: private use characters.
HIDDEN = {"{": "\ue000", "}": "\ue001", "$": "\ue002"}
SHOWN = {ord(mark): sign for sign, mark in HIDDEN.items()}


def plain(text: str) -> str:
    """What a reader would see in print."""
    text = LINK.sub(r"\1", text)
    text = ACCENTED.sub(_accented, text)
    text = ESCAPED.sub(_escaped, text)
    text = MATHS.sub(lambda found: re.sub(r"[_^](?=[\w{\\])", "", found[1]), text)
    text = COMMAND.sub(_letter, text)
    text = text.replace("{", "").replace("}", "").replace("\\\\", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = re.sub(r"(?<=\w)~(?=\w)|(?<=\.)~", " ", text)
    return unicodedata.normalize("NFC", text.translate(SHOWN))


def _accented(found: re.Match[str]) -> str:
    accent = found[1] or found[2]
    letter = (found[3] or found[4] or "").replace("\\", "")
    if not letter:  # "\\~{}" is how addresses write their tilde
        return accent if accent in "~^" else ""
    return unicodedata.normalize("NFC", letter + ACCENTS[accent])


def _escaped(found: re.Match[str]) -> str:
    sign = found[1]
    if sign in ",;: ":
        return " "
    return "" if sign in "!/-" else HIDDEN.get(sign, sign)


def _letter(found: re.Match[str]) -> str:
    """A letter or sign; a command that only dresses text leaves nothing."""
    return LETTERS.get(found[1], "")
