r"""Macros: the TeX that authors leave in text outside math, and what each of them means.

A list, not a language: what is not here stays as it is written, for `C:\temp\new`, `\d+` and
`\cite{foo2020}` are text. Each line of it was met in titles and abstracts on arXiv.
"""

import re

SIGNS = (  # a backslash and one character
    {sign: sign for sign in "%&_#{}$"}
    | {" ": " ", ",": "\u202f", ";": " ", ":": " ", "!": "", "-": "-", "/": "", "@": ""}
    | {"'": "'", '"': '"'}  # where no letter follows that takes an accent, as in JSON
)

DOTTED = (  # authors define these so that no second full stop follows: `\eg,` and `\etc.`
    {"eg": "e.g.", "Eg": "E.g.", "ie": "i.e.", "Ie": "I.e.", "etc": "etc.", "etal": "et al."}
    | {"wrt": "w.r.t.", "aka": "a.k.a."}
)

WORDS = (
    {"ldots": "…", "dots": "…", "textellipsis": "…", "textdegree": "°", "deg": "°"}
    | {"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textmu": "µ", "textbackslash": "\\"}
    | {"textasciitilde": "~", "textunderscore": "_", "textasciicircum": "^", "textbar": "|"}
    | {"textless": "<", "textgreater": ">", "textendash": "–", "textemdash": "—", "S": "§"}
    | {"textregistered": "®", "texttrademark": "™", "copyright": "©", "pounds": "£"}
    | {"quad": " ", "qquad": " ", "newline": " ", "par": " ", "noindent": "", "xspace": ""}
    | {"textperthousand": "‰", "textpertenthousand": "‱"}
    | DOTTED
)

STYLES = (  # `\emph{…}`; an empty style shows what is inside, no more
    {"emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code"}
    | {"textsc": "small-caps", "underline": "u", "uline": "u"}
    | {"textsuperscript": "sup", "textsubscript": "sub"}
    | dict.fromkeys(("textrm", "textsf", "textnormal", "textup", "text", "mbox", "mathrm"), "")
)

TEXTUAL = frozenset({"textbf", "textit", "texttt", "textsc", "emph", "href", "url"})

DECLARATIONS = (  # `{\em …}`
    {"em": "em", "it": "em", "sl": "em", "itshape": "em", "bf": "strong", "bfseries": "strong"}
    | {"tt": "code", "ttfamily": "code", "sc": "small-caps", "scshape": "small-caps"}
    | dict.fromkeys(("rm", "sf", "tiny", "scriptsize", "footnotesize", "small", "large"), "")
)

LETTERS = frozenset({"ae", "oe", "o", "l", "ss", "aa", "AE", "OE", "O", "L", "AA", "i", "j"})

# arXiv writes `10 {\mu}m` where its authors typed a Greek letter.
SYMBOLS = frozenset(
    {
        *("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta"),
        *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "varphi"),
        *("chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma"),
        *("Phi", "Psi", "Omega", "pm", "times", "sim", "approx", "leq", "geq", "infty"),
        *("odot", "rightarrow"),
    }
)

# Each accent with the letters that bear it, for `\"quoted\"` is no word with a diaeresis.
ACCENTED = (
    ('"', "aeiouyAEIOUY"),
    ("'", "acegiklnorsuyzACEGIKLNORSUYZ"),
    ("`", "aeinouAEINOU"),
    ("^", "aceghijosuwyACEGHIJOSUWY"),
    ("~", "aeinouyAEINOUY"),
    ("=", "aegiouyAEGIOUY"),
    (".", "acegzACEGIZ"),
)
ACCENT = re.compile(
    "|".join(
        rf"\\[{sign}](?:\{{(?:[{letters}]|\\[ij])\}}|[{letters}]|\\[ij](?![A-Za-z]))"
        for sign, letters in ACCENTED
    ).replace("[^]", r"\^")
    + r"|\\[cvHukrdb]\{(?:[A-Za-z]|\\[ij])\}|\\[cvH] [A-Za-z]"
)
COLOR = re.compile(r"(?:\[[A-Za-z]*+\])?\{[^{}]*+\}")
LIST = re.compile(r"\\(?:begin\{(?:itemize|enumerate)\}\s*+(?:\\item\b)?|item\b)\s*+")
LIST_END = re.compile(r"\\end\{(?:itemize|enumerate)\}\s*+")
