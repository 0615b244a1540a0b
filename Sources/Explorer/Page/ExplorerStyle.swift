/// How the page looks: one column on a phone, two beside each other where there is room, by day and by night.
enum ExplorerStyle {
  /// The style sheet.
  static let sheet = #"""
    :root {
      color-scheme: light dark;
      --paper: #fdfcfa; --ink: #22201d; --soft: #6b655d; --line: #e4dfd7; --field: #f5f2ec; --accent: #a8321f;
      --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #171513; --ink: #e6e1d9; --soft: #a09a90; --line: #35312c; --field: #211e1b; --accent: #ff8f75;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); }
    header, main { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 1.5rem; }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
    h2 { margin: 0 0 0.4rem; font-size: 1.1rem; line-height: 1.3; }
    h3 { margin: 0.6rem 0 0.3rem; font-size: 0.85rem; font-weight: 600; color: var(--soft); }
    .origin, .note { margin: 0; color: var(--soft); font-size: 0.85rem; }
    .origin { margin-top: 0.25rem; overflow-wrap: anywhere; }
    .origin span + span::before { content: "·"; padding-right: 0.45em; padding-left: 0.2em; }
    main { display: grid; gap: 1.75rem 2.5rem; padding-top: 1.25rem; padding-bottom: 4rem; }
    section { min-width: 0; }
    canvas { image-rendering: pixelated; }
    figure { margin: 0; }
    figure canvas, .ends canvas, .strip canvas, #steps canvas {
      display: block; width: 100%; background: var(--field); border-radius: 0.25rem;
    }
    figcaption { padding-top: 0.2rem; white-space: nowrap; color: var(--soft); font-size: 0.8rem; text-align: center; }

    .pictures {
      position: sticky; top: 0; z-index: 1; padding: 0.6rem 0 0.5rem; background: var(--paper);
      border-bottom: 1px solid var(--line);
    }
    .row { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.6rem; max-width: 26rem; margin: 0 auto; }
    #words {
      margin: 0.3rem 0 0.4rem; min-height: 1.5em; text-align: center; font-size: 0.85rem; line-height: 1.35;
      font-variant-numeric: tabular-nums;
    }
    #words span + span::before { content: "·"; padding-right: 0.45em; padding-left: 0.35em; }

    .buttons { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; margin-top: 0.5rem; }
    .pictures .buttons { justify-content: center; margin-top: 0; }
    button, .choice span, .file span {
      display: inline-block; min-height: 2.25rem; padding: 0.35rem 0.75rem; border: 1px solid var(--line);
      border-radius: 0.45rem; background: var(--field); color: var(--ink); font: 0.875rem/1.45 var(--sans);
      cursor: pointer;
    }
    button:hover, .choice span:hover, .file span:hover { border-color: var(--soft); }
    :focus-visible, .choice input:focus-visible + span, .file input:focus-visible + span {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }
    .choice { display: inline-flex; margin: 0; padding: 0; border: 0; }
    .choice input, .file input, .hidden {
      position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .choice span { border-radius: 0; }
    .choice label:first-of-type span { border-radius: 0.45rem 0 0 0.45rem; }
    .choice label:last-of-type span { border-radius: 0 0.45rem 0.45rem 0; border-left: 0; }
    .choice input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--paper); }
    .choice input:disabled + span { opacity: 0.5; cursor: default; }

    #map {
      display: block; width: 100%; height: min(68vh, 34rem); margin-top: 0.5rem; border: 1px solid var(--line);
      border-radius: 0.5rem; background: var(--field); cursor: crosshair;
    }
    #classes { display: flex; flex-wrap: wrap; gap: 0.3rem; margin: 0.6rem 0; padding: 0; list-style: none; }
    #classes button { min-height: 1.9rem; padding: 0.15rem 0.6rem; font-size: 0.8rem; }
    #classes button::before {
      content: ""; display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.45em; border-radius: 0.15em;
      background: var(--class);
    }
    #classes button[aria-pressed="true"] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }

    input[type="range"] { width: 100%; min-width: 0; height: 1.75rem; margin: 0; accent-color: var(--accent); }
    .choice + .note { margin-top: 0.5rem; }
    #sliders { margin-top: 0.4rem; }
    .slider {
      display: grid; grid-template-columns: 8.5rem 1fr 3.2rem; gap: 0.6rem; align-items: center; font-size: 0.875rem;
    }
    .slider small { color: var(--soft); white-space: nowrap; }
    .slider output { text-align: right; font-variant-numeric: tabular-nums; }

    .ends { display: grid; grid-template-columns: 3fr 5fr 5fr 3fr; gap: 0.6rem; align-items: start; max-width: 30rem; }
    .ends button { padding: 0.25rem; text-align: center; }
    .ends button span { display: block; padding-top: 0.15rem; font-weight: 600; }
    #part { max-width: 30rem; margin-top: 0.4rem; display: block; }
    #steps {
      display: grid; grid-template-columns: repeat(7, 1fr); gap: 0.3rem; max-width: 30rem; margin: 0.3rem 0 0.5rem;
    }
    .strip { display: grid; grid-template-columns: repeat(8, 1fr); gap: 0.35rem; max-width: 30rem; }
    .strip button { min-height: 0; padding: 0.15rem; }
    #drop {
      position: fixed; inset: 0.75rem; z-index: 2; display: grid; place-items: center; margin: 0; border-radius: 1rem;
      border: 3px dashed var(--accent); background: color-mix(in srgb, var(--paper) 85%, transparent);
      font-size: 1.4rem; pointer-events: none;
    }

    @media (min-width: 60rem) {
      main {
        grid-template-columns: minmax(0, 1fr) minmax(0, 28rem); grid-template-rows: auto auto 1fr; align-items: start;
      }
      .map { grid-column: 1; grid-row: 1 / span 3; }
      .pictures { grid-column: 2; grid-row: 1; position: static; padding-top: 0; }
      .code { grid-column: 2; grid-row: 2; }
      .own { grid-column: 2; grid-row: 3; }
    }
    @media (max-width: 30rem) {
      header, main { padding-left: 0.9rem; padding-right: 0.9rem; }
      h1 { font-size: 1.3rem; }
      .row { gap: 0.4rem; max-width: 17rem; }
      #words span { display: block; }
      #words span + span::before { content: none; }
      .pictures button { min-height: 2rem; padding: 0.2rem 0.6rem; }
      #map { height: min(55vh, 20rem); }
      .slider { grid-template-columns: 7.5rem 1fr 3rem; gap: 0.4rem; }
    }
    @media (pointer: coarse) {
      .keyboard { display: none; }
      #classes button { min-height: 2.75rem; }
    }
    @media (prefers-reduced-motion: no-preference) { button { transition: border-color 0.15s; } }
    """#
}
