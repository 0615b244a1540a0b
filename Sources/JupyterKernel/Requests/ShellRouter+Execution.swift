import Basics
import ScriptLanguage
import ScriptRuntime

extension ShellRouter {
  /// Runs a cell, publishes what it shows, and gives the content of the reply; `ask` asks whoever sent it.
  func execute(_ request: KernelMessage, ask: @escaping (KernelMessage) -> String?) -> JSONValue {
    guard let code = request.content["code"]?.text else {
      return RequestReplies.error("WrongRequest", "an execute_request has a text `code`")
    }
    let isSilent = request.content["silent"]?.boolean ?? false
    let isBlank = code.allSatisfy(\.isWhitespace)
    let remembers = !isSilent && !isBlank && request.content["store_history"]?.boolean ?? true
    guard stops.begin() else { return ["status": "aborted"] }
    let number = history.lastNumber + 1
    if !isSilent {
      publisher.publish(
        "execute_input", ["code": .text(code), "execution_count": .integer(number)], about: request.header)
    }
    let mayAsk = request.content["allow_stdin"]?.boolean ?? false
    let mint = mint
    output.keeper.begin(
      about: request.header, isSilent: isSilent,
      asking: mayAsk
        ? { ask(mint.reply(to: request, "input_request", ["prompt": .text($0), "password": false])) } : nil)
    let failure = run(code, remembering: remembers)
    stops.end()
    // What a cell displayed before it failed is no result, and is published before the failure.
    if failure != nil { output.releaseValue() }
    let (result, pages) = (output.takeResult(), output.keeper.takePages())
    if remembers { history.append(code, output: result?.text) }
    var reply: JSONValue
    if let failure {
      reply = Self.error(failure)
      if !isSilent {
        var content = reply
        content["status"] = nil
        publisher.publish("error", content, about: request.header)
      }
    } else {
      if let result, !isSilent {
        let content: JSONValue = [
          "execution_count": .integer(number), "data": result.data, "metadata": [:],
        ]
        publisher.publish("execute_result", content, about: request.header)
      }
      reply = ["status": "ok", "user_expressions": values(of: request.content["user_expressions"]?.object ?? [:])]
    }
    reply["payload"] = pages.isEmpty ? [] : [page(pages)]
    reply["execution_count"] = .integer(history.lastNumber)
    return reply
  }

  private func run(_ code: String, remembering: Bool) -> ScriptFailure? {
    do throws(ScriptFailure) {
      try session.enter(code, remembering: remembering)
      return nil
    } catch {
      return error
    }
  }

  private func page(_ pages: [String]) -> JSONValue {
    ["source": "page", "data": ["text/plain": .text(pages.joined(separator: "\n\n"))], "start": 0]
  }

  /// What expressions display, each for itself.
  private func values(of expressions: [String: JSONValue]) -> JSONValue {
    .object(
      expressions.mapValues { expression in
        do throws(Diagnostic) {
          let text = try session.displayText(of: expression.text ?? "")
          return ["status": "ok", "data": ["text/plain": .text(text)], "metadata": [:]]
        } catch {
          return Self.error(.failed(error))
        }
      })
  }

  /// A failure as the protocol tells it.
  private static func error(_ failure: ScriptFailure) -> JSONValue {
    let renderer = DiagnosticRenderer(colours: true)
    switch failure {
    case .doesNotCheck(let diagnostics):
      return RequestReplies.error(
        "DoesNotCheck", diagnostics.map(\.message).joined(separator: "; "),
        traceback: renderer.blocks(diagnostics))
    case .failed(let diagnostic):
      return RequestReplies.error("Failed", diagnostic.message, traceback: [renderer.render(diagnostic)])
    case .interrupted:
      let message = "interrupted; the model, the log and the session stay"
      return RequestReplies.error("Interrupted", message, traceback: [message])
    }
  }
}
