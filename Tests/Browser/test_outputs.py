"""What cells show in JupyterLab: figures that stay as they are, tables, and the look of what was stopped.

Pictures of the pages are kept in the folder $DARKROOM_SCREENSHOTS, where one is named.
"""

import io
import json
import os
import pathlib
import subprocess

import pytest
from laboratory import PANEL
from PIL import Image
from selenium.webdriver.common.keys import Keys

TRAINING = """training = load sketches count=3000
test = pick training one-per-class
model = autoencoder latent=20 width=8
log = train model on=training validate=test watch=test epochs=4"""

CELLS = [
    TRAINING, "log", "test", "summary model", "vars", "evaluate model test", "describe training",
    'show test title="One of each class"', "(1 + ", "print 1", "print 2",
]


def notebook(cells):
    return {
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "darkroom", "display_name": "Darkroom", "language": "darkroom"}},
        "cells": [
            {"cell_type": "code", "id": f"c{place}", "source": source, "outputs": [], "execution_count": None,
             "metadata": {}}
            for place, source in enumerate(cells)]}


def use_theme(folder, name):
    file = folder / "config/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"theme": name}))


def photograph(laboratory, name, width):
    """A picture of the whole notebook, which is kept where a folder is named."""
    png = laboratory.photograph(width)
    if folder := os.environ.get("DARKROOM_SCREENSHOTS"):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        pathlib.Path(folder, f"{name}-{width}.png").write_bytes(png)
    return Image.open(io.BytesIO(png)).convert("RGB")


def seen(laboratory, within=None):
    """The figures that are seen, of the two that each output has: their classes, words and sizes, all at one moment, for
    what is updated is drawn anew."""
    script = """
        return [...(arguments[0] ?? document).querySelectorAll("img.darkroom-figure")].filter((img) => img.offsetWidth)
            .map((img) => ({kind: img.className, alt: img.alt, size: [img.offsetWidth, img.offsetHeight]}))"""
    return laboratory.driver.execute_script(script, within)


def sizes(laboratory, cell):
    return [figure["size"] for figure in seen(laboratory, cell.element)]


def close_side_bar(laboratory):
    if laboratory.visible("#jp-left-stack"):
        laboratory.keys("b", holding=Keys.CONTROL)
        laboratory.wait("the closed side bar", lambda: not laboratory.visible("#jp-left-stack"))


@pytest.fixture(scope="module")
def ran(laboratory, folder):
    """The cells of a notebook that was run, and the sizes of figures while its training ran."""
    use_theme(folder, "JupyterLab Light")
    (folder / "work/outputs.ipynb").write_text(json.dumps(notebook(CELLS)))
    laboratory.open("/tree/outputs.ipynb")
    laboratory.wait_for_kernel()
    laboratory.choose("Run", "runmenu:run-all")
    cell = laboratory.code_cells[0]
    laboratory.wait("both figures", lambda: len(seen(laboratory, cell.element)) == 2)
    assert cell.is_running
    during = sizes(laboratory, cell)
    line = laboratory.driver.execute_script(
        "return arguments[0].querySelector('.jp-OutputArea-output div').textContent", cell.element)
    laboratory.wait("the end", lambda: laboratory.is_idle)
    close_side_bar(laboratory)
    return laboratory.code_cells, during, line


def test_figures_stay_as_they_are(ran, laboratory):
    cells, during, line = ran
    assert line.startswith("epoch ") and " of 4 ━" in line.replace("─", "━") and "images/s" in line
    assert sizes(laboratory, cells[0]) == during
    assert "4 epochs in " in cells[0].text and "; training 0." in cells[0].text and ", validation 0." in cells[0].text


def test_every_picture_says_what_it_shows(ran, laboratory):
    for picture in laboratory.visible(f"{PANEL} .jp-OutputArea-output img"):
        assert len(picture.get_attribute("alt")) > 10


def test_tables_are_tables(ran, laboratory):
    cells = ran[0]
    heads = [[head.text for head in cell.find(".jp-OutputArea-output th")] for cell in cells]
    assert heads[1][:2] == ["epoch", "training"] and heads[1][-1] == "images/s"
    assert heads[3] == ["", "encoder", "shape", "parameters"]
    assert heads[5] == ["measure", "mean", "images"]
    assert [row.text.split()[0] for row in cells[4].find("tr")] == ["training", "test", "model", "log"]


def test_a_data_set_shows_some_of_it(ran):
    (strip,) = ran[0][2].find(".jp-OutputArea-output img")
    assert strip.rect["width"] > 300 and "images" in strip.get_attribute("alt")


def test_cells_behind_a_failed_one_have_no_number(ran):
    assert [cell.prompt for cell in ran[0]][-3:] == ["[9]:", "[ ]:", "[ ]:"]


def test_narrow_pages_hold_all_figures(ran, laboratory):
    photograph(laboratory, "light", 1200)
    try:
        laboratory.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": 400, "height": 900, "deviceScaleFactor": 2, "mobile": False})
        script = """
            return [...document.querySelectorAll('.jp-OutputArea-output')].filter(
                (output) => output.querySelector('img') && output.scrollWidth > output.clientWidth).length"""
        laboratory.wait("no output that is cut off", lambda: laboratory.driver.execute_script(script) == 0)
    finally:
        laboratory.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    photograph(laboratory, "light", 400)


def test_dark_pages_have_dark_figures(ran, laboratory, folder):
    laboratory.press("save")
    laboratory.wait("a tab that says so", lambda: not laboratory.visible(".lm-mod-current.jp-mod-dirty"))
    use_theme(folder, "JupyterLab Dark")
    try:
        laboratory.open("/tree/outputs.ipynb")
        laboratory.wait_for_kernel()
        laboratory.wait("figures", lambda: len(seen(laboratory)) == 3)
        close_side_bar(laboratory)
        assert all("darkroom-dark" in figure["kind"] for figure in seen(laboratory))
        page = photograph(laboratory, "dark", 1200)
        photograph(laboratory, "dark", 400)
        whites = sum(count for count, colour in page.getcolors(page.width * page.height) if min(colour) > 250)
        assert whites < 0.02 * page.width * page.height
    finally:
        use_theme(folder, "JupyterLab Light")


def test_a_notebook_that_is_not_trusted_has_light_figures(ran, laboratory, folder):
    # What nobody signed loses its styles, and with them the choice.
    saved = json.loads((folder / "work/outputs.ipynb").read_text())
    saved["cells"][-1]["source"] = "print 3"
    (folder / "work/foreign.ipynb").write_text(json.dumps(saved))
    laboratory.open("/tree/foreign.ipynb")
    laboratory.wait_for_kernel()
    laboratory.wait("figures", lambda: len(seen(laboratory)) == 3)
    assert all("darkroom-light" in figure["kind"] and len(figure["alt"]) > 10 for figure in seen(laboratory))


def test_a_converted_notebook_opens_clean(laboratory, darkroom, folder):
    (folder / "work/clean.darkroom").write_text("# %% One\nsize = 3\n")
    subprocess.run([darkroom, "convert", "clean.darkroom", "clean.ipynb"], cwd=folder / "work", check=True, timeout=60)
    laboratory.open("/tree/clean.ipynb")
    laboratory.wait_for_kernel()
    assert not laboratory.visible(".lm-mod-current.jp-mod-dirty")


def test_what_was_stopped_says_so(laboratory, folder):
    (folder / "work/stopped.ipynb").write_text(json.dumps(notebook([TRAINING.replace("epochs=4", "epochs=1000"), "log"])))
    laboratory.open("/tree/stopped.ipynb")
    laboratory.wait_for_kernel()
    laboratory.choose("Run", "runmenu:run-all")
    cell = laboratory.code_cells[0]
    laboratory.wait("a figure", lambda: seen(laboratory, cell.element))
    laboratory.press("interrupt")
    text = cell.wait()
    assert "interrupted; the model, the log and the session stay" in text and "stopped in epoch 1 of 1000 after" in text
    assert laboratory.code_cells[1].prompt == "[ ]:"
    close_side_bar(laboratory)
    photograph(laboratory, "stopped", 1200)
