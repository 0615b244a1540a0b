public import Datasets
public import Devices
public import Distributed
public import Figures
public import TensorMath

extension Session {
  /// What a session is given when it begins.
  public struct Settings: Sendable {
    /// Where the script reads and writes.
    public var workspace: Workspace
    /// Where data sets may lie.
    public var places: DataPlaces
    /// How many threads compute.
    public var threads: Int
    /// The kernels that run; the processor's best if nil.
    public var instructions: InstructionSet?
    /// The device that networks run on; nil for the processor.
    public var device: DeviceDescription?
    /// What brings a device to work.
    package var openDevice: @Sendable (DeviceDescription) throws(DeviceError) -> Device = {
      (description) throws(DeviceError) in try Device(description)
    }
    /// What the generator starts from.
    public var seed: UInt64
    /// The bytes that a model and its training may take in all; nil for no limit.
    public var memoryLimit: Int?
    /// How trainings are kept.
    public var keeping = TrainingKeeping()
    /// Which share of the script's trainings the session does, and leaves the others to others; nil for all of them.
    public var share: Share?
    /// Whether it does what belongs to other shares too, as far as nobody has claimed it.
    public var stealsTrainings = false
    /// The processes that run the same script with the same settings, and share its trainings; nil for this one alone.
    public var processes: (any ProcessGroup)? {
      didSet { workspace.processes = processes }
    }
    /// What computes, as `device` names it.
    public var processor: String
    /// The program and its version, which figures name as what made them.
    public var program: String?
    /// The script's name without its folder; nil for what people type.
    public var scriptName: String?
    /// The theme of figures that say none.
    public var theme = Theme.light
    /// What the script says, which figures then carry; nil where they only name it.
    public var scriptText: String?
    /// When figures say they were made, in seconds since 1970 (UTC); nil for no time.
    public var time: Int?
    /// A clock that counts seconds.
    public var clock: @Sendable () -> Double
    /// The parameters set from outside, by name, in the order given.
    public var parameters: [(name: String, text: String)]

    /// The settings of a session.
    public init(
      workspace: Workspace, places: DataPlaces = DataPlaces(), threads: Int = 1, seed: UInt64 = 0,
      memoryLimit: Int? = nil, processor: String = "the processor", parameters: [(name: String, text: String)] = [],
      clock: @escaping @Sendable () -> Double = Settings.monotonicClock
    ) {
      self.workspace = workspace
      self.places = places
      self.threads = threads
      self.seed = seed
      self.memoryLimit = memoryLimit
      self.processor = processor
      self.parameters = parameters
      self.clock = clock
    }

    /// The system's own clock, which runs evenly, in seconds.
    public static let monotonicClock: @Sendable () -> Double = {
      let clock = ContinuousClock()
      let start = clock.now
      return { (clock.now - start) / .seconds(1) }
    }()
  }
}
