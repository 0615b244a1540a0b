/// Sliders for single numbers of the code, or for the directions in which codes differ most.
enum SlidersScript {
  /// JavaScript.
  static let text = #"""
    // What each slider shows of a code and does to it, from what to what.
    const kinds = {
      directions: {
        note: "Each slider goes in one of the directions in which codes differ most, in standard deviations from the "
          + "mean.",
        sliders: Array.from(deviations, (deviation, k) => k).filter(k => deviations[k] > 0).map(k => ({
          name: `direction ${k + 1}`, detail: percent(shares[k]), least: -4, most: 4, step: 0.05,
          value: code => along(code, k) / deviations[k],
          changed: (code, from, to) => moved(code, k, (to - from) * deviations[k]),
        })),
      },
      numbers: {
        note: "Each slider is one number of the code; those that differ most among the images come first.",
        sliders: numbersBySpread().map(({ number, deviation, least, most }) => ({
          name: `number ${number + 1}`, detail: `± ${deviation.toPrecision(2)}`,
          least: least - deviation, most: most + deviation, step: (most - least + 2 * deviation) / 200 || 0.01,
          value: code => code[number],
          changed: (code, from, to) => code.map((value, i) => i === number ? to : value),
        })),
      },
    };
    function numbersBySpread() {
      return Array.from({ length: latent }, (_, number) => {
        let sum = 0, squares = 0, least = Infinity, most = -Infinity;
        for (let i = number; i < codes.length; i += latent) {
          sum += codes[i];
          squares += codes[i] ** 2;
          least = Math.min(least, codes[i]);
          most = Math.max(most, codes[i]);
        }
        return { number, least, most, deviation: Math.sqrt(Math.max(squares / count - (sum / count) ** 2, 0)) };
      }).sort((a, b) => b.deviation - a.deviation);
    }

    const aTime = 8;
    let kind = kinds.directions.sliders.length ? "directions" : "numbers", shown = [];
    function addSliders() {
      const all = kinds[kind].sliders;
      for (const slider of all.slice(shown.length, shown.length + aTime)) {
        const row = document.createElement("label"), name = document.createElement("span");
        const input = document.createElement("input"), output = document.createElement("output");
        const detail = document.createElement("small");
        row.className = "slider";
        name.textContent = `${slider.name} `;
        detail.textContent = slider.detail;
        name.append(detail);
        Object.assign(input, { type: "range", min: slider.least, max: slider.most, step: slider.step });
        input.setAttribute("aria-label", slider.name);
        input.oninput = () => setCode(slider.changed(state.code, slider.value(state.code), Number(input.value)));
        row.append(name, input, output);
        element("sliders").append(row);
        shown.push({ slider, input, output });
      }
      element("more").hidden = shown.length >= all.length;
      showSliders();
    }
    function showSliders() {
      for (const { slider, input, output } of shown) {
        const value = slider.value(state.code);
        const isHeld = input === document.activeElement && Math.abs(Number(input.value) - value) <= slider.step;
        if (!isHeld) input.value = value;
        output.textContent = (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace("-", "−");
      }
    }
    function setKind(name) {
      kind = name;
      shown = [];
      element("sliders").replaceChildren();
      element("code-note").textContent = kinds[kind].note;
      addSliders();
    }
    element("more").onclick = addSliders;
    for (const choice of document.querySelectorAll("input[name=sliders]")) {
      choice.disabled = !kinds[choice.value].sliders.length;
      choice.onchange = () => setKind(choice.value);
    }
    views.push(showSliders);
    """#
}
