"""A report as `darkroom run --export` writes it, in a browser: on screens and on paper."""

import base64
import io
import pathlib

import axe_core_python
from laboratory import PATIENCE
from PIL import Image
from selenium.webdriver.support.ui import WebDriverWait

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()


class Report:
    """A browser with the page in it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path, width=1200, dark=False):
        """Opens the page in a window of a width, for people who like it light or dark."""
        command = self.driver.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        command("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        self.driver.get(path.resolve().as_uri())
        WebDriverWait(self.driver, PATIENCE, 0.05).until(
            lambda _: self.run("return document.readyState === 'complete'"))

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def violations(self):
        """What axe finds against the page, each with the elements that it is about."""
        self.run(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {}).then(done, error => done({error: String(error)}))")
        assert "error" not in found, found["error"]
        return {rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in found["violations"]}

    def photograph(self):
        """The whole page as pixels."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}})
        return Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")

    def printed(self):
        """The page as a PDF file of A4 sheets."""
        printed = self.driver.execute_cdp_cmd("Page.printToPDF", {
            "printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69})
        return base64.b64decode(printed["data"])
