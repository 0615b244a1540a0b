import Figures
import Options

extension CommandRow {
  /// As `drawing`, of a command that computes before it draws, and so needs a session.
  static func drawingOfSession<Arguments>(
    name: String, summary: String, discussion: String = "", takes options: [any OptionDeclaring], example: String,
    prepare: @escaping @Sendable (Call) throws -> Arguments,
    figure: @escaping @Sendable (Arguments, FigureRequest, Session) throws -> Figure
  ) -> CommandRow {
    let arguments = options.filter(\.declaration.isArgument)
    let others = options.filter { !$0.declaration.isArgument }
    return CommandRow(
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
  }
}
