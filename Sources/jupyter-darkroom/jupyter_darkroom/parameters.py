"""papermill's parameters as the kernel reads them.

papermill asks for no translators of others, but it loads their engines; with this one comes the translator, so that
`papermill in.ipynb out.ipynb -p epochs 3` needs no option more.
"""

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import PythonTranslator, papermill_translators

# `param epochs = 8  # epochs of each training`
PARAM = re.compile(r'^param\s+(?P<name>\w+)\s+=\s+(?P<default>"(?:[^"\\]|\\.)*"|[^#\s]+)\s*(?:#\s*(?P<help>.*))?$')


class DarkroomTranslator(PythonTranslator):
    """Writes a cell of Python's assignments, which the kernel reads as Python means them, and knows `param` lines."""

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        # One line each, whatever formatter is there.
        lines = [cls.assign(name, cls.translate(value)) for name, value in parameters.items()]
        return "\n".join([cls.comment(comment), *lines]) + "\n"

    @classmethod
    def inspect(cls, parameters_cell):
        found = (PARAM.match(line.strip()) for line in parameters_cell["source"].splitlines())
        return [
            Parameter(
                name=match["name"], inferred_type_name=kind(match["default"]), default=match["default"],
                help=match["help"] or "")
            for match in found
            if match
        ]


def kind(default):
    """What a default is, as the kernel calls it."""
    if default in ("yes", "no"):
        return "boolean"
    if "," in default and not default.startswith('"'):
        return "list"
    if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", default):
        return "number"
    if re.fullmatch(r"\d+(x\d+)+", default):
        return "shape"
    if re.fullmatch(r"-?\d+\.\.-?\d+", default):
        return "range"
    return "text"


class DarkroomEngine(NBClientEngine):
    """papermill's own engine under the name `darkroom`."""


papermill_translators.register("darkroom", DarkroomTranslator)
