import Figures
import Options

extension CommandRow {
  private enum SharedAxis: String, OptionWord {
    case x, y

    var summary: String { self == .x ? "the lower axis" : "the axis on the left" }
    var axis: FigureSheet.SharedAxis { self == .x ? .horizontal : .vertical }
  }

  private static let columns = OptionKey<Int>(
    "columns", .whole(1...8), default: 2, "how many figures stand side by side")
  private static let share = OptionKey<[SharedAxis]>(
    "share", .list(.choice(of: SharedAxis.self)), "the axes whose ends charts of lines have in common")

  static let panel = CommandRow(
    name: "panel", summary: "puts several figures on one page, a line each up to `end`",
    discussion: """
      The lines are commands that draw figures, which are not shown by themselves; (a), (b) and so on stand above them, \
      with `caption=` of the line behind the letter. `span=2` makes a figure two columns wide, and `for … end` around lines \
      draws them for each of some values. Where all charts have the \
      same legend, it stands once above them. Whatever concerns the whole page stands behind `panel`: its size, theme, \
      typeface and files. Charts are as high as the highest figure beside them.
      """,
    takes: FigureRequest.options + [columns, share],
    example: """
      test = load sketches count=20
      model = autoencoder latent=8 width=4
      log = train model on=test validate=test watch=test epochs=2
      codes = encode model test
      panel columns=2 save=page.svg caption="Figure 1: a training."
          plot log caption="the losses"
          histogram codes caption="the codes"
          show log epochs=last span=2
          for place in 0,1
              show test[place] caption="sketch {place}"
          end
      end
      """,
    opensBlock: true, acts: true, result: .figure,
    prepare: { call in
      let lines = try PanelLines(call)
      return (
        lines: lines, request: try FigureRequest(call), columns: try call[columns],
        shared: Set(try call[ifGiven: share] ?? [])
      )
    },
    foresee: { call, _, foresight in
      try PanelLines(call).check(foresight)
      try FigureRequest.check(call)
      FigureRequest.noteFiles(of: call, foresight)
      return .foreseen(.figure)
    },
    run: { arguments, session in
      let parts = try arguments.lines.parts(session)
      let sheet = FigureSheet(
        title: arguments.request.title, parts: parts, columns: arguments.columns,
        sharing: Set(arguments.shared.map(\.axis)))
      return try session.show(Figure(sheet), as: arguments.request)
    })
}
