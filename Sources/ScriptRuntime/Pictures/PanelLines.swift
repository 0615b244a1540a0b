import Basics
import Figures
import Options
import ScriptLanguage

/// The lines of a `panel` block: commands that draw figures, each of which is a part of one page.
struct PanelLines {
  private struct Line {
    let row: CommandRow
    let call: Call
    let span: Int
  }

  private static let span = OptionKey<Int>(
    "span", .whole(1...8), default: 1, "how many of the page's columns the figure takes up")
  /// The most figures of a page: as many as there are letters.
  private static let most = 26

  private let lines: [Line]

  /// Reads the lines behind a command; throws all that is wrong with their words.
  init(_ call: Call) throws {
    let written = call.command.block?.layers ?? []
    var (lines, problems): ([Line], [Diagnostic]) = ([], [])
    Self.read(written, of: call, call.evaluator, into: &lines, &problems)
    if lines.isEmpty, problems.isEmpty, call.command.block?.isWhole ?? true {
      problems.append(
        Diagnostic(
          at: call.range, "the block has no lines, and the page would be empty",
          expected: "a line for each figure, such as `plot log`, and `end`"))
    }
    if lines.count > Self.most {
      problems.append(Diagnostic(at: lines[Self.most].call.range, "a page has at most \(Self.most) figures"))
    }
    if let problems = Problems(problems) { throw problems }
    self.lines = lines
  }

  /// What is declared of a command that draws, as a line of a panel: without what the page has as a whole.
  static func declaration(of row: CommandRow) -> TermDeclaration {
    let ofPage = Set(FigureRequest.optionsOfPage.map(\.declaration.name))
    return TermDeclaration(
      row.name, row.summary,
      options: row.arguments + row.options.filter { !ofPage.contains($0.name) } + [span.declaration])
  }

  /// Reads lines, those in a loop once for each of its values; no more of them than a page can have, and one.
  private static func read(
    _ written: [ScriptLanguage.Layer], of panel: Call, _ evaluator: Evaluator, into lines: inout [Line],
    _ problems: inout [Diagnostic]
  ) {
    for line in written where lines.count <= most {
      guard let variable = line.variable else {
        if let line = self.line(line, of: panel, evaluator, &problems) { lines.append(line) }
        continue
      }
      do throws(Diagnostic) {
        let before = problems.count
        for value in try evaluator.elements(of: line.arguments) {
          var inner = evaluator
          inner.variables[variable.text] = value
          let found = lines.count
          read(line.block?.layers ?? [], of: panel, inner, into: &lines, &problems)
          // What is wrong with a line is said once, and a loop over nothing ends.
          if problems.count > before || lines.count == found || lines.count > most || panel.stop.isSet { break }
        }
      } catch {
        problems.append(error)
      }
    }
  }

  private static func line(
    _ written: ScriptLanguage.Layer, of panel: Call, _ evaluator: Evaluator, _ problems: inout [Diagnostic]
  ) -> Line? {
    let name = written.name.text
    let drawing = CommandTable.rows.filter { $0.makeFigure != nil }.map(\.name)
    guard let row = CommandTable.row(named: name), row.makeFigure != nil else {
      if let value = evaluator.variables[name], CommandTable.row(named: name) == nil {
        problems.append(
          Diagnostic(
            at: written.name.range, "`\(name)` is \(value.type.described), and a line of a panel begins with a command",
            expected: "what draws it, as in `plot log` or `scatter codes`"))
        return nil
      }
      let isKnown = CommandTable.row(named: name) != nil
      problems.append(
        Diagnostic(
          at: written.name.range, isKnown ? "`\(name)` draws no figure" : "there is no command `\(name)`",
          expected: isKnown ? oneOf(drawing.map { "`\($0)`" }) : nil,
          nearMisses: isKnown ? [] : NearMisses.of(name, among: drawing),
          notes: isKnown ? [.init("is the panel's `end` missing?")] : []))
      return nil
    }
    let ofPage = Set(FigureRequest.optionsOfPage.map(\.declaration.name))
    for option in written.options where ofPage.contains(option.name.text) {
      problems.append(
        Diagnostic(
          at: option.range,
          "`\(option.name.text)` concerns the whole page, and stands behind `\(panel.command.name.text)`"
        ))
    }
    let isOwn = { (option: ScriptLanguage.Option) in option.name.text == span.declaration.name }
    let spans = Binder(evaluator: evaluator).bind(
      Command(
        name: written.name, arguments: [], options: written.options.filter(isOwn), range: written.range),
      to: TermDeclaration(name, "", options: [span.declaration]), problems: &problems)
    let command = Command(
      name: written.name, arguments: written.arguments,
      options: written.options.filter { !isOwn($0) && !ofPage.contains($0.name.text) }, block: nil,
      range: written.range)
    let call = Call(
      command, of: row, evaluator: evaluator, settings: panel.settings, problems: &problems)
    return Line(row: row, call: call, span: spans.options[ifGiven: span] ?? 1)
  }

  /// Checks the commands as they would be by themselves.
  func check(_ foresight: Foresight) throws {
    for line in lines { _ = try line.row.check(line.call, foresight) }
  }

  /// The figures, each as a part of the page.
  func parts(_ session: Session) throws -> [FigureSheet.Part] {
    try lines.map { line in
      guard let make = line.row.makeFigure else { preconditionFailure("Only what draws was read.") }
      try session.stop.check()
      let figure: Figure
      do {
        figure = try make(line.call, session)
      } catch let error as FigureError {
        throw Diagnostic(error, at: line.call.range)
      }
      return FigureSheet.Part(figure, span: line.span, caption: line.call.known(FigureRequest.caption))
    }
  }
}
