"""What Jupyter's programs know of the language of Darkroom."""

__version__ = "0.1.0"


def _jupyter_labextension_paths():
    return [{"src": "labextension", "dest": "jupyter-darkroom"}]


def _jupyter_server_extension_points():
    return [{"module": "jupyter_darkroom"}]


def _load_jupyter_server_extension(server):
    """Lets jupytext, where it is there, keep a notebook and a script of Darkroom as a pair."""
    from . import pairing

    if pairing.register():
        server.log.info("jupyter_darkroom | jupytext knows scripts of Darkroom")
