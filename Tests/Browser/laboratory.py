"""JupyterLab as a person uses it: by its menus, buttons and keys, in a browser."""

import base64
import io
import pathlib
import tempfile

from PIL import Image
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Seconds after which a test gives up; none is expected to come near it.
PATIENCE = 240

# The notebook that is looked at; others may lie in tabs behind it.
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
# Each figure has a picture for dark pages too, which stands back.
PICTURES = ".jp-OutputArea-output img:not([hidden])"


class Laboratory:
    """A browser with JupyterLab in it."""

    def __init__(self, driver, address, token):
        self.driver, self.address, self.token = driver, address, token

    def open(self, place):
        """Opens a page of JupyterLab in a workspace without tabs of before, and waits until it is drawn."""
        self.driver.get(f"{self.address}lab{place}?token={self.token}&reset")
        self.wait("JupyterLab", lambda: self.find("#jp-main-dock-panel") and not self.find("#jupyterlab-splash"))

    # What is on the page

    def find(self, selector, within=None):
        return (within or self.driver).find_elements(By.CSS_SELECTOR, selector)

    def visible(self, selector, within=None):
        return [element for element in self.find(selector, within) if element.is_displayed()]

    def wait(self, what, holds):
        """Waits until something holds, and gives what it holds."""
        waiting = WebDriverWait(self.driver, PATIENCE, 0.1, ignored_exceptions=[StaleElementReferenceException])
        try:
            return waiting.until(lambda _: holds())
        except TimeoutException:
            page = pathlib.Path(tempfile.gettempdir(), "darkroom-browser-failure.png")
            page.write_bytes(self.driver.get_screenshot_as_png())
            raise AssertionError(f"waited in vain for {what}; {page} shows the page") from None

    def keys(self, *keys, holding=None):
        """Presses keys, one after the other, while another is held."""
        actions = ActionChains(self.driver)
        if holding:
            actions.key_down(holding)
        actions.send_keys(*keys)
        if holding:
            actions.key_up(holding)
        actions.perform()

    def choose(self, menu, command):
        """Chooses an entry of a menu, by the name of its command."""
        bar = self.find(".lm-MenuBar-item")
        next(item for item in bar if item.text == menu).click()
        self.wait(f"menu {menu}", lambda: self.visible(f'.lm-Menu [data-command="{command}"]'))[0].click()

    def photograph(self, width):
        """The whole notebook in a window that is as high as it needs, at three pixels for two points; a PNG."""
        scroller = self.find(f"{PANEL} .jp-WindowedPanel-outer")[0]
        # Below its last line the panel has room that grows with the window, so its scroll height says nothing.
        needed = """
            const [scroller, last] = arguments;
            scroller.scrollTop = 0;
            const bottom = last.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
            return Math.ceil(window.innerHeight - scroller.clientHeight + bottom + 16);"""

        def resize(height):
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                "width": width, "height": height, "deviceScaleFactor": 1.5, "mobile": False})
            size = "return [window.innerWidth, window.innerHeight]"
            self.wait("the window's size", lambda: self.driver.execute_script(size) == [width, height])

        def measure():
            footer = self.find(f"{PANEL} .jp-Notebook-footer")[0]
            return self.driver.execute_script(needed, scroller, footer)

        try:
            # Pictures and lines settle in the new width first, and then the height is known.
            resize(1000)
            before = None
            while before != (height := measure()) and height < 10_000:
                resize(height)
                before = height
            return base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    # The notebook

    @property
    def is_idle(self):
        # The circle in the toolbar is empty before there is a kernel, too; the status bar names the kernel.
        items = self.find("#jp-main-statusbar .jp-StatusBar-TextItem")
        return any(item.text == f"{self.kernel_name} | Idle" for item in items)

    def press(self, button):
        """Presses a button of the notebook's toolbar, by its name."""
        self.find(f'{PANEL} .jp-Toolbar [data-jp-item-name="{button}"] jp-button')[0].click()

    @property
    def kernel_name(self):
        return self.find(f'{PANEL} .jp-Toolbar [data-jp-item-name="kernelName"]')[0].text

    @property
    def code_cells(self):
        return [Cell(self, element) for element in self.find(f"{PANEL} .jp-CodeCell")]

    def wait_for_kernel(self):
        self.wait("an idle kernel", lambda: self.code_cells and self.is_idle)

    def run(self, code):
        """Writes code into the last cell, runs it, and gives the cell; another is then behind it."""
        cells = self.code_cells
        self.write(code)
        self.keys(Keys.ENTER, holding=Keys.SHIFT)
        self.wait("another cell", lambda: len(self.code_cells) > len(cells))
        return cells[-1]

    def write(self, code):
        """Writes code into the last cell, in place of what is there."""
        self.find(".cm-content", self.code_cells[-1].element)[0].click()
        self.wait("a cursor", lambda: self.find(f"{PANEL} .jp-CodeCell .cm-focused"))
        self.keys("a", holding=Keys.CONTROL)
        self.keys(Keys.DELETE, code)


class Cell:
    """A code cell of the notebook."""

    def __init__(self, laboratory, element):
        self.laboratory, self.element = laboratory, element

    def find(self, selector):
        return self.laboratory.find(selector, self.element)

    @property
    def source(self):
        return self.find(".cm-content")[0].text

    @property
    def prompt(self):
        """What stands before the cell: `[3]:` once it ran as the third, `[*]:` while it runs."""
        return self.find(".jp-InputPrompt")[0].text

    @property
    def is_running(self):
        return self.prompt == "[*]:"

    def wait(self):
        """Waits until the cell has run, and gives its text."""
        self.laboratory.wait(f"the end of {self.source!r}", lambda: self.prompt.strip("[]:").isdigit())
        return self.text

    @property
    def text(self):
        """What the cell printed and displayed, without its pictures."""
        return "\n".join(output.text for output in self.find(".jp-OutputArea-output") if output.text)

    @property
    def errors(self):
        return self.find('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type$=".stderr"]')

    @property
    def pictures(self):
        return [Picture(self.laboratory, element) for element in self.find(PICTURES)]


class Picture:
    """An `img` among the outputs."""

    def __init__(self, laboratory, element):
        self.laboratory, self.element = laboratory, element

    @property
    def is_loaded(self):
        return self.laboratory.driver.execute_script("return arguments[0].complete ?? true", self.element)

    @property
    def natural_width(self):
        script = "return arguments[0].naturalWidth ?? arguments[0].viewBox.baseVal.width"
        return self.laboratory.driver.execute_script(script, self.element)

    @property
    def source(self):
        return self.element.get_attribute("src") or self.element.get_attribute("outerHTML")

    def pixels(self):
        """What the browser drew of it."""
        driver = self.laboratory.driver
        self.laboratory.wait("a picture that is loaded", lambda: self.is_loaded)
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", self.element)
        return Image.open(io.BytesIO(self.element.screenshot_as_png)).convert("RGB")
