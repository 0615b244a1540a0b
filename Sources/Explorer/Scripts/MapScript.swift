/// The map of the codes, by mouse, fingers and keys.
enum MapScript {
  /// JavaScript.
  static let text = #"""
    const map = element("map"), isByDirections = !contents.places;
    const places = contents.places ? read(contents.places, arrays) : new Float32Array(2 * count);
    if (isByDirections) {
      for (let i = 0; i < count; i++) {
        const code = codeOf(i);
        for (let axis = 0; axis < Math.min(2, deviations.length); axis++) places[2 * i + axis] = along(code, axis);
      }
    }
    const percent = part => `${(100 * part).toFixed(part < 0.1 ? 1 : 0)} %`;
    element("map-note").textContent = isByDirections
      ? `Each image lies where its code does along the two directions in which codes differ most (${
        percent([...shares].slice(0, 2).reduce((sum, share) => sum + share, 0))} of their variance).`
      : "Images lie close together where their places on the given map are.";

    const palette = [
      "#3a78c2", "#d9702b", "#3f9b4c", "#c23b4e", "#8a63b8", "#8c6239", "#d66fb0", "#7d8a2e", "#2f9fb0", "#808080"];
    const colourOf = index => contents.labels ? palette[contents.labels[index] % palette.length] : null;
    let only = null;

    // The middle of the view in the map's own lengths, and pixels of the screen for one of these.
    const view = { x: 0, y: 0, scale: 1, whole: 1 };
    const size = () => [map.clientWidth, map.clientHeight];
    const thumb = () => {
      const [across, down] = size(), crowd = Math.sqrt(across * down / count);
      const side = Math.max(14, Math.min(34, crowd * 0.8)) * Math.min(4, (view.scale / view.whole) ** 0.7);
      return [side * Math.min(1, width / height), side * Math.min(1, height / width)];
    };
    const onScreen = (x, y) => {
      const [across, down] = size();
      return [across / 2 + (x - view.x) * view.scale, down / 2 - (y - view.y) * view.scale];
    };
    const onMap = (x, y) => {
      const [across, down] = size();
      return [view.x + (x - across / 2) / view.scale, view.y - (y - down / 2) / view.scale];
    };
    function showAll() {
      const xs = places.filter((_, i) => i % 2 === 0), ys = places.filter((_, i) => i % 2 === 1);
      const ends = numbers => [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
      const [left, right] = ends(xs), [bottom, top] = ends(ys), [across, down] = size();
      view.x = (left + right) / 2;
      view.y = (bottom + top) / 2;
      const fits = [(across - 44) / (right - left), (down - 44) / (top - bottom)].filter(scale => isFinite(scale));
      view.scale = view.whole = fits.length ? Math.max(Math.min(...fits), 1e-6) : 1;
      paint();
    }
    function zoom(factor, at) {
      const [across, down] = size(), [x, y] = at ?? [across / 2, down / 2], fixed = onMap(x, y);
      view.scale = Math.min(Math.max(view.scale * factor, view.whole * 0.5), view.whole * 60);
      const [movedX, movedY] = onMap(x, y);
      view.x += fixed[0] - movedX;
      view.y += fixed[1] - movedY;
      paint();
    }

    let paints = false;
    function paint() {
      if (paints) return;
      paints = true;
      requestAnimationFrame(() => {
        paints = false;
        paintNow();
      });
    }
    function paintNow() {
      const [across, down] = size(), fine = window.devicePixelRatio || 1;
      const [fullWidth, fullHeight] = [Math.round(across * fine), Math.round(down * fine)];
      if (map.width !== fullWidth || map.height !== fullHeight) [map.width, map.height] = [fullWidth, fullHeight];
      const pen = map.getContext("2d"), colours = getComputedStyle(document.documentElement);
      const accent = colours.getPropertyValue("--accent").trim(), ink = colours.getPropertyValue("--ink").trim();
      const paper = colours.getPropertyValue("--paper").trim();
      pen.setTransform(fine, 0, 0, fine, 0, 0);
      pen.clearRect(0, 0, across, down);
      pen.imageSmoothingEnabled = thumb()[0] * fine < width;
      const [w, h] = thumb();
      const stamp = (index, frame, thick) => {
        const [x, y] = onScreen(places[2 * index], places[2 * index + 1]);
        if (x < -w || y < -h || x > across + w || y > down + h) return;
        if (frame) {
          pen.fillStyle = frame;
          pen.fillRect(x - w / 2 - thick, y - h / 2 - thick, w + 2 * thick, h + 2 * thick);
        }
        pen.drawImage(sheet, ...cornerOf(index), width, height, x - w / 2, y - h / 2, w, h);
      };
      for (let index = 0; index < count; index++) {
        pen.globalAlpha = only === null || contents.labels[index] === only ? 1 : 0.12;
        stamp(index, colourOf(index), 1.5);
      }
      pen.globalAlpha = 1;
      for (const [name, end] of Object.entries(ends)) {
        if (end.index < 0) continue;
        stamp(end.index, ink, 2);
        const [x, y] = onScreen(places[2 * end.index], places[2 * end.index + 1]);
        tag(pen, name, x + w / 2, y - h / 2, ink, paper);
      }
      if (state.chosen >= 0) stamp(state.chosen, accent, 3);
      // Where the code is that is decoded, unless that is the chosen image's place.
      const [x, y] = onScreen(...hereOf(state.code) ?? [NaN, NaN]);
      const [imageX, imageY] = state.chosen < 0 ? [NaN, NaN]
        : onScreen(places[2 * state.chosen], places[2 * state.chosen + 1]);
      if (!isNaN(x) && !(Math.hypot(x - imageX, y - imageY) < 3)) {
        for (const [colour, thick] of [[paper, 5], [accent, 2.5]]) {
          pen.strokeStyle = colour;
          pen.lineWidth = thick;
          pen.beginPath();
          pen.arc(x, y, 9, 0, 2 * Math.PI);
          pen.moveTo(x - 14, y); pen.lineTo(x - 4, y); pen.moveTo(x + 4, y); pen.lineTo(x + 14, y);
          pen.moveTo(x, y - 14); pen.lineTo(x, y - 4); pen.moveTo(x, y + 4); pen.lineTo(x, y + 14);
          pen.stroke();
        }
      }
    }
    function tag(pen, name, x, y, ink, paper) {
      pen.fillStyle = ink;
      pen.beginPath();
      pen.arc(x, y, 8, 0, 2 * Math.PI);
      pen.fill();
      pen.fillStyle = paper;
      pen.font = "bold 11px system-ui, sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(name, x, y + 0.5);
    }

    // Where the code lies that is decoded; on a given map only while it is dragged there.
    let dragged = null;
    function hereOf(code) {
      if (isByDirections) return [0, 1].map(axis => axis < deviations.length ? along(code, axis) : 0);
      return dragged;
    }
    // The code of a place: the present one moved along the two directions, or a mean of the nearest images' codes.
    function codeAt(x, y) {
      if (isByDirections) {
        const here = hereOf(state.code);
        let code = moved(state.code, 0, x - here[0]);
        if (deviations.length > 1) code = moved(code, 1, y - here[1]);
        return code;
      }
      const near = Array.from({ length: count }, (_, i) => [i, (places[2 * i] - x) ** 2 + (places[2 * i + 1] - y) ** 2])
        .sort((a, b) => a[1] - b[1]).slice(0, 4);
      const weights = near.map(([, distance]) => 1 / (distance + 1e-9)), sum = weights.reduce((a, b) => a + b);
      const code = new Float32Array(latent);
      near.forEach(([index], k) => {
        for (let i = 0; i < latent; i++) code[i] += codes[index * latent + i] * weights[k] / sum;
      });
      return code;
    }

    function imageAt(x, y) {
      const [w, h] = thumb();
      let best = -1, least = Infinity;
      for (let index = 0; index < count; index++) {
        if (only !== null && contents.labels[index] !== only) continue;
        const [atX, atY] = onScreen(places[2 * index], places[2 * index + 1]);
        const distance = Math.hypot(atX - x, atY - y);
        if (distance < Math.max(w, h, 24) && distance <= least) [best, least] = [index, distance];
      }
      return best;
    }

    const fingers = new Map();
    let travelled = 0, pinch = null;
    const decodes = () => document.querySelector("input[name=drag]:checked").value === "decode";
    function heedTouch() {
      // While all is seen, a finger may still scroll the page past the map.
      map.style.touchAction = decodes() || view.scale > view.whole * 1.05 ? "none" : "pan-y";
    }
    const placeOf = event => {
      const box = map.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const spread = () => {
      const [[a, b], [c, d]] = [...fingers.values()];
      return { distance: Math.hypot(a - c, b - d), middle: [(a + c) / 2, (b + d) / 2] };
    };
    function decodeAt(x, y) {
      dragged = onMap(x, y);
      setCode(codeAt(...dragged));
    }
    map.addEventListener("pointerdown", event => {
      map.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, placeOf(event));
      if (fingers.size === 1) travelled = 0;
      pinch = fingers.size === 2 ? spread() : null;
      map.focus({ preventScroll: true });
    });
    map.addEventListener("pointermove", event => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = placeOf(event), [dx, dy] = [now[0] - before[0], now[1] - before[1]];
      fingers.set(event.pointerId, now);
      travelled += Math.hypot(dx, dy);
      if (fingers.size === 2 && pinch) {
        const next = spread();
        view.x -= (next.middle[0] - pinch.middle[0]) / view.scale;
        view.y += (next.middle[1] - pinch.middle[1]) / view.scale;
        zoom(next.distance / Math.max(pinch.distance, 1), next.middle);
        pinch = next;
      } else if (fingers.size === 1 && travelled > 6) {
        if (decodes()) return decodeAt(...now);
        view.x -= dx / view.scale;
        view.y += dy / view.scale;
        paint();
      }
    });
    map.addEventListener("pointerup", event => {
      const isTap = fingers.size === 1 && travelled <= 6;
      fingers.delete(event.pointerId);
      pinch = null;
      heedTouch();
      if (!isTap) return;
      const [x, y] = placeOf(event), index = imageAt(x, y);
      if (index >= 0) choose(index);
      else if (decodes()) decodeAt(x, y);
    });
    map.addEventListener("pointercancel", event => {
      fingers.delete(event.pointerId);
      pinch = null;
    });
    map.addEventListener("wheel", event => {
      // The wheel scrolls the page, until the map was chosen.
      if (!event.ctrlKey && document.activeElement !== map) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), placeOf(event));
      heedTouch();
    }, { passive: false });

    // The nearest image in a direction; what lies aside counts as farther away.
    function neighbour(x, y) {
      const from = [places[2 * Math.max(state.chosen, 0)], places[2 * Math.max(state.chosen, 0) + 1]];
      let best = -1, least = Infinity;
      for (let index = 0; index < count; index++) {
        const [dx, dy] = [places[2 * index] - from[0], places[2 * index + 1] - from[1]];
        const ahead = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
        if (index === state.chosen || ahead <= 0) continue;
        if (only !== null && contents.labels[index] !== only) continue;
        if (ahead + 2 * aside < least) [best, least] = [index, ahead + 2 * aside];
      }
      return best;
    }
    // By the keys of the arrows.
    const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    map.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key;
      if (towards[key]) {
        const index = neighbour(...towards[key]);
        if (index >= 0) {
          choose(index);
          bringIntoView(index);
        }
      } else if (key === "+" || key === "=") zoom(1.4);
      else if (key === "-") zoom(1 / 1.4);
      else if (key === "0") showAll();
      else if (key.toLowerCase() === "a" || key.toLowerCase() === "b") setEnd(key.toUpperCase());
      else return;
      event.preventDefault();
      heedTouch();
    });
    function bringIntoView(index) {
      const [x, y] = onScreen(places[2 * index], places[2 * index + 1]), [across, down] = size();
      if (x > 20 && y > 20 && x < across - 20 && y < down - 20) return;
      [view.x, view.y] = [places[2 * index], places[2 * index + 1]];
      paint();
    }
    element("closer").onclick = () => { zoom(1.5); heedTouch(); };
    element("farther").onclick = () => { zoom(1 / 1.5); heedTouch(); };
    element("whole").onclick = () => { showAll(); heedTouch(); };
    for (const choice of document.querySelectorAll("input[name=drag]")) choice.onchange = heedTouch;

    if (contents.labels) {
      for (const label of [...new Set(contents.labels)].sort((a, b) => a - b)) {
        const item = document.createElement("li"), button = document.createElement("button");
        button.type = "button";
        button.style.setProperty("--class", palette[label % palette.length]);
        button.textContent = classOf(label);
        button.setAttribute("aria-pressed", "false");
        button.title = "Show this class alone";
        button.onclick = () => {
          only = only === label ? null : label;
          for (const each of element("classes").querySelectorAll("button")) {
            each.setAttribute("aria-pressed", String(each === button && only !== null));
          }
          paint();
        };
        item.append(button);
        element("classes").append(item);
      }
    }
    views.push(another => {
      if (another) dragged = null;
      paint();
    });
    """#
}
