import Basics
public import Devices
public import Options
import TensorMath

extension DeviceChoice: OptionWord {
  /// What it means.
  public var summary: String {
    switch self {
    case .auto: "a GPU if there is one, or else the processor"
    case .gpu: "a GPU, through its driver's OpenCL, or CUDA where that has none"
    case .cuda: "a card of NVIDIA's, through CUDA's own driver"
    case .cpu: "the processor"
    case .opencl: "whatever device OpenCL has, a GPU first"
    }
  }
}

extension CommandRow {
  private static let choice = OptionKey<DeviceChoice>(
    "device", .choice(of: DeviceChoice.self), argument: true, "what to compute on from here on")
  private static let exact = OptionKey<Bool>("exact", .flag, default: false, "whether convolutions take every product")

  static let device = CommandRow(
    name: "device", summary: "chooses what computes: a GPU, or the processor, fast or exact",
    discussion: """
      Networks run on the processor unless a device is asked for, here or by `--device`; `auto` takes a GPU if there is \
      one, and says which. On a device the weights stay in its memory from step to step, and what a network or a \
      training needs that devices lack yet is an error of the check, with `device cpu` as the way out. Results differ \
      from the processor's in the last digits, and are the same on every run of the same device.

      On the processor convolutions are computed by Winograd's algorithms where these are faster: they take fewer \
      multiplications, and their results differ in the last digits. With `exact=yes`, from here on, every product is \
      taken and summed as the definition says, which takes about a third longer. `--threads` sets how many threads.
      """,
    takes: [choice, exact],
    example: "device auto",
    prepare: { call in
      let isChosen = call.isGiven(choice)
      return (
        choice: isChosen ? try call[choice] : nil, found: isChosen ? try call.device(choice) : nil, try call[exact]
      )
    },
    foresee: { _, arguments, foresight in
      if let arguments, arguments.choice != nil { foresight.device = arguments.found }
      return .none
    },
    run: { arguments, session in
      let (choice, found, exact) = arguments
      session.compute = ComputeContext(session.compute, exact: exact)
      if choice != nil { try session.take(device: found) }
      if let device = session.compute.device {
        session.output.display("device: \(device.description), \(byteText(device.description.memory))")
      } else {
        let threads = countText(session.settings.threads, "thread")
        session.output.display(
          "device: \(session.settings.processor), \(threads)\(session.compute.exact ? ", exact" : "")")
      }
      return .none
    })
}
