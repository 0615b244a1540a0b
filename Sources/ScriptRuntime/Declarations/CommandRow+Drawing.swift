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
    drawingOfSession(
      name: name, summary: summary, discussion: discussion, takes: options, example: example, prepare: prepare,
      figure: { arguments, request, _ in try figure(arguments, request) })
  }

  /// As `drawing`, of a command that computes before it draws, and so needs a session.
  static func drawingOfSession<Arguments>(
    name: String, summary: String, discussion: String = "", takes options: [any OptionDeclaring], example: String,
    prepare: @escaping @Sendable (Call) throws -> Arguments,
    figure: @escaping @Sendable (Arguments, FigureRequest, Session) throws -> Figure
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
        try session.show(try figure(prepared.arguments, prepared.request, session), as: prepared.request)
      })
    row.makeFigure = { call, session in try figure(try prepare(call), try FigureRequest(call), session) }
    return row
  }
}
