/// What the page knows: images, codes, what is chosen, and who is told when that changes.
enum StateScript {
  /// JavaScript.
  static let text = #"""
    const arrays = bytes("weights");
    const latent = contents.latent, codes = read(contents.codes, arrays), count = codes.length / latent;
    const mean = read(contents.mean, arrays), deviations = read(contents.deviations, arrays);
    const shares = read(contents.shares, arrays), directions = read(contents.directions, arrays);
    const element = id => document.getElementById(id);

    const codeOf = index => codes.slice(index * latent, (index + 1) * latent);
    // How far a code is from the mean along a direction.
    function along(code, direction) {
      let sum = 0;
      for (let i = 0, j = direction * latent; i < latent; i++, j++) sum += (code[i] - mean[i]) * directions[j];
      return sum;
    }
    function moved(code, direction, distance) {
      return code.map((value, i) => value + distance * directions[direction * latent + i]);
    }
    function between(a, b, part) { return a.map((value, i) => value + (b[i] - value) * part); }

    // The chosen picture (its place among the images, or -1 for one's own), and the code that is decoded.
    const state = { chosen: 0, picture: null, code: null, pixels: null };

    // Whoever shows something of the state; `isNew` says that another picture was chosen.
    const views = [];
    let waits = false, isNew = false;
    function changed(another) {
      isNew = isNew || another;
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => {
        const another = isNew;
        waits = isNew = false;
        state.pixels = decode(state.code);
        for (const view of views) view(another);
      });
    }
    function choose(index) {
      Object.assign(state, { chosen: index, picture: pictureAt(index), code: codeOf(index) });
      changed(true);
    }
    function chooseOwn(picture) {
      Object.assign(state, { chosen: -1, picture, code: encode(numbersOf(picture)) });
      changed(true);
    }
    function setCode(code) {
      state.code = code;
      changed(false);
    }
    const classOf = label => contents.classes[label] ?? `class ${label}`;
    function nameOf(index, amongAll = "") {
      const label = contents.labels ? classOf(contents.labels[index]) : "";
      return `image ${index + 1}${amongAll}${label ? `, ${label}` : ""}`;
    }
    """#
}
