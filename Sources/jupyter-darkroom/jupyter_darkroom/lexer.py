"""The language of Darkroom for Pygments, which colours it in nbconvert, Sphinx and wherever else Pygments does."""

import json
from pathlib import Path

from pygments.lexer import RegexLexer, bygroups, default, include, words
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace

WORDS = json.loads(Path(__file__).with_name("words.json").read_text())

# What may not stand before and behind a word that is one by itself.
ALONE = {"prefix": r"(?<![\w.-])", "suffix": r"(?![\w.-])"}


class DarkroomLexer(RegexLexer):
    """A lexer of scripts."""

    name = "Darkroom"
    aliases = ["darkroom"]
    filenames = ["*.darkroom"]
    mimetypes = ["text/x-darkroom"]

    tokens = {
        "blanks": [
            (r"^# %%.*$", Comment.Special),
            (r"(?<!\S)#.*$", Comment.Single),
            (r"\\[^\S\n]*\n", Text),
            (r"[^\S\n]+", Whitespace),
        ],
        # Where a statement begins, or behind the `=` of an assignment.
        "root": [
            include("blanks"),
            (r"\n", Whitespace),
            (r"time\b(?!\s*=)", Keyword),
            (words(WORDS["keywords"], prefix=r"(?<![\w.-])", suffix=r"(?![\w.-])(?!\s*=\s)"), Keyword, "statement"),
            (r"([^\W\d]\w*)(?=[^=\"\n]*[^\S\n]=[^\S\n])", Name, "assignment"),
            (words(WORDS["commands"] + WORDS["layers"], **ALONE), Name.Builtin, ("arguments", "first")),
            default("arguments"),
        ],
        # Behind `param` and `for`.
        "statement": [
            (r"\n", Whitespace, "#pop"),
            (r"(?<=\s)=(?=\s)", Operator),
            include("values"),
        ],
        "assignment": [
            (r"(?<=\s)=(?=\s)", Operator, "#pop"),
            (r"\n", Whitespace, "#pop"),
            include("values"),
        ],
        # What stands right behind a command, as in `load sketches`.
        "first": [
            (r"[^\S\n]+", Whitespace),
            (words(WORDS["terms"], **ALONE), Name.Class, "#pop"),
            default("#pop"),
        ],
        "arguments": [
            (r"\n", Whitespace, "#pop"),
            # `on=training`: an option, and what it is told.
            (r"([^\W\d][\w-]*)(=)(?=[^\s=])", bygroups(Name.Attribute, Operator), "first"),
            include("values"),
        ],
        "values": [
            include("blanks"),
            (r'"', String, "text"),
            (words(WORDS["terms"], prefix=r"(?<![\w.-])", suffix=r"(?=\()"), Name.Class),
            (words(WORDS["keywords"], **ALONE), Keyword),
            (words(WORDS["constants"], **ALONE), Keyword.Constant),
            (r"\d+(x\d+)+(?!\w)|[-+]?\d+\.\.[-+]?\d+", Number),
            (r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?(?![\w.])", Number),
            (r"[\w][\w./-]*", Name),
            (r"==|!=|<=|>=|\.\.|[-+*/%^<>=?.]", Operator),
            (r"[()\[\]{},]", Punctuation),
            (r".", Text),
        ],
        "text": [
            (r"\\(u\{[0-9A-Fa-f]+\}|.)", String.Escape),
            (r"\{", String.Interpol, "value"),
            (r'"', String, "#pop"),
            (r"(?=\n)", Text, "#pop"),
            (r'[^"\\{\n]+', String),
            (r".", String),
        ],
        "value": [
            (r"\}", String.Interpol, "#pop"),
            (r"(?=\n)", Text, "#pop"),
            (r"\d+(\.\d+)?", Number),
            (r"\w+", Name),
            (r"[^\w}\n]", Operator),
        ],
    }
