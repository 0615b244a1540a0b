import Basics
import Options
import TensorMath

extension CommandRow {
  /// What can compute.
  private enum Device: String, OptionWord {
    case auto, cpu

    var summary: String { self == .auto ? "whatever there is" : "the processor" }
  }

  private static let processor = OptionKey<Device>(
    "device", .choice(of: Device.self), default: "auto", argument: true, "what to compute on")
  private static let exact = OptionKey<Bool>("exact", .flag, default: false, "whether convolutions take every product")

  static let device = CommandRow(
    name: "device", summary: "says what computes: the processor, its threads, fast or exact",
    discussion: """
      Darkroom computes on the processor; `auto` and `cpu` mean the same. `--threads` sets how many threads.

      Convolutions are computed by Winograd's algorithms where these are faster: they take fewer multiplications, and \
      their results differ in the last digits. With `exact=yes`, from here on, every product is taken and summed as \
      the definition says, which takes about a third longer.
      """,
    takes: [processor, exact],
    example: "device auto",
    prepare: { call in try call[exact] },
    run: { exact, session in
      session.compute = ComputeContext(session.compute, exact: exact)
      let threads = countText(session.settings.threads, "thread")
      session.output.display(
        "device: \(session.settings.processor), \(threads)\(session.compute.exact ? ", exact" : "")")
      return .none
    })
}
