import Figures
import Options

extension CommandRow {
  /// Declares a command that draws a figure, with the options that all of them share before its own.
  ///
  /// - Parameters:
  ///   - prepare: As of any command.
  ///   - figure: Makes the figure, without what all figures are asked for alike; the request is for titles and errors.
  static func drawing<Arguments>(
    name: String, summary: String, discussion: String = "", takes options: [any OptionDeclaring], example: String,
    prepare: @escaping @Sendable (Call) throws -> Arguments,
    figure: @escaping @Sendable (Arguments, FigureRequest) throws -> Figure
  ) -> CommandRow {
    let arguments = options.filter(\.declaration.isArgument)
    let others = options.filter { !$0.declaration.isArgument }
    var row = CommandRow(
      name: name, summary: summary, discussion: discussion, takes: arguments + FigureRequest.options + others,
      example: example, acts: true, result: .figure,
      prepare: { call in (arguments: try prepare(call), request: try FigureRequest(call)) },
      foresee: { call, _, foresight in
        try FigureRequest.check(call)
        FigureRequest.noteFiles(of: call, foresight)
        return .foreseen(.figure)
      },
      run: { prepared, session in
        try session.show(try figure(prepared.arguments, prepared.request), as: prepared.request)
      })
    row.makeFigure = { call, _ in try figure(try prepare(call), try FigureRequest(call)) }
    return row
  }
}
