/// The way from one image to another, through codes and through pixels.
enum BetweenScript {
  /// JavaScript.
  static let text = #"""
    const ends = { A: { index: -1 }, B: { index: -1 } };
    const part = element("part"), stepCount = 7;
    for (let step = 0; step < stepCount; step++) {
      const canvas = document.createElement("canvas");
      canvas.onclick = () => {
        part.value = 100 * step / (stepCount - 1);
        showBetween();
      };
      element("steps").append(canvas);
    }
    // The chosen picture becomes an end; its code is that which is decoded.
    function setEnd(name) {
      ends[name] = { index: state.chosen, picture: state.picture, code: state.code };
      showEnds();
      paint();
    }
    function showEnds() {
      for (const [name, end] of Object.entries(ends)) {
        put(element(`picture-${name.toLowerCase()}`), end.picture);
        const which = end.index < 0 ? "your picture" : nameOf(end.index);
        element(`set-${name.toLowerCase()}`).setAttribute(
          "aria-label", `${name}: ${which}. Put the chosen image here`);
      }
      [...element("steps").children].forEach((canvas, step) => {
        put(canvas, pictureOf(decode(between(ends.A.code, ends.B.code, step / (stepCount - 1)))));
      });
      showBetween();
    }
    function showBetween() {
      const share = Number(part.value) / 100;
      part.setAttribute("aria-valuetext", `${Math.round(100 * share)} % of the way from A to B`);
      put(element("mixed-codes"), pictureOf(decode(between(ends.A.code, ends.B.code, share))));
      const pixels = between(numbersOf(ends.A.picture), numbersOf(ends.B.picture), share);
      put(element("mixed-pixels"), pictureOf(pixels));
    }
    part.oninput = showBetween;
    element("set-a").onclick = () => setEnd("A");
    element("set-b").onclick = () => setEnd("B");
    """#
}
