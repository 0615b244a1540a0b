"""JupyterLab with the package `jupyter-darkroom` in it: colours, files and help of the language."""

import pytest

SCRIPT = """\
# %% A title
param epochs = 2  # how often
training = load sketches count=200
model[20] = autoencoder latent=20 width=4
for size in 20,200
    print "bottleneck {size}" (2 * size)
end
show training title="Ten of them" columns=10
"""


@pytest.fixture(scope="module")
def editor(laboratory, folder):
    """A script in JupyterLab's editor."""
    (folder / "work/words.darkroom").write_text(SCRIPT)
    laboratory.open("/tree/words.darkroom")
    laboratory.wait("the editor", lambda: laboratory.find(".jp-FileEditor .cm-line"))
    return laboratory


def colour(editor, word, line):
    """The colour of a word in a line."""
    script = """
        const [word, line] = arguments;
        const element = document.querySelectorAll(".jp-FileEditor .cm-line")[line];
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
            if (walker.currentNode.data.trim() === word) return getComputedStyle(walker.currentNode.parentElement).color;
        return null;"""
    return editor.driver.execute_script(script, word, line)


def test_words_have_colours_by_what_they_are(editor):
    editor.wait("colours", lambda: colour(editor, "load", 2))
    plain = editor.driver.execute_script(
        "return getComputedStyle(document.querySelector('.jp-FileEditor .cm-content')).color")
    command = colour(editor, "load", 2)
    assert colour(editor, "autoencoder", 3) == command and colour(editor, "show", 7) == command != plain
    assert colour(editor, "for", 4) == colour(editor, "end", 6) == colour(editor, "param", 1) != plain
    option = colour(editor, "count", 2)
    assert option == colour(editor, "columns", 7) and option not in (plain, command)
    assert colour(editor, "200", 2) == colour(editor, "10", 7) not in (plain, command, option)
    assert colour(editor, '"Ten of them"', 7) not in (plain, command, option)
    assert len({colour(editor, "# how often", 1), colour(editor, "sketches", 2), command, option}) == 4


def test_scripts_have_their_icon(editor):
    # The package's own, or the kernel's logo where jupytext knows the files as well.
    icons = ".jp-DirListing-item[data-file-type='darkroom'] [data-icon*='darkroom']"
    editor.wait("the icon", lambda: editor.find(icons))


def test_help_opens_the_reference(editor):
    editor.choose("Help", "jupyter-darkroom:Commands.md")
    heading = '#jp-main-dock-panel .jp-RenderedMarkdown h2'
    editor.wait("the reference", lambda: any(h.text.startswith("train") for h in editor.visible(heading)))


def test_a_notebook_has_the_colours_too(laboratory):
    laboratory.open("")
    card = '.jp-LauncherCard[data-category="Notebook"][title^="Darkroom"]'
    laboratory.wait("the launcher", lambda: laboratory.visible(card))[0].click()
    laboratory.wait_for_kernel()
    laboratory.write("training = load sketches")
    cell = laboratory.code_cells[-1]
    laboratory.wait("a command's colour", lambda: any(e.text == "load" for e in cell.find(".cm-line span")))
