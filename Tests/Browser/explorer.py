"""The page that `explore` writes, as a person uses it: by mouse, fingers and keys, in a browser."""

import base64
import io

import numpy
from laboratory import PATIENCE
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


class Explorer:
    """A browser with the page in it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path, width=1200, height=900, touch=False, dark=False):
        """Opens the page in a window of a size, and waits until it is drawn."""
        command = self.driver.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 2 if touch else 1, "mobile": touch})
        command("Emulation.setTouchEmulationEnabled", {"enabled": touch, "maxTouchPoints": 2})
        command("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
        self.driver.get(path.resolve().as_uri())
        self.wait("the page", lambda: self.run("return document.documentElement.dataset.ready === 'yes'"))
        self.settle()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, what, holds):
        return WebDriverWait(self.driver, PATIENCE, 0.05).until(lambda _: holds(), f"waited in vain for {what}")

    def settle(self):
        """Waits until what was asked for is painted."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, selector):
        self.run("arguments[0].scrollIntoView({block: 'center'})", self.find(selector))
        self.find(selector).click()
        self.settle()

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()
        self.settle()

    @property
    def words(self):
        return self.find("#words").text

    @property
    def chosen(self):
        return self.run("return explorer.state.chosen")

    @property
    def code(self):
        return numpy.array(self.run("return [...explorer.state.code]"))

    def levels(self, canvas):
        """The pixels of a canvas of the page, `[row, column, 3]`."""
        data = self.run("return document.getElementById(arguments[0]).toDataURL('image/png')", canvas)
        picture = Image.open(io.BytesIO(base64.b64decode(data.split(",")[1])))
        return numpy.asarray(picture.convert("RGB")).astype(int)

    def numbers(self, expression, *arguments):
        """The numbers of an array that an expression gives; those of a typed array pass exactly."""
        text = self.run(f"""
            const numbers = Float32Array.from({expression}), bytes = new Uint8Array(numbers.buffer);
            let text = "";
            for (const byte of bytes) text += String.fromCharCode(byte);
            return btoa(text);""", *arguments)
        return numpy.frombuffer(base64.b64decode(text), dtype="<f4")

    def on_map(self, index):
        """Where an image lies on the screen, once the map is in view."""
        return self.run("""
            map.scrollIntoView({block: "center"});
            const box = map.getBoundingClientRect();
            const [x, y] = onScreen(places[2 * arguments[0]], places[2 * arguments[0] + 1]);
            return [box.left + x, box.top + y];""", index)

    def touch(self, *points):
        """Puts a finger down at the first point, moves it to the others, and lifts it."""
        def send(kind, at):
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {
                "type": kind, "touchPoints": [{"x": x, "y": y} for x, y in at]})
        send("touchStart", points[:1])
        for point in points[1:]:
            send("touchMove", [point])
        send("touchEnd", [])
        self.settle()

    def photograph(self):
        return Image.open(io.BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")
