/// Pixels: from the sheet of images, to numbers and back, and onto the page.
enum PicturesScript {
  /// JavaScript.
  static let text = #"""
    const sheet = element("sheet");

    function canvasOf(width, height) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      return canvas;
    }
    const drawing = canvas => canvas.getContext("2d", { willReadFrequently: true });
    const desk = drawing(canvasOf(width, height));

    const cornerOf = index => [index % contents.columns * width, Math.floor(index / contents.columns) * height];

    const pictures = new Map();
    function pictureAt(index) {
      if (!pictures.has(index)) {
        desk.drawImage(sheet, ...cornerOf(index), width, height, 0, 0, width, height);
        pictures.set(index, desk.getImageData(0, 0, width, height));
      }
      return pictures.get(index);
    }

    // Pixels from 0 to 255 as numbers from -1 to 1, channel by channel; every step is rounded, as Darkroom rounds it.
    const numberOf = Float32Array.from({ length: 256 }, (_, byte) => Math.fround(Math.fround(byte / 255) - 0.5) / 0.5);
    function numbersOf(picture) {
      const numbers = new Float32Array(channels * area), data = picture.data;
      for (let channel = 0, target = 0; channel < channels; channel++) {
        for (let i = 0; i < area; i++) numbers[target++] = numberOf[data[4 * i + channel]];
      }
      return numbers;
    }
    const level = number => Math.round(Math.min(Math.max((number * 0.5 + 0.5) * 255, 0), 255)) || 0;
    function pictureOf(numbers) {
      const picture = new ImageData(width, height), data = picture.data;
      for (let i = 0; i < area; i++) {
        for (let part = 0; part < 3; part++) {
          data[4 * i + part] = level(numbers[(channels === 1 ? 0 : part) * area + i]);
        }
        data[4 * i + 3] = 255;
      }
      return picture;
    }
    function put(canvas, picture) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.getContext("2d").putImageData(picture, 0, 0);
    }

    const magnified = 3;
    function differenceOf(a, b) {
      const picture = new ImageData(width, height), data = picture.data;
      for (let i = 0; i < area; i++) {
        let sum = 0;
        for (let place = i; place < a.length; place += area) sum += Math.abs(a[place] - b[place]);
        data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = sum / channels / 2 * 255 * magnified;
        data[4 * i + 3] = 255;
      }
      return picture;
    }
    // The mean squared error on the scale of the decoder's output.
    function errorOf(a, b) {
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
      return sum / a.length / (contents.decoder.brightness ? 4 : 1);
    }

    function say(...parts) {
      element("words").replaceChildren(...parts.map(text => {
        const span = document.createElement("span");
        span.textContent = text;
        return span;
      }));
    }
    views.push(() => {
      const numbers = numbersOf(state.picture);
      put(element("original"), state.picture);
      put(element("redrawn"), pictureOf(state.pixels));
      put(element("difference"), differenceOf(numbers, state.pixels));
      say(
        state.chosen < 0 ? "your picture" : nameOf(state.chosen, ` of ${count}`),
        `mean squared error ${errorOf(numbers, state.pixels).toPrecision(3)}`);
    });
    element("previous").onclick = () => choose((Math.max(state.chosen, 0) + count - 1) % count);
    element("next").onclick = () => choose((state.chosen + 1) % count);
    element("random").onclick = () => choose(Math.floor(Math.random() * count));
    element("reset").onclick = () => state.chosen < 0 ? chooseOwn(state.picture) : choose(state.chosen);
    """#
}
