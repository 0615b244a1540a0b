// The language of Darkroom in JupyterLab: its colours, its files, and its help.
//
// JupyterLab loads this as a container of modules, asks it to share what JupyterLab has, and gets its one module: the
// plugin. It is written as it runs, and is small enough to need no other tools.
"use strict";
(() => {
  const name = "jupyter-darkroom";
  let shared;

  /** A module that JupyterLab has, in the version that it gives precedence. */
  async function library(wanted) {
    const versions = shared[wanted];
    if (!versions) throw new Error(`${name}: JupyterLab shares no ${wanted}`);
    const all = Object.values(versions);
    const chosen = all.find((version) => version.loaded) ?? all[all.length - 1];
    return (await chosen.get())();
  }

  /** A file that lies beside this one. */
  async function file(path) {
    const answer = await fetch(new URL(path, address));
    if (!answer.ok) throw new Error(`${name}: ${path}: ${answer.status}`);
    return answer;
  }
  const address = document.currentScript.src;

  /** How the language is read, piece by piece; `words` are its words by what they are. */
  function grammar(words) {
    const sets = Object.fromEntries(Object.entries(words).map(([kind, list]) => [kind, new Set(list)]));
    const word = /^[\p{L}_][\p{L}\p{N}_]*/u;

    /** Inside of quotes, up to a value in braces. */
    function text(stream, state) {
      while (!stream.eol()) {
        if (stream.match('"')) {
          state.inText = false;
          return "string";
        }
        if (stream.peek() === "{") return "string";
        if (stream.next() === "\\") stream.match(/^u\{[0-9a-fA-F]+\}/) || stream.next();
      }
      state.inText = false;
      return "string";
    }

    function piece(stream, state) {
      if (stream.sol()) Object.assign(state, { begins: true, braces: 0, depth: 0, inText: false, behind: "" });
      if (state.inText && !state.braces) {
        if (stream.eat("{")) {
          state.braces = 1;
          return "brace";
        }
        return text(stream, state);
      }
      if (stream.eatSpace()) return null;
      const isAttached = stream.pos > 0 && !/\s/.test(stream.string[stream.pos - 1]);
      if (stream.peek() === "#" && !isAttached) {
        const isHeader = stream.sol() && stream.match(/^#\s*%%.*/);
        stream.skipToEnd();
        return isHeader ? "heading" : "comment";
      }
      const behind = state.behind;
      const begins = state.begins;
      state.behind = "";
      if (stream.eat('"')) {
        Object.assign(state, { begins: false, inText: true });
        return "string";
      }
      if (state.braces && stream.match(/^[{}]/)) {
        state.braces += stream.current() === "{" ? 1 : -1;
        return "brace";
      }
      if (stream.match(/^\d+(x\d+)+(?![\w.])|^[-+]?\d+\.\.[-+]?\d+/)) return number(state);
      if (!isAttached || /[=,(\[{ *\/^%.]/.test(stream.string[stream.pos - 1]))
        if (stream.match(/^[-+]?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?(?![\w.])/)) return number(state);
      if (begins && stream.match(/^(?!(param|time|for|if)\s)[\p{L}_][^"=#]*?(?=\s=\s)/u)) {
        state.begins = false;
        state.assigns = true;
        return "variableName";
      }
      if (stream.match(/^[\p{L}_][\p{L}\p{N}_-]*(?==[^\s=])/u)) {
        Object.assign(state, { begins: false, behind: "option" });
        return "attributeName";
      }
      if (stream.match(word)) {
        let found = stream.current();
        while (stream.match(/^-[\p{L}\p{N}_]+/u)) found = stream.current();
        state.begins = false;
        // The rest of a path.
        if (stream.match(/^[./][^\s"(),\[\]{}=]*/)) return null;
        if (sets.keywords.has(found)) {
          state.begins = found === "time";
          return "keyword";
        }
        if (begins && (sets.commands.has(found) || sets.layers.has(found))) {
          state.behind = "command";
          return "variableName.standard";
        }
        if (sets.constants.has(found)) return "bool";
        if (sets.terms.has(found) && (behind || stream.peek() === "(")) return "atom";
        return "variableName";
      }
      if (stream.match("=")) {
        // Behind the `=` of an assignment a command may stand.
        if (state.assigns) Object.assign(state, { begins: true, assigns: false });
        else state.behind = behind;
        return "operator";
      }
      state.begins = false;
      if (stream.match(/^(==|!=|<=|>=|\.\.|[-+*\/%^<>?.])/)) return "operator";
      stream.next();
      return /[()\[\]{},]/.test(stream.current()) ? "punctuation" : null;
    }

    function number(state) {
      state.begins = false;
      return "number";
    }

    const opens = new Set(["for", "if", "network", "panel", "residual", "repeat", "else"]);
    return {
      name: "darkroom",
      startState: () => ({ begins: true, assigns: false, braces: 0, inText: false, behind: "" }),
      copyState: (state) => ({ ...state }),
      token: piece,
      /** A line as far in as the one before, a step further behind what opens a block, and a step back for its `end`. */
      indent(state, after, context) {
        const line = context.lineAt(context.pos, -1);
        const before = context.state.doc.lineAt(Math.max(0, line.from - 1));
        if (line.from === 0) return 0;
        const unit = context.unit;
        const depth = context.lineIndent(before.from);
        const last = before.text.replace(/\s#.*$/, "").trim().replace(/^[\w\[\],]+\s=\s/, "").split(/\s+/);
        const isOpen = opens.has(last[0]) && !(last[0] === "repeat" && last.length > 2);
        const closes = /^(end|else)\b/.test(after);
        return Math.max(0, depth + (isOpen ? unit : 0) - (closes ? unit : 0));
      },
      languageData: {
        commentTokens: { line: "#" },
        closeBrackets: { brackets: ["(", "[", "{", '"'] },
        indentOnInput: /^\s*(end|else)$/,
      },
    };
  }

  /** The icon of scripts, whose colours are those of its surroundings. */
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16">
    <g class="jp-icon3" fill="#616161"><path d="M2 2h12v12H2zM3.5 3.5v9h9v-9z" fill-rule="evenodd"/>
    <circle cx="8" cy="8" r="3"/></g></svg>`;

  /** The pages that the Help menu opens: what they are called, and the files that they come from. */
  const pages = [
    ["Darkroom Commands", "Commands.md"],
    ["Darkroom: Prompt, Jupyter and Reports", "Notebooks.md"],
  ];

  /** Adds entries to the Help menu that open pages of the documentation in tabs. */
  async function addHelp(app, menu, rendermime) {
    const { MainAreaWidget } = await library("@jupyterlab/apputils");
    const { Widget } = await library("@lumino/widgets");
    const items = pages.map(([title, path]) => {
      const command = `jupyter-darkroom:${path}`;
      app.commands.addCommand(command, {
        label: title,
        execute: async () => {
          const source = await (await file(path)).text();
          const model = rendermime.createModel({ data: { "text/markdown": source }, trusted: false });
          const page = rendermime.createRenderer("text/markdown");
          await page.renderModel(model);
          const content = new Widget();
          content.node.append(page.node);
          content.node.style.cssText = "overflow: auto; padding: 0 2em; background: var(--jp-layout-color0)";
          const tab = new MainAreaWidget({ content });
          tab.title.label = title;
          tab.disposed.connect(() => page.dispose());
          app.shell.add(tab, "main");
          app.shell.activateById(tab.id);
        },
      });
      return { command };
    });
    menu?.helpMenu.addGroup(items, 20);
  }

  async function plugin() {
    const { IEditorLanguageRegistry } = await library("@jupyterlab/codemirror");
    const { IMainMenu } = await library("@jupyterlab/mainmenu");
    const { IRenderMimeRegistry } = await library("@jupyterlab/rendermime");
    return {
      id: `${name}:plugin`,
      description: "The language of Darkroom: colours, files, help.",
      autoStart: true,
      requires: [IEditorLanguageRegistry],
      optional: [IMainMenu, IRenderMimeRegistry],
      activate: async (app, languages, menu, rendermime) => {
        const { LabIcon } = await library("@jupyterlab/ui-components");
        app.docRegistry.addFileType({
          name: "darkroom", displayName: "Darkroom Script", extensions: [".darkroom"], mimeTypes: ["text/x-darkroom"],
          contentType: "file", fileFormat: "text", icon: new LabIcon({ name: `${name}:script`, svgstr: icon }),
        });
        languages.addLanguage({
          name: "darkroom", displayName: "Darkroom", mime: "text/x-darkroom", extensions: ["darkroom"],
          load: async () => {
            const { LanguageSupport, StreamLanguage } = await library("@codemirror/language");
            const words = await (await file("words.json")).json();
            return new LanguageSupport(StreamLanguage.define(grammar(words)));
          },
        });
        if (rendermime) await addHelp(app, menu, rendermime);
      },
    };
  }

  (window._JUPYTERLAB ??= {})[name] = {
    init(scope) {
      shared = scope;
    },
    async get(module) {
      if (module !== "./extension") throw new Error(`${name} has no ${module}`);
      const loaded = await plugin();
      return () => ({ __esModule: true, default: loaded });
    },
  };
})();
