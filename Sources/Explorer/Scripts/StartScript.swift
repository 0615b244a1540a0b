/// What happens when the page is there.
enum StartScript {
  /// JavaScript.
  static let text = #"""
    // The page's own means, for the browser's console.
    window.explorer = {
      contents, count, state, encode, decode, choose, setCode, codeOf, numbersOf, pictureOf, pictureAt,
    };

    (async () => {
      await sheet.decode();
      const first = 0;
      const other = contents.labels ? contents.labels.findIndex(label => label !== contents.labels[first]) : -1;
      for (const [name, index] of [["A", first], ["B", other >= 0 ? other : count - 1]]) {
        ends[name] = { index, picture: pictureAt(index), code: codeOf(index) };
      }
      choose(first);
      setKind(kind);
      document.querySelector(`input[name=sliders][value=${kind}]`).checked = true;
      element("difference").nextElementSibling.textContent = `difference ×${magnified}`;
      showEnds();
      heedTouch();
      let wasWide = 0;
      new ResizeObserver(() => {
        if (map.clientWidth === wasWide) return;
        wasWide = map.clientWidth;
        showAll();
      }).observe(map);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
      document.documentElement.dataset.ready = "yes";
    })();
    """#
}
