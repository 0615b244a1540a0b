import ArgumentParser
import Basics
import Notebooks
import ScriptLanguage
import ScriptRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `darkroom run FILE…`: checks every script, and then runs one after the other, each in a session of its own.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Check scripts, and run them.",
    discussion: """
      With --export the executed notebook is written too, with its figures, params, seed and version: as a Jupyter \
      notebook, as Markdown with the figures in a folder beside it, or as one HTML file that needs nothing else.

        darkroom run lesson.darkroom --set epochs=3 --export report.html --toc

      A report goes by the tags of cells: hide-input and hide-output fold a part of it away, remove-input, \
      remove-output and skip leave it out. `Author: NAME` and `Date: DAY`, or `Date: today`, below the \
      heading of the first cell stand under its title.

      Lines can stand on the command line itself, as many as there are; `run` may then be left out.

        darkroom -e "data = load sketches count=5" -e "show data save=sketches.png"

      With --share several processes run one script and share out its trainings, on one machine or on many that have \
      the folder of the store in common. Each trains what belongs to its share, takes what is kept by then, and passes \
      over what needs the others'; run without --share afterwards, the script finds all of them and draws its figures.

        darkroom run sweep.darkroom --share 3/16
      """)

  @Argument(help: ArgumentHelp("A script; - is standard input.", valueName: "file"), completion: .script)
  var files: [String] = []

  @ArgumentParser.Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a line in the place of files; as often as there are lines.", valueName: "line"))
  var lines: [String] = []

  @ArgumentParser.Option(
    name: .long,
    help: ArgumentHelp("Write what came of it to a file that ends in .ipynb, .md or .html.", valueName: "file"),
    completion: .report)
  var export: [String] = []

  @Flag(
    name: .customLong("keep-script"),
    help: "Keep the text of the script in the figures that it writes; `darkroom about --script` prints it.")
  var keepsScript = false

  @OptionGroup var report: ReportFlags
  @OptionGroup var sharing: ShareOptions

  @Flag(
    name: .long, help: "Go on with what belongs to other shares and nobody has claimed, when the own ones are done.")
  var steal = false

  @OptionGroup var options: SessionOptions
  @OptionGroup var distribution: DistributedOptions

  mutating func validate() throws {
    if files.isEmpty, lines.isEmpty { throw ValidationError("expected a script to run, or -e and a line.") }
    if !files.isEmpty, !lines.isEmpty {
      throw ValidationError("-e runs lines in the place of files; expected lines or files, and got both.")
    }
    if distribution.distributed, files.contains("-") {
      throw ValidationError("--distributed expects scripts in files, which every process can read.")
    }
    if distribution.distributed, sharing.share != nil {
      throw ValidationError("--distributed shares every training, and --share leaves some to others: choose one.")
    }
    if steal, sharing.share == nil { throw ValidationError("--steal goes with --share.") }
    if sharing.share != nil {
      if !export.isEmpty {
        throw ValidationError("--export writes what came of a whole script, and --share runs a part of its trainings.")
      }
      if options.fresh { throw ValidationError("--fresh trains everything anew, and --share what nobody did yet.") }
      if options.store == "none" {
        throw ValidationError("--share goes with a store, in which shares find each other's work.")
      }
    }
    let formats = export.compactMap { Export(path: $0)?.format }
    if let given = report.given, !formats.contains(where: { $0 != .ipynb }) {
      throw ValidationError("\(given) goes with --export to a file that ends in .html or .md.")
    }
    for path in export where Export(path: path) == nil {
      throw ValidationError("--export expects a file that ends in .ipynb, .md or .html, and gets “\(path)”.")
    }
    if !export.isEmpty, files.count > 1 {
      throw ValidationError("--export writes what came of one script, and gets \(files.count).")
    }
    if !Build.hasHTMLReports, export.contains(where: { Export(path: $0)?.format == .html }) {
      throw ValidationError("\(NotebookError.withoutHTMLReports).")
    }
  }

  mutating func run() throws {
    guard distribution.distributed else {
      if !options.quiet, sharing.share == nil { DistributedOptions.remarkOnProcessesApart(in: Surroundings()) }
      return try run(in: nil)
    }
    Signals.block(Interrupts.signals)
    let job = try distribution.join(in: Surroundings(), isQuiet: options.quiet)
    try job.run { try run(in: job) }
  }

  private func run(in job: DistributedJob?) throws {
    // As long as they are read a signal ends the program, which has nothing to keep.
    let scripts = try lines.isEmpty ? files.map { try ScriptFile.named($0) } : [ScriptFile.onLine(lines)]
    let share = try sharing.share(in: Surroundings())
    Signals.block(Interrupts.signals)
    let stop = StopFlag()
    let interrupts = Interrupts(stopping: stop)
    let (remarks, isQuiet) = (Terminal(descriptor: 2, allowsColor: false), options.quiet)
    interrupts.start(announcing: { if !isQuiet { remarks.announce($0) } })
    func prepared(_ script: ScriptFile, steals: Bool = false) -> ScriptRun {
      ScriptRun(
        file: script, keepsScript: keepsScript, report: report, options: options, share: share, steals: steals,
        exports: job?.isLeader ?? true ? export.compactMap(Export.init) : [], stop: stop, interrupts: interrupts,
        job: job)
    }
    let runs = scripts.map { prepared($0) }
    let reports = try runs.map { try $0.check() }
    for (run, report) in zip(runs, reports) { try run.run(report) }
    guard steal else { return }
    for (script, first) in zip(scripts, runs) {
      var run = first
      while run.leavesTrainings {
        // What others did meanwhile may let the script come further.
        run = prepared(script, steals: true)
        try run.run(try run.check())
        if run.trained == 0 { break }
      }
    }
  }
}

/// One script, and the session that it runs in.
private struct ScriptRun {
  private let file: ScriptFile
  private let console: Console
  private let options: SessionOptions
  private let report: ReportFlags
  private let exports: [Export]
  private let recorder: NotebookRecorder?
  private let interrupts: Interrupts
  private let job: DistributedJob?

  init(
    file: ScriptFile, keepsScript: Bool, report: ReportFlags, options: SessionOptions, share: Share?, steals: Bool,
    exports: [Export],
    stop: StopFlag,
    interrupts: Interrupts, job: DistributedJob?
  ) {
    self.interrupts = interrupts
    self.job = job
    self.file = file
    self.report = report
    self.options = options
    self.exports = exports
    var recorder: NotebookRecorder?
    console = Console(
      options: options, scriptFolder: file.folder, figureName: file.title,
      scriptName: file.isFile ? file.name : nil, scriptText: keepsScript ? file.source.text : nil, share: share,
      stealsTrainings: steals, stop: stop, job: job
    ) { output in
      guard job?.isLeader ?? true else { return SilentOutput() }
      guard !exports.isEmpty else { return output }
      let listener = NotebookRecorder(
        NotebookKeeper(
          file.source, drawsDarkly: exports.contains { $0.format == .html },
          drawsPages: exports.contains { $0.format == .ipynb }), passingOnTo: output)
      recorder = listener
      return listener
    }
    self.recorder = recorder
  }

  /// Whether the run left trainings to other shares.
  var leavesTrainings: Bool { (console.session.share?.deferred ?? 0) > 0 }
  /// Trainings that the run did itself, of a share.
  var trained: Int { console.session.share?.trained ?? 0 }

  /// Checks the script, and leaves where it does not check, or was stopped.
  func check() throws -> CheckReport {
    let report = console.session.check(file.source, isWhole: true)
    if report.wasStopped { throw interruption }
    for problem in report.settingProblems { console.output.complain(problem) }
    if !report.errors.isEmpty { console.output.report(report.errors) }
    job?.failure = report.errors.first?.message
    guard report.errors.isEmpty, report.settingProblems.isEmpty else { throw ExitStatus.wrongUsage.asError }
    return report
  }

  /// Runs the checked script, writes what came of it, also of a script that failed, and ends by naming the figures.
  func run(_ report: CheckReport) throws {
    var failure: ScriptFailure?
    do throws(ScriptFailure) {
      try console.session.run(report, beginning: { recorder?.begin($0) })
    } catch {
      failure = error
    }
    let diagnostics = failure?.diagnostics ?? []
    let wasStopped = if case .interrupted? = failure { true } else { false }
    recorder?.finish(failure: diagnostics, wasStopped: wasStopped)
    // Before the export, which may fail too.
    if !diagnostics.isEmpty { console.output.report(diagnostics) }
    job?.failure = diagnostics.first?.message
    try export(report, ending: wasStopped ? .interrupted : failure == nil ? nil : .failed)
    switch failure {
    case .doesNotCheck?: throw ExitStatus.wrongUsage.asError
    case .failed?: throw ExitStatus.failed.asError
    case .interrupted?: throw interruption
    case nil: break
    }
    if let summary = console.session.lesson.summary { console.output.note(summary) }
    if let share = console.session.share { console.output.note(share.summary) }
    guard !console.output.figurePaths.isEmpty else { return }
    console.output.note("\nfigures:\n" + console.output.figurePaths.map { "  " + $0 }.joined(separator: "\n"))
  }

  /// Says that the script was stopped, and gives what the program leaves with.
  private var interruption: ExitCode {
    console.output.note("interrupted")
    return ExitStatus.endedBy(interrupts.ending ?? SIGINT).asError
  }

  private func export(_ checked: CheckReport, ending: ReportFacts.Ending?) throws {
    guard let recorder else { return }
    let parameters = console.session.parameterValues(of: checked)
    var facts = ReportFacts(
      title: file.title, script: file.name, version: Version.short, seed: options.seed,
      parameters: parameters.map { .init(name: $0.name, value: $0.value) })
    facts.authors = report.authors
    (facts.date, facts.today) = (report.date, Surroundings().today)
    facts.ending = ending
    for export in exports {
      do {
        try export.write(recorder.keeper, facts: facts, options: report.options, scriptFolder: file.folder) { problem in
          console.output.note("\(export.path): \(problem)")
        }
      } catch {
        console.output.complain("\(error)")
        throw ExitStatus.failed.asError
      }
      console.output.note("wrote \(export.path)")
    }
  }
}

extension ScriptFailure {
  /// What there is to say of it.
  var diagnostics: [Diagnostic] {
    switch self {
    case .doesNotCheck(let diagnostics): diagnostics
    case .failed(let diagnostic): [diagnostic]
    case .interrupted: []
    }
  }
}

extension ScriptFile {
  /// The script that lines of the command line make; leaves with what is wrong where they make none.
  static func onLine(_ lines: [String]) throws -> ScriptFile {
    do {
      return try ScriptFile(lines: lines)
    } catch {
      throw Complaint.leaving("\(error)")
    }
  }

  /// Reads a script, and leaves with what is wrong where that fails.
  static func named(_ path: String) throws -> ScriptFile {
    if path.hasSuffix(".ipynb") {
      let script = path.dropLast(5) + "darkroom"
      throw Complaint.leaving(
        "\(path) is a notebook; `darkroom convert \(path) \(script)` makes a script of it, and "
          + "`jupyter nbconvert --to notebook --execute \(path)` runs it with the Darkroom kernel")
    }
    do {
      return try ScriptFile(path: path)
    } catch {
      throw Complaint.leaving("\(error)")
    }
  }
}
