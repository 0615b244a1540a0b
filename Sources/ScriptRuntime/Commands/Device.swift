import Basics
import ScriptLanguage
import TensorMath

extension CommandRow {
  static let device = CommandRow(
    name: "device", summary: "says what computes, and how: the processor, its threads, fast or exact",
    discussion: """
      Darkroom computes on the processor; `auto` and `cpu` mean the same. `--threads` sets how many threads.

      Convolutions are computed by Winograd's algorithms where these are faster: they take fewer multiplications, and \
      their results differ in the last digits. With `exact=yes`, from here on, every product is taken and summed as \
      the definition says, which takes about a third longer.
      """,
    arguments: [
      CommandParameter(
        "device", .choice([.init("auto", "whatever there is"), .init("cpu", "the processor")]), default: "auto",
        "what to compute on")
    ],
    options: [CommandParameter("exact", .boolean, default: "no", "whether convolutions take every product")],
    example: "device auto"
  ) { call, session in
    session.compute = ComputeContext(team: session.compute.team, exact: call.flag("exact"))
    let threads = countText(session.settings.threads, "thread")
    session.output.display(
      "device: \(session.settings.processor), \(threads)\(session.compute.exact ? ", exact" : "")")
    return .none
  }
}
