"""JupyterLab in a real browser runs the quickstart, and its page is looked at, pixel by pixel."""

import io
import os
import subprocess
import tempfile

import nbformat
import pytest
from conftest import ROOT
from PIL import Image, ImageStat
from selenium.webdriver.common.keys import Keys

PICTURE = ROOT / "output/jupyterlab.png"

# The quickstart's parameters, lowered to half a minute of training.
PARAMETERS = {"param count  = 10000": "param count  = 6000"}
# What so short a training cannot meet.
CHECK = "# %% A check"

# The first three of Okabe's and Ito's colours, as charts use them for curves.
BLUE, VERMILLION, GREEN = (0, 114, 178), (213, 94, 0), (0, 158, 115)
WHITE = (255, 255, 255)


@pytest.fixture(scope="module")
def quickstart(laboratory, darkroom, folder):
    """The code cells of the quickstart, once all have run."""
    script = (ROOT / "notebooks/quickstart.darkroom").read_text()
    for full, short in PARAMETERS.items():
        assert full in script
        script = script.replace(full, short)
    assert CHECK in script
    (folder / "work/quickstart.darkroom").write_text(script[: script.index(CHECK)])
    subprocess.run(
        [darkroom, "convert", "quickstart.darkroom", "quickstart.ipynb"], cwd=folder / "work", check=True, timeout=60)
    laboratory.open("/tree/quickstart.ipynb")
    laboratory.wait_for_kernel()
    laboratory.choose("Run", "runmenu:run-all")
    cells = laboratory.code_cells
    for cell in cells:
        cell.wait()
    laboratory.wait_for_kernel()
    return cells


@pytest.fixture
def scratch(laboratory):
    """A new notebook, opened with the launcher's card."""
    laboratory.open("")
    card = '.jp-LauncherCard[data-category="Notebook"][title^="Darkroom"]'
    laboratory.wait("the launcher", lambda: laboratory.visible(card))[0].click()
    laboratory.wait_for_kernel()
    return laboratory


def colours(picture):
    """How many pixels a picture has of each of its colours."""
    return {colour: count for count, colour in picture.getcolors(picture.width * picture.height)}


def is_chart(picture):
    """Whether a picture is lines on much white, the first of them blue."""
    found = colours(picture)
    return found.get(WHITE, 0) > 0.6 * picture.width * picture.height and found.get(BLUE, 0) > 200


def is_grid(picture):
    """Whether a picture is made of images: many colours, far apart, and not much white."""
    found = colours(picture)
    spread = min(ImageStat.Stat(picture).stddev)
    return found.get(WHITE, 0) < 0.6 * picture.width * picture.height and len(found) > 4000 and spread > 40


def kinds(cell):
    """What the pictures under a cell are; each is loaded, whole and large enough to see."""
    found = []
    for picture in cell.pictures:
        pixels = picture.pixels()
        assert picture.natural_width > 100
        assert abs(pixels.width - picture.element.rect["width"]) <= 1, "the picture is cut off"
        assert abs(pixels.height - picture.element.rect["height"]) <= 1, "the picture is cut off"
        assert is_chart(pixels) != is_grid(pixels)
        found.append("chart" if is_chart(pixels) else "grid")
    return found


def test_the_quickstart_runs_in_order_and_without_errors(quickstart, laboratory):
    assert [cell.prompt for cell in quickstart] == [f"[{number}]:" for number in range(1, len(quickstart) + 1)]
    assert [cell.text for cell in quickstart if cell.errors] == []
    assert laboratory.kernel_name == "Darkroom"


def test_every_figure_stands_under_its_cell(quickstart):
    parameters, sketches, training, bottlenecks, losses = quickstart
    assert kinds(parameters) == []
    assert kinds(sketches) == ["grid"]
    # A curve and the watched sketches for each of three trainings, which were drawn while they ran.
    assert kinds(training) == ["chart", "grid"] * 3
    assert kinds(bottlenecks) == ["grid"]
    assert kinds(losses) == ["chart"]


def test_the_last_chart_has_a_curve_for_each_bottleneck(quickstart):
    found = colours(quickstart[-1].pictures[0].pixels())
    assert all(found.get(colour, 0) > 200 for colour in [BLUE, VERMILLION, GREEN])
    assert all(f"[{size}]" in quickstart[-1].text for size in [20, 200, 1000])


def test_the_notebook_is_saved_with_its_pictures(quickstart, laboratory, folder):
    file = folder / "work/quickstart.ipynb"
    before = file.stat().st_mtime_ns
    laboratory.press("save")
    # The server empties the file before it writes it anew.
    laboratory.wait("the saved notebook", lambda: file.stat().st_mtime_ns > before and file.read_text().endswith("}\n"))
    laboratory.wait("a tab that says so", lambda: not laboratory.visible(".lm-mod-current.jp-mod-dirty"))
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    assert sum("image/png" in output.data for output in outputs) == 9
    assert sum("darkroom-dark" in output.data.get("text/html", "") for output in outputs) == 9


def test_the_whole_notebook_is_photographed(quickstart, laboratory):
    if laboratory.visible("#jp-left-stack"):
        laboratory.keys("b", holding=Keys.CONTROL)
        laboratory.wait("the closed side bar", lambda: not laboratory.visible("#jp-left-stack"))
    picture = Image.open(io.BytesIO(laboratory.photograph(width=1100))).convert("RGB")
    assert picture.height > 3000 and len(colours(picture)) > 20_000
    with tempfile.NamedTemporaryFile(dir=PICTURE.parent, suffix=".png", delete=False) as file:
        try:
            picture.save(file, "png", optimize=True)
            os.chmod(file.name, 0o644)
            os.replace(file.name, PICTURE)
        except BaseException:
            os.unlink(file.name)
            raise


def test_a_training_is_seen_while_it_runs_and_stops_at_the_button(scratch):
    cell = scratch.run(
        "training = load sketches count=500\nmodel = autoencoder latent=20 width=4\n"
        "log = train model on=training watch=training epochs=100000")
    first = scratch.wait("a live curve", lambda: cell.pictures)[0].source
    scratch.wait("the curve drawn anew", lambda: cell.pictures[0].source != first)
    assert cell.is_running
    scratch.press("interrupt")
    assert "interrupted; the model, the log and the session stay" in cell.wait()
    assert int(scratch.run("(model.epochs)").wait()) < 100_000
    assert "training" in scratch.run("log").wait()


def test_tab_offers_words_and_enter_takes_one(scratch):
    scratch.run("model = autoencoder latent=20").wait()
    scratch.write("log = train model o")
    scratch.keys(Keys.TAB)
    offered = scratch.wait("the words", lambda: scratch.visible(".jp-Completer-item .jp-Completer-match"))
    assert [word.text for word in offered] == ["on=", "optimizer="]
    scratch.keys(Keys.DOWN, Keys.ENTER)
    scratch.wait("the word", lambda: scratch.code_cells[-1].source == "log = train model optimizer=")


def test_shift_tab_explains_a_word(scratch):
    scratch.run("size = 3").wait()
    scratch.write("log = train")
    scratch.keys(Keys.TAB, holding=Keys.SHIFT)
    tip = scratch.wait("the tooltip", lambda: scratch.visible(".jp-Tooltip"))[0]
    assert tip.text.startswith("train — trains a model") and "optimizer=" in tip.text
    scratch.keys(Keys.ESCAPE)
    scratch.wait("no tooltip", lambda: not scratch.visible(".jp-Tooltip"))
    # A variable is shown with its value.
    scratch.write("size")
    scratch.keys(Keys.TAB, holding=Keys.SHIFT)
    tip = scratch.wait("the tooltip", lambda: scratch.visible(".jp-Tooltip"))[0]
    assert "`size` is a number" in tip.text


def test_help_is_shown_as_a_page(scratch):
    # JupyterLab has no pager: it shows a page under the cell that asked for it.
    text = scratch.run("help train").wait()
    assert text.startswith("train — trains a model") and "optimizer=" in text and "Example:" in text
