"""A report is read, printed and looked at by everybody: on two widths, light and dark, on paper and by a screen reader."""

import io
import subprocess

import pypdf
import pytest

LESSON = r"""
# %% [markdown]
# # How much of an image a *short* code keeps
# Author: Ada Lovelace
# Date: 1 December 2026
#
# An encoder $f_\theta : \mathbb{R}^{3\times32\times32} \to \mathbb{R}^{k}$ makes the mean squared error small:
#
# $$\mathcal{L}(\theta, \phi) = \frac{1}{N d}\sum_{i=1}^{N} \left\| x_i - g_\phi\!\left(f_\theta(x_i)\right) \right\|_2^2
# \qquad D_{\mathrm{KL}}(q \,\|\, p) = -\frac12 \sum_{j=1}^{k}\bigl(1 + \log\sigma_j^2 - \mu_j^2 - \sigma_j^2\bigr)$$
#
# | symbol | meaning |
# | --- | --- |
# | $\|z\|$ | length of the code |
#
# ## Images

# %% Data tags=["parameters"]
param count = 12   # images, which Darkroom draws itself
data = load sketches count=count
show data limit=8 title="Eight sketches"

# %% Model tags=["hide-input"]
model = autoencoder latent=16 width=4
draw model

# %% Training
log = train model on=data epochs=2 watch=data validate=data
plot log title="Loss"

# %% [markdown]
# ## What comes out
# See [the docs](https://example.org), `code` and ~~nothing~~.

# %% Reconstructions tags=["remove-input"]
show log limit=6

# %% Long output tags=["hide-output"]
summary model

# %% An error
expect (data.count == 13)
"""


@pytest.fixture(scope="module")
def page(darkroom, folder):
    """The report of a lesson that ends with an error."""
    (folder / "reported").mkdir()
    (folder / "reported/lesson.darkroom").write_text(LESSON)
    ended = subprocess.run(
        [darkroom, "run", "lesson.darkroom", "--export", "lesson.html", "--toc", "--store", "none", "--quiet"],
        cwd=folder / "reported", capture_output=True, text=True)
    assert ended.returncode == 1, ended.stderr
    return folder / "reported/lesson.html"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_nobody_is_shut_out(report, page, width, dark):
    report.open(page, width, dark)
    assert report.violations() == {}
    # Nothing but boxes that scroll by themselves is wider than the window.
    assert report.run("return document.documentElement.scrollWidth") <= width
    # The page is quiet: nothing was refused, and nothing asked for.
    assert [entry for entry in report.driver.get_log("browser") if "axe" not in entry["message"]] == []


def test_formulas_are_drawn(report, page):
    report.open(page)
    sizes = report.run("""
        return [...document.querySelectorAll("math")].map(math => {
            const box = math.getBoundingClientRect();
            return [math.getAttribute("display"), box.width, box.height];
        })""")
    assert [display for display, _, _ in sizes].count("block") == 1 and len(sizes) == 3
    assert all(width > 8 and height > 8 for _, width, height in sizes)
    # A sum has its limits above and below it.
    sums = report.run("""
        return [...document.querySelectorAll("munderover")].map(sum => [...sum.children].map(part => {
            const box = part.getBoundingClientRect();
            return (box.top + box.bottom) / 2;
        }))""")
    assert len(sums) == 2 and all(over < middle < under for middle, under, over in sums), sums
    assert report.run("return document.title") == "How much of an image a short code keeps"


def test_words_in_figures_can_be_read_on_a_phone(report, page):
    """A figure that is wider than a phone scrolls by itself, and its smallest words are no smaller than nine pixels."""
    report.open(page, width=400)
    found = report.run("""
        return [...document.querySelectorAll("figure.drawing")].map(figure => {
            const svg = figure.querySelector("svg"), box = svg.getBoundingClientRect();
            return [box.width / svg.viewBox.baseVal.width, figure.scrollWidth - figure.clientWidth, figure.tabIndex];
        })""")
    # Words of charts and images are nine points high; the second figure is a network, whose stages are wider than a phone.
    assert len(found) == 4 and all(9 * scale >= 9 for scale, _, _ in found[:1] + found[2:]), found
    assert any(beyond > 0 for _, beyond, _ in found) and all(tab == 0 for _, _, tab in found)


def test_figures_follow_the_reader(report, page):
    """Papers of figures are light by day and dark by night, and what is drawn on them stands out from both."""
    papers = []
    for dark in [False, True]:
        report.open(page, dark=dark)
        boxes = report.run("""
            return [...document.querySelectorAll("figure svg")].map(svg => {
                const box = svg.getBoundingClientRect();
                return [box.left, box.top + scrollY, box.right, box.bottom + scrollY];
            })""")
        assert len(boxes) == 4
        photograph = report.photograph()
        for left, top, right, bottom in boxes:
            figure = photograph.crop((int(left) + 1, int(top) + 1, int(right) - 1, int(bottom) - 1)).convert("L")
            paper, (darkest, lightest) = figure.getpixel((2, 2)), figure.getextrema()
            assert paper < 60 if dark else paper > 240
            assert lightest - paper > 120 if dark else paper - darkest > 120
            papers.append(paper)


def test_paper(report, page):
    """Headings and code stand on the page of what they head, whoever prints it, and folded parts are left out."""
    report.open(page, dark=True)
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(report.printed())).pages]
    assert len(sheets) >= 2
    text = "\n".join(sheets)
    assert "Ada Lovelace, 1 December 2026" in text and "The run ended with an error" in text
    for code in ["show data limit=8", "plot log"]:
        assert code in text
    for folded in ["draw model", "show log", "conv_transpose2d 4"]:
        assert folded not in text
    # A sheet that ends with a heading or with code has parted it from what it belongs to.
    for sheet in sheets[:-1]:
        assert sheet.rstrip().splitlines()[-1] not in {"Images", "Data", "Model", "Training", "plot log title=\"Loss\""}
    # The page stands on white, though the screen is dark.
    report.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    assert report.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    papers = report.run("""
        return [...document.querySelectorAll("figure svg")].map(svg => {
            const drawn = [...svg.querySelectorAll("path, rect")].find(shape => !shape.closest("defs"));
            return getComputedStyle(drawn).fill;
        })""")
    assert set(papers) == {"rgb(255, 255, 255)"}
