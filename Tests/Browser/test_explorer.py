"""The page that `explore` writes computes in a real browser what Darkroom computes, and obeys mouse, fingers and keys."""

import re
import subprocess
import sys

import numpy
import pytest
from conftest import ROOT
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

sys.path.append(str(ROOT / "Tests/Peers"))
from networks import CODES, NETWORKS  # noqa: E402

COUNT = 7


def levels(numbers):
    """Numbers from -1 to 1, `[image, channel, row, column]`, as grey levels, `[image, row, column, channel]`."""
    clipped = numpy.clip((numbers.astype(numpy.float64) * 0.5 + 0.5) * 255, 0, 255)
    return numpy.floor(clipped + 0.5).astype(int).transpose(0, 2, 3, 1)


def lines(name, encoder, decoder, options, training, code=None):
    """A script that makes a model of the table of networks, and its page."""
    if encoder == "article":
        made = [f"m = autoencoder {decoder} {options}"]
    else:
        made = [
            "e = network in=3x32x32", encoder, "end", f"g = network in={code or CODES.get(name, 10)}", decoder, "end",
            f"m = autoencoder e g {options}"]
    if training is not None:
        made += ["d = load sketches count=96", f"train m on=d epochs=2 batch=16 {training}"]
    return [
        "seed 3", *made, f"s = load sketches count={COUNT} seed=5", "c = encode m s", "r = reconstruct m s",
        'save s "images.npy"', 'save c "codes.npy"', 'save r "redrawn.npy"', "explore m s save=explorer.html"]


def written(darkroom, folder, script):
    """Runs a script; gives the folder of its files and what it said."""
    folder.mkdir()
    (folder / "script.darkroom").write_text("\n".join(script) + "\n")
    run = subprocess.run(
        [darkroom, "run", "--store", "none", "--output", folder, folder / "script.darkroom"], check=True, timeout=240,
        capture_output=True, text=True)
    return folder, run.stdout + run.stderr


@pytest.fixture(scope="module")
def page(darkroom, folder):
    """A page with as many images as are usual, of a model that has learnt a little."""
    return written(darkroom, folder / "usual", [
        "training = load sketches count=1000", "test = load sketches count=400 seed=5",
        "model = autoencoder latent=16 width=8", "train model on=training epochs=2",
        "redrawn = reconstruct model test", 'save test "images.npy"', 'save redrawn "redrawn.npy"',
        'explore model test save=explorer.html title="<b>A & B</b></script>"'])[0]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_page_encodes_and_decodes_within_one_grey_level(name, darkroom, folder, explorer):
    files, said = written(darkroom, folder / f"network-{name}", lines(name, *NETWORKS[name]))
    assert "grey levels" in said
    explorer.open(files / "explorer.html")
    images, codes, redrawn = (numpy.load(files / f"{part}.npy") for part in ("images", "codes", "redrawn"))
    codes = codes.reshape(COUNT, -1)
    for index in range(COUNT):
        pixels = explorer.numbers("explorer.numbersOf(explorer.pictureAt(arguments[0]))", index)
        assert numpy.array_equal(pixels, images[index].ravel())
        own = "explorer.encode(explorer.numbersOf(explorer.pictureAt(arguments[0])))"
        code = explorer.numbers(own, index)
        assert numpy.abs(code - codes[index]).max() <= 5e-3 * max(1, numpy.abs(codes[index]).max())
        for expression in [f"explorer.decode({own})", "explorer.decode(explorer.codeOf(arguments[0]))"]:
            found = explorer.numbers(expression, index).reshape(1, *redrawn[index].shape)
            assert numpy.abs(levels(found) - levels(redrawn[index:index + 1])).max() <= 1


def test_it_asks_nothing_of_a_network(page, explorer):
    text = (page / "explorer.html").read_text()
    assert re.search(r"https?://|//[a-z]+\.|@import|url\(", re.sub(r'base64,[^"]*|id="weights">[^<]*', "", text)) is None
    explorer.open(page / "explorer.html")
    assert explorer.run("""
        return performance.getEntriesByType("resource").map(entry => entry.name).filter(name => !name.startsWith("data:"))
    """) == []
    assert explorer.run("return fetch('https://example.org').then(() => 'reached', () => 'refused')") == "refused"
    errors = [entry for entry in explorer.driver.get_log("browser") if "Content Security Policy" not in entry["message"]]
    assert errors == []


def test_a_title_is_text(page, explorer):
    explorer.open(page / "explorer.html")
    assert explorer.find("h1").text == explorer.driver.title == "<b>A & B</b></script>"


def test_the_canvases_show_the_chosen_image_and_what_is_decoded(page, explorer):
    explorer.open(page / "explorer.html")
    images, redrawn = (levels(numpy.load(page / f"{part}.npy")) for part in ("images", "redrawn"))
    for index in [0, 1, 2]:
        assert explorer.chosen == index
        assert f"image {index + 1} of 400" in explorer.words
        assert numpy.array_equal(explorer.levels("original"), images[index])
        assert numpy.abs(explorer.levels("redrawn") - redrawn[index]).max() <= 1
        explorer.press("#next")


def test_a_slider_changes_the_code_by_mouse_and_keys(page, explorer):
    explorer.open(page / "explorer.html")
    before, picture = explorer.code, explorer.levels("redrawn")
    slider = "#sliders .slider:nth-child(2) input"
    explorer.run("arguments[0].focus()", explorer.find(slider))
    explorer.keys(*[Keys.ARROW_RIGHT] * 10)
    moved = explorer.code - before
    direction = explorer.numbers("directions.slice(latent, 2 * latent)")
    assert numpy.abs(moved).max() > 0
    assert abs(moved @ direction) == pytest.approx(numpy.linalg.norm(moved), rel=1e-3)
    assert (explorer.levels("redrawn") != picture).any()
    explorer.press("#reset")
    assert numpy.array_equal(explorer.code, before)
    explorer.press("input[value=numbers] + span")
    box = explorer.find("#sliders .slider:nth-child(1) input")
    ActionChains(explorer.driver).move_to_element(box).click().perform()
    explorer.settle()
    assert numpy.count_nonzero(explorer.code != before) == 1


def test_the_map_obeys_the_mouse(page, explorer):
    explorer.open(page / "explorer.html")
    explorer.run("view.scale *= 6; [view.x, view.y] = [places[2 * 17], places[2 * 17 + 1]]; paintNow()")
    x, y = explorer.on_map(17)
    chain = ActionChains(explorer.driver)
    chain.w3c_actions.pointer_action.move_to_location(round(x), round(y)).click()
    chain.perform()
    explorer.settle()
    assert explorer.chosen == 17
    # Dragged across the map, the code moves in the plane of the two directions, and the picture with it.
    explorer.press("input[value=decode] + span")
    before, picture = explorer.code, explorer.levels("redrawn")
    x, y = explorer.on_map(17)
    chain = ActionChains(explorer.driver)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(round(x), round(y)).pointer_down().move_to_location(round(x) + 60, round(y) - 40).pointer_up()
    chain.perform()
    explorer.settle()
    moved = explorer.code - before
    plane = explorer.numbers("directions.slice(0, 2 * latent)").reshape(2, -1)
    along = plane @ moved
    assert along[0] > 0 and along[1] > 0
    assert numpy.linalg.norm(moved - along @ plane) <= 1e-3 * numpy.linalg.norm(moved)
    assert (explorer.levels("redrawn") != picture).any()


def test_the_map_obeys_keys(page, explorer):
    explorer.open(page / "explorer.html")
    explorer.run("document.getElementById('map').focus()")
    places = explorer.numbers("places").reshape(-1, 2)
    middle = int(numpy.abs(places - numpy.median(places, axis=0)).sum(axis=1).argmin())
    explorer.run("explorer.choose(arguments[0])", middle)
    seen = [middle]
    for key, axis, sign in [(Keys.ARROW_RIGHT, 0, 1), (Keys.ARROW_UP, 1, 1), (Keys.ARROW_LEFT, 0, -1)]:
        explorer.keys(key)
        seen.append(explorer.chosen)
        assert sign * (places[seen[-1]] - places[seen[-2]])[axis] > 0
    explorer.keys("b")
    assert explorer.run("return ends.B.index") == seen[-1]
    scale = explorer.run("return view.scale")
    explorer.keys("+")
    assert explorer.run("return view.scale") > scale
    explorer.keys("0")
    assert explorer.run("return view.scale") == pytest.approx(scale)


def test_the_map_obeys_fingers_on_a_phone(page, explorer):
    explorer.open(page / "explorer.html", width=360, height=740, touch=True)
    assert explorer.run("return document.documentElement.scrollWidth") <= 360
    explorer.run("view.scale *= 8; [view.x, view.y] = [places[2 * 40], places[2 * 40 + 1]]; paintNow(); heedTouch()")
    explorer.touch(explorer.on_map(40))
    assert explorer.chosen == 40
    before, (x, y) = explorer.run("return view.x"), explorer.on_map(40)
    explorer.touch((x, y), (x + 20, y), (x + 40, y), (x + 60, y))
    assert explorer.run("return view.x") < before


def test_between_two_images_lie_mixed_codes_and_mixed_pixels(page, explorer):
    explorer.open(page / "explorer.html")
    explorer.run("arguments[0].focus()", explorer.find("#part"))
    images, redrawn = (levels(numpy.load(page / f"{part}.npy")) for part in ("images", "redrawn"))
    end = explorer.run("return ends.B.index")
    explorer.keys(Keys.END)
    assert numpy.abs(explorer.levels("mixed-codes") - redrawn[end]).max() <= 1
    assert numpy.array_equal(explorer.levels("mixed-pixels"), images[end])
    explorer.keys(Keys.HOME)
    assert numpy.abs(explorer.levels("mixed-codes") - redrawn[0]).max() <= 1
    explorer.press("#random")
    explorer.press("#set-a")
    assert explorer.run("return ends.A.index") == explorer.chosen


def test_the_nearest_images_are_those(page, explorer):
    explorer.open(page / "explorer.html")
    codes = explorer.numbers("codes").reshape(400, -1)
    distances = numpy.linalg.norm(codes - codes[0], axis=1)
    distances[0] = numpy.inf
    first = int(distances.argmin())
    assert explorer.find("#nearest-codes button").get_attribute("aria-label").startswith(f"image {first + 1}")
    explorer.press("#nearest-codes button")
    assert explorer.chosen == first
    pixels = numpy.load(page / "images.npy").reshape(400, -1)
    distances = numpy.linalg.norm(pixels - pixels[first], axis=1)
    distances[first] = numpy.inf
    label = explorer.find("#nearest-pixels button").get_attribute("aria-label")
    assert label.startswith(f"image {int(distances.argmin()) + 1}")


def test_a_picture_of_ones_own_is_encoded(page, explorer, tmp_path):
    explorer.open(page / "explorer.html")
    images, redrawn = (levels(numpy.load(page / f"{part}.npy")) for part in ("images", "redrawn"))
    Image.fromarray(images[5].astype(numpy.uint8)).save(tmp_path / "own.png")
    explorer.find("#file").send_keys(str(tmp_path / "own.png"))
    explorer.wait("the picture", lambda: "your picture" in explorer.words)
    assert numpy.array_equal(explorer.levels("original"), images[5])
    assert numpy.abs(explorer.levels("redrawn") - redrawn[5]).max() <= 1
    # Others are made as small as the model's images, their middle cut out.
    wide = numpy.zeros((300, 700, 3), numpy.uint8)
    wide[:, 200:500] = images[5].astype(numpy.uint8).repeat(10, 0).repeat(10, 1)[10:310, 10:310]
    Image.fromarray(wide).save(tmp_path / "wide.png")
    explorer.find("#file").send_keys(str(tmp_path / "wide.png"))
    explorer.wait("another picture", lambda: not numpy.array_equal(explorer.levels("original"), images[5]))
    assert explorer.levels("original").min() >= 0 and explorer.levels("original")[:, 0].max() > 0
    (tmp_path / "text.png").write_text("no picture")
    explorer.find("#file").send_keys(str(tmp_path / "text.png"))
    explorer.wait("the excuse", lambda: "no picture that the browser can read" in explorer.words)


@pytest.mark.parametrize("event", [
    "new ClipboardEvent('paste', {clipboardData: data, cancelable: true})",
    "new DragEvent('drop', {dataTransfer: data, cancelable: true})"])
def test_a_picture_is_pasted_or_dropped(event, page, explorer):
    explorer.open(page / "explorer.html")
    shown = explorer.levels("original")
    explorer.run(f"""
        document.getElementById("original").toBlob(blob => {{
            const data = new DataTransfer();
            data.items.add(new File([blob], "own.png", {{type: "image/png"}}));
            window.dispatchEvent({event});
        }});""")
    explorer.wait("the picture", lambda: "your picture" in explorer.words)
    assert explorer.chosen == -1
    assert numpy.array_equal(explorer.levels("original"), shown)


def test_light_and_dark(page, explorer):
    brightness = {}
    for dark in [False, True]:
        explorer.open(page / "explorer.html", dark=dark)
        brightness[dark] = sum(explorer.photograph().getpixel((2, 2)))
    assert brightness[False] > 700 and brightness[True] < 100


def test_everything_has_a_name(page, explorer):
    explorer.open(page / "explorer.html")
    assert explorer.run("""
        const named = each => each.getAttribute("aria-label") || each.textContent.trim() || each.labels?.[0]?.textContent
            || each.getAttribute("aria-labelledby");
        return [...document.querySelectorAll("button, input, canvas[role]")].filter(each => !named(each)).length""") == 0
