#if HTMLReports
  /// What a site adds to the looks of a report: the list of pages at the side, or above on narrow screens.
  enum SiteStyle {
    static let sheet = """
      .site { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
      .site main { max-width: 58rem; padding-top: 3rem; width: 100%; }
      .site pre { font-size: 0.75rem; }
      .site td > code { overflow-wrap: normal; white-space: nowrap; }
      .pages {
        position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2rem 1.25rem; font: 0.92rem/1.45 var(--sans);
        border-right: 1px solid var(--line);
      }
      .pages .name { margin: 0 0 1rem; font-weight: 700; font-size: 1.1rem; }
      .pages a { color: var(--ink); text-decoration: none; }
      .pages a:hover { text-decoration: underline; }
      .pages a[aria-current] { color: var(--accent); font-weight: 600; }
      .pages input {
        width: 100%; margin: 0 0 1rem; padding: 0.4rem 0.6rem; border: 1px solid var(--soft); border-radius: 0.4rem;
        background: var(--paper); color: var(--ink); font: inherit;
      }
      .pages summary { cursor: pointer; padding: 0.25rem 0; color: var(--soft); font-weight: 600; }
      .pages ul { list-style: none; margin: 0 0 0.75rem; padding: 0 0 0 0.75rem; border-left: 1px solid var(--line); }
      .pages li { margin: 0.15rem 0; }
      #found { list-style: none; margin: 0; padding: 0; }
      #found li { margin: 0 0 0.7rem; }
      #found small { display: block; color: var(--soft); overflow-wrap: anywhere; }
      .skip { position: absolute; left: -100rem; }
      .skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
      @media (max-width: 60rem) {
        .site { display: block; }
        .pages { position: static; height: auto; max-height: 60vh; border-right: 0; border-bottom: 1px solid var(--line); }
      }
      @media print {
        .site { display: block; }
        .pages, .skip { display: none; }
      }
      """
  }
#endif
