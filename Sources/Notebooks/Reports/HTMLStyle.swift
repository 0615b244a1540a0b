#if HTMLReports
  /// How a report looks: one column, on paper by day and in the dark by night.
  enum HTMLStyle {
    static let sheet = """
      :root {
        color-scheme: light dark;
        --paper: #fdfcfa; --sheet: #fff; --ink: #22201d; --soft: #6b655d; --line: #e4dfd7; --field: #f5f2ec; --accent: #a8321f;
        --command: #a8321f; --keyword: #7a3e9d; --option: #1d6b72; --choice: #1d6b72; --number: #8a5a00;
        --text: #3f6b21; --comment: #6b655d; --wrong: #b3261e; --wrong-field: #fcefec; --remark: #6b655d;
        --c0: #22201d; --c1: #b3261e; --c2: #2f6f2a; --c3: #8a5a00; --c4: #2456a6; --c5: #86368f; --c6: #17696f;
        --c7: #6b655d; --c8: #76706a; --c9: #d0392e; --c10: #34802f; --c11: #8f6000; --c12: #3a72cc; --c13: #a64bb0;
        --c14: #197880; --c15: #726c64;
        --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Source Serif 4", Georgia, serif;
        --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
        --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
      }
      @media screen and (prefers-color-scheme: dark) {
        :root {
          --paper: #171513; --sheet: #16181d; --ink: #e6e1d9; --soft: #a09a90; --line: #35312c; --field: #211e1b; --accent: #ff8f75;
          --command: #ff9d85; --keyword: #d3a6ec; --option: #7fcfd4; --choice: #7fcfd4; --number: #e8b860;
          --text: #a5cf86; --comment: #a09a90; --wrong: #ff8f85; --wrong-field: #331d1a; --remark: #a09a90;
          --c0: #5c564e; --c1: #ff8f85; --c2: #93cf86; --c3: #e8b860; --c4: #8cb8ff; --c5: #e0a0e8; --c6: #7fcfd4;
          --c7: #d6d0c7; --c8: #8f897f; --c9: #ffada5; --c10: #b0e0a5; --c11: #f5cf85; --c12: #adccff; --c13: #edbef3;
          --c14: #a2e0e4; --c15: #f5f1ea;
        }
      }
      * { box-sizing: border-box; }
      html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
      body {
        margin: 0; background: var(--paper); color: var(--ink);
        font: 1.125rem/1.62 var(--serif); text-rendering: optimizeLegibility;
      }
      main { max-width: 51rem; margin: 0 auto; padding: 4rem 1.5rem 6rem; }
      header { margin-bottom: 2.75rem; padding-bottom: 1.5rem; border-bottom: 1px solid var(--line); }
      h1, h2, h3, h4, h5, h6 { line-height: 1.2; font-weight: 700; text-wrap: balance; margin: 2.2em 0 0.6em; }
      h1 { font-size: 2.3rem; letter-spacing: -0.015em; margin-top: 0; }
      h2 { font-size: 1.55rem; letter-spacing: -0.008em; }
      h3 { font-size: 1.22rem; }
      h4, h5, h6 { font-size: 1.05rem; }
      .prose > :first-child { margin-top: 0; }
      .prose + .prose { margin-top: 1em; }
      .prose + .prose > :is(h1, h2, h3, h4, h5, h6):first-child { margin-top: 1.9em; }
      .cell + .prose { margin-top: 3rem; }
      .credits { margin: 0 0 0.4rem; font: 0.95rem/1.5 var(--sans); }
      .ending {
        margin: 1rem 0 0; padding: 0.5rem 0.9rem; background: var(--wrong-field); color: var(--wrong);
        border-left: 3px solid var(--wrong); border-radius: 0 0.5rem 0.5rem 0; font: 600 0.9rem/1.5 var(--sans);
      }
      .contents { margin: 0 0 2.75rem; font: 0.95rem/1.5 var(--sans); }
      .contents ol { list-style: none; margin: 0; padding: 0; }
      .contents ol ol { padding-left: 1.2rem; }
      .contents li { margin: 0.3rem 0; }
      .contents a { text-decoration: none; }
      .contents a:hover { text-decoration: underline; }
      .origin { margin: 0; color: var(--soft); font: 0.85rem/1.5 var(--sans); }
      .origin span + span::before { content: "·"; padding-right: 0.45em; padding-left: 0.2em; }
      .parameters {
        display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 1rem 0 0; font: 0.8rem/1.4 var(--mono);
      }
      .parameters div {
        display: flex; max-width: 100%; border: 1px solid var(--line); border-radius: 0.35rem; overflow: hidden;
      }
      .parameters dt { padding: 0.15rem 0.55rem; background: var(--field); color: var(--soft); }
      .parameters dd { margin: 0; padding: 0.15rem 0.55rem; overflow-wrap: anywhere; }
      p, ul, ol, blockquote, table { margin: 0 0 1em; }
      ul, ol { padding-left: 1.4em; }
      p, li, blockquote { max-width: 43rem; }
      li + li { margin-top: 0.25em; }
      li:has(> input) { list-style: none; }
      li > input { margin: 0 0.4em 0 -1.4em; }
      a { color: var(--accent); text-decoration-thickness: 0.06em; text-underline-offset: 0.16em; }
      blockquote { margin-left: 0; padding-left: 1.1em; border-left: 3px solid var(--line); color: var(--soft); }
      hr { border: 0; border-top: 1px solid var(--line); margin: 2.5em 0; }
      img { max-width: 100%; height: auto; }
      table {
        display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse;
        font-size: 0.95rem; line-height: 1.45; font-variant-numeric: tabular-nums;
      }
      th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: left; }
      th { font: 600 0.8rem/1.4 var(--sans); color: var(--soft); }
      th[align="right"], td[align="right"] { text-align: right; }
      th[align="center"], td[align="center"] { text-align: center; }
      code, pre, kbd { font-family: var(--mono); font-variant-ligatures: none; }
      :not(pre) > code, kbd {
        padding: 0.1em 0.32em; border-radius: 0.28em; background: var(--field); font-size: 0.84em; overflow-wrap: anywhere;
      }
      .whole { white-space: nowrap; }
      pre {
        margin: 0; padding: 0.85rem 1.1rem; overflow: auto; max-height: 30rem;
        font-size: 0.8rem; line-height: 1.58; tab-size: 4;
      }
      pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
      .prose pre { margin: 0 0 1em; background: var(--field); border-radius: 0.5rem; }
      .cell { margin: 2rem 0; }
      .cell .title { margin: 0 0 0.5rem; font: 600 0.9rem/1.4 var(--sans); letter-spacing: 0; color: var(--soft); }
      .code {
        max-height: none; background: var(--field); border-left: 3px solid var(--accent); border-radius: 0 0.5rem 0.5rem 0;
      }
      .raw { color: var(--soft); border: 1px dashed var(--line); border-radius: 0.5rem; }
      .stream, .result, .error { margin-top: 0.35rem; padding: 0.5rem 1.1rem; border-left: 3px solid var(--line); }
      .remarks { color: var(--remark); }
      .error { background: var(--wrong-field); color: var(--wrong); border-left-color: var(--wrong); border-radius: 0 0.5rem 0.5rem 0; }
      .prose.result { padding-top: 0.75rem; }
      figure { margin: 1.1rem 0 0; overflow-x: auto; }
      figure:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
      .drawing { padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--sheet); }
      .drawing svg { display: block; max-width: max(100%, 32.5rem); height: auto; margin: 0 auto; }
      .fold { margin-top: 0.35rem; }
      .fold summary { cursor: pointer; font: 0.85rem/1.6 var(--sans); color: var(--soft); }
      .fold[open] summary { margin-bottom: 0.35rem; }
      math { font-family: "STIX Two Math", "Latin Modern Math", "Libertinus Math", "Cambria Math", math; font-size: 1.05em; }
      .formula { display: block; margin: 1em 0; overflow-x: auto; overflow-y: hidden; padding: 0.15em 0; }
      a:focus-visible, summary:focus-visible, .formula:focus-visible {
        outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px;
      }
      figure img {
        display: block; max-width: max(100%, 32.5rem); margin: 0 auto; padding: 0.75rem; background: #fff;
        border: 1px solid var(--line); border-radius: 0.5rem;
      }
      picture img { background: var(--sheet); }
      .command { color: var(--command); font-weight: 600; }
      .keyword { color: var(--keyword); font-weight: 600; }
      .option { color: var(--option); } .choice { color: var(--choice); }
      .number { color: var(--number); }
      .text { color: var(--text); } .interpolation { color: var(--keyword); }
      .symbol { color: var(--soft); }
      .comment { color: var(--comment); font-style: italic; }
      .bold { font-weight: 700; } .faint { opacity: 0.7; } .italic { font-style: italic; }
      .underlined { text-decoration: underline; }
      \(inks)
      @media (max-width: 40rem) {
        body { font-size: 1.05rem; }
        main { padding: 2rem 1rem 4rem; }
        h1 { font-size: 1.85rem; }
      }
      @media print {
        :root {
          color-scheme: light; --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #ccc; --field: #f6f6f6; --accent: #7a2417;
          --command: #7a2417; --keyword: #5b2b78; --option: #14525a; --choice: #14525a; --number: #6b4500; --text: #2d5215;
          --comment: #555; --wrong: #8f1d17; --wrong-field: #fff; --remark: #444;
        }
        @page { margin: 2cm; }
        body { font-size: 10.5pt; }
        main { max-width: none; padding: 0; }
        pre { max-height: none; overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.5pt; }
        table { display: table; width: auto; }
        h1, h2, h3, h4, h5, h6, .cell .title, .code { break-after: avoid; }
        figure, tr, li, .parameters, .formula, .code { break-inside: avoid; }
        .code:has(+ figure) + figure, .title + figure { break-before: avoid; }
        p { orphans: 3; widows: 3; }
        .fold:not([open]) { display: none; }
        .fold summary { display: none; }
        .formula { overflow: visible; }
        .drawing { padding: 0; border: 0; }
        .drawing svg { max-width: 100%; max-height: 24cm; }
        figure img { max-width: 100%; padding: 0; border: 0; }
        a { color: inherit; }
      }
      """

    /// The sixteen colours of terminals, as letters and as ground.
    private static let inks = (0..<16).map { number in
      ".ink-\(number) { color: var(--c\(number)); } .ground-\(number) { background: var(--c\(number)); color: var(--paper); }"
    }.joined(separator: "\n")
  }
#endif
