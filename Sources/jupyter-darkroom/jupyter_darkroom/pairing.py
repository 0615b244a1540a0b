"""Scripts of Darkroom as one half of jupytext's pairs; they are its percent format as they stand.

JupyterLab knows it by the server extension of this package, and on the command line it is

    python3 -m jupyter_darkroom.pairing --set-formats ipynb,darkroom:percent lesson.ipynb
"""

import sys

EXTENSION = ".darkroom"


def register():
    """Makes `.darkroom` known to jupytext; gives whether jupytext is there."""
    try:
        from jupytext import formats, languages, magics
        from jupytext.cell_reader import DoublePercentScriptCellReader
        from jupytext.cell_to_text import DoublePercentCellExporter
    except ImportError:
        return False
    if EXTENSION not in languages._SCRIPT_EXTENSIONS:
        languages._SCRIPT_EXTENSIONS[EXTENSION] = {"language": "darkroom", "comment": "#"}
        languages._COMMENT["darkroom"] = "#"
        # It has no magics; where jupytext looks for some, it finds those of another language with such comments.
        for table in vars(magics).values():
            if isinstance(table, dict):
                for key, like in (("darkroom", "julia"), (EXTENSION, ".jl")):
                    if like in table:
                        table.setdefault(key, table[like])
        formats.JUPYTEXT_FORMATS.append(
            formats.NotebookFormatDescription(
                format_name="percent", extension=EXTENSION, header_prefix="#",
                cell_reader_class=DoublePercentScriptCellReader, cell_exporter_class=DoublePercentCellExporter,
                current_version_number="1.3", min_readable_version_number="1.1"))
        formats.NOTEBOOK_EXTENSIONS.append(EXTENSION)
    return True


def main():
    if not register():
        sys.exit("jupytext is missing: pip install jupytext")
    from jupytext.cli import jupytext

    return jupytext()


if __name__ == "__main__":
    sys.exit(main())
