/// The images nearest to the code that is decoded, and to the pixels of the chosen picture.
enum NeighboursScript {
  /// JavaScript.
  static let text = #"""
    const nearestCount = Math.min(8, count);
    const strips = ["nearest-codes", "nearest-pixels"].map(id => Array.from({ length: nearestCount }, () => {
      const button = document.createElement("button"), canvas = document.createElement("canvas");
      button.type = "button";
      button.append(canvas);
      element(id).append(button);
      return { button, canvas };
    }));
    function nearest(distance) {
      const all = Array.from(
        { length: count }, (_, index) => [index, index === state.chosen ? Infinity : distance(index)]);
      return all.sort((a, b) => a[1] - b[1]).slice(0, nearestCount).filter(([, each]) => each < Infinity);
    }
    function codeDistance(index) {
      let sum = 0;
      for (let i = 0, j = index * latent; i < latent; i++, j++) sum += (codes[j] - state.code[i]) ** 2;
      return Math.sqrt(sum);
    }
    function pixelDistance(index) {
      const a = pictureAt(index).data, b = state.picture.data;
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
      return Math.sqrt(sum / a.length);
    }
    function showStrip(strip, found) {
      strip.forEach(({ button, canvas }, place) => {
        button.hidden = place >= found.length;
        if (button.hidden) return;
        const [index] = found[place];
        put(canvas, pictureAt(index));
        button.setAttribute("aria-label", nameOf(index));
        button.title = nameOf(index);
        button.onclick = () => choose(index);
      });
    }
    views.push(another => {
      showStrip(strips[0], nearest(codeDistance));
      if (another) showStrip(strips[1], nearest(pixelDistance));
    });
    """#
}
