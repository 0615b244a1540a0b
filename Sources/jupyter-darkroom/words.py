"""Writes the words of the language, by which editors colour it, as the program itself lists them.

    darkroom help --reference | python3 words.py > jupyter_darkroom/words.json

The JavaScript of the JupyterLab extension has them from static/words.json, which is the same file.
"""

import json
import re
import sys

# Words inside of lines, which have no section of their own.
INSIDE = ["in", "else", "end", "and", "or", "not"]


def headings(text, section, depth):
    """The headings of a depth below a heading of the second, or of the page where that is None."""
    (part,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(rf"^#{{{depth}}} (\S+)$", part, re.MULTILINE)


def words(reference):
    """The words of the language by what they are."""
    return {
        "commands": re.findall(r"^\| \[`(\w+)`\]", reference, re.MULTILINE),
        "keywords": headings(reference, "Words of the language", 3) + INSIDE,
        "layers": headings(reference, "Layers", 3),
        "terms": sorted(set(headings(reference, "Terms", 4))),
        "constants": ["yes", "no"],
    }


if __name__ == "__main__":
    json.dump(words(sys.stdin.read()), sys.stdout, indent=1)
    print()
