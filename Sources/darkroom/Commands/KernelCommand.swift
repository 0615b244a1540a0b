import ArgumentParser
import Basics
import Figures
import FoundationEssentials
import JupyterKernel
import ScriptRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `darkroom kernel`: Darkroom in Jupyter.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Be a kernel for Jupyter.",
    subcommands: [KernelInstallCommand.self, KernelRunCommand.self])

  /// Leaves where this build has no kernel, and says how to get one.
  static func requireBuilt() throws {
    #if !Jupyter
      try refuse(
        "this build has no kernel for Jupyter; build one with `make build`, or with `swift build -c release "
          + "--traits Jupyter`, which takes libzmq3-dev")
    #endif
  }

  /// Says what is wrong, and leaves.
  static func refuse(_ message: String, _ status: ExitStatus = .wrongUsage) throws -> Never {
    throw Complaint.leaving(message, status)
  }
}

/// `darkroom kernel install`: tells Jupyter where this program is.
struct KernelInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Tell Jupyter of this program, so that notebooks can choose it.",
    discussion: "The program is named by its place: install anew when it has moved.")

  @Flag(name: .long, help: "Install for this user alone; this is what happens without --prefix.") var user = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Install for what lies in a folder, such as a virtual environment; it is made where it is missing.",
      valueName: "dir"), completion: .directory)
  var prefix: String?

  @Option(name: .long, help: ArgumentHelp("What notebooks and command lines call the kernel.", valueName: "name"))
  var name = "darkroom"

  @Option(
    name: .long, help: ArgumentHelp("Where Jupyter will find the program; this one if not given.", valueName: "path"),
    completion: .file())
  var program: String?

  mutating func validate() throws {
    if let program, !program.isAbsolutePath {
      throw ValidationError("--program expects a path from the root, and gets “\(program)”.")
    }
    if user, prefix != nil { throw ValidationError("--user and --prefix name two places; expected one of them.") }
    if prefix?.isEmpty ?? false { throw ValidationError("--prefix expects the name of a folder.") }
  }

  mutating func run() throws {
    try KernelCommand.requireBuilt()
    guard let program = program ?? Self.place else {
      try KernelCommand.refuse("cannot tell where this program is", .failed)
    }
    guard let data = prefix.map({ $0 + "/share/jupyter" }) ?? Surroundings().jupyterFolder else {
      try KernelCommand.refuse("cannot tell where Jupyter's files of this user are: HOME is not set; use --prefix")
    }
    do {
      let logo = KernelSpecification.logo(
        small: try Logo.figure(pixels: 32).render(.png), large: try Logo.figure(pixels: 64).render(.png),
        drawing: try Logo.figure(pixels: 64).render(.svg))
      let specification = try KernelSpecification(name: name, program: program, logo: logo)
      let folder = data.appendingPath(specification.folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in specification.files { try AtomicFile.write(file.bytes, to: folder.appendingPath(file.name)) }
      Terminal(descriptor: 1, allowsColor: false).write("installed the kernel “\(specification.name)” in \(folder)\n")
    } catch let error as KernelNameError {
      try KernelCommand.refuse("\(error)")
    } catch let error as CocoaError {
      try KernelCommand.refuse("cannot make a folder under \(data): \(Self.reason(error))", .failed)
    } catch {
      try KernelCommand.refuse("\(error)", .failed)
    }
  }

  private static func reason(_ error: CocoaError) -> String {
    switch error.code {
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteFileExists: "a file of that name is in the way"
    case .fileWriteOutOfSpace: "the disk is full"
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    default: "the system refuses it"
    }
  }

  /// Where this program is.
  private static var place: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}

/// `darkroom kernel run FILE`: what Jupyter calls.
struct KernelRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Answer a client of Jupyter; Jupyter itself calls this.")

  @Argument(help: ArgumentHelp("The connection file that the client wrote.", valueName: "file")) var file: String
  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    try KernelCommand.requireBuilt()
    #if Jupyter
      let bytes: [UInt8]
      do {
        bytes = try FileContents.bytes(of: file)
      } catch {
        try KernelCommand.refuse("cannot read the connection file \(file)")
      }
      if FileContents.isReadableByOthers(file) {
        Terminal(descriptor: 2, allowsColor: false).write(
          "darkroom kernel: others can read \(file), which holds the key that signs messages\n")
      }
      do {
        try serve(try ConnectionFile(json: bytes, path: file))
      } catch let error as ConnectionFileError {
        try KernelCommand.refuse("\(error)")
      } catch let error as KernelServerError {
        try KernelCommand.refuse("\(error)", .failed)
      }
    #endif
  }

  #if Jupyter
    /// Answers until a client asks for the end. Interrupts come as messages, or as the signal of a terminal's Ctrl-C.
    private func serve(_ connection: ConnectionFile) throws {
      Signals.block([SIGINT])
      signal(SIGPIPE, SIG_IGN)
      let surroundings = Surroundings()
      let remarks = Terminal(descriptor: 2, allowsColor: false)
      let server = try KernelServer(
        KernelSettings(
          connection: connection,
          information: KernelInformation(
            version: Version.number, banner: "\(Version.short): a scripting notebook for convolutional autoencoders"),
          session: UUID().uuidString.lowercased(), parentLives: ParentProgram(surroundings.kernelParent).lives,
          timestamp: { Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) },
          clock: Session.Settings.monotonicClock, log: { remarks.write("darkroom kernel: \($0)\n") })
      ) { output, stop in
        Session(settings: options.settings(in: surroundings, scriptFolder: "."), output: output, stop: stop)
      }
      let stops = server.stops
      Signals.wait(for: [SIGINT]) { _ in stops.interrupt() }
      try server.run()
    }
  #endif
}

/// The program that the kernel is not to outlive, by what can be told of it.
private struct ParentProgram: Sendable {
  private let identifier: pid_t?
  /// What started this program.
  private let starter = getppid()
  /// Whether the program is another than the starter, and can be seen from here.
  private let isSeenApart: Bool

  init(_ identifier: pid_t?) {
    self.identifier = identifier
    isSeenApart = identifier.map { $0 != getppid() && Self.runs($0) } ?? false
  }

  /// Whether it still runs; a kernel that was told of none stays.
  func lives() -> Bool {
    guard let identifier else { return true }
    return isSeenApart ? Self.runs(identifier) : getppid() == starter
  }

  private static func runs(_ identifier: pid_t) -> Bool { kill(identifier, 0) == 0 || errno != ESRCH }
}

extension Surroundings {
  /// Where Jupyter keeps what belongs to this user; nil where that cannot be told.
  fileprivate var jupyterFolder: String? {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    return folder("JUPYTER_DATA_DIR") ?? folder("XDG_DATA_HOME").map { $0 + "/jupyter" }
      ?? folder("HOME").map { $0 + "/.local/share/jupyter" }
  }

  /// The program that the kernel is not to outlive, as Jupyter names it.
  fileprivate var kernelParent: pid_t? {
    environment["JPY_PARENT_PID"].flatMap { pid_t($0) }.flatMap { $0 > 1 ? $0 : nil }
  }
}
