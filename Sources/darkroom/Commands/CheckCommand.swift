import ArgumentParser
import Basics
import ScriptRuntime

/// `darkroom check FILE…`: says whether scripts would run, and about how long their trainings would take.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check scripts without running them, and estimate how long their trainings take.")

  @Argument(help: ArgumentHelp("A script; - is standard input.", valueName: "file"), completion: .script)
  var files: [String]
  @Flag(name: .long, help: "Print what was found as JSON, a member of a list for each script.") var json = false
  @OptionGroup var sharing: ShareOptions
  @OptionGroup var options: SessionOptions

  mutating func run() throws {
    let share = try sharing.share(in: Surroundings())
    var isWrong = false
    var found: [JSONValue] = []
    for path in files {
      let file = try ScriptFile.named(path)
      let console = Console(options: options, scriptFolder: file.folder, figureName: file.title)
      let report = console.session.check(file.source, isWhole: true)
      let runs = report.errors.isEmpty && report.settingProblems.isEmpty
      if !runs { isWrong = true }
      let speed = report.trainings.isEmpty || !runs ? 0 : console.session.measuredOperationsPerSecond()
      if json {
        found.append(report.json(path: file.source.name, operationsPerSecond: speed))
        continue
      }
      for problem in report.settingProblems { console.output.complain(problem) }
      // What is expected to fail is no mistake.
      let diagnostics = report.errors + report.warnings
      if !diagnostics.isEmpty { console.output.report(diagnostics) }
      guard runs else { continue }
      console.output.display(Self.summary(of: report, in: console, speed: speed, path: file.source.name))
      guard let share, !report.trainings.isEmpty else { continue }
      let plan = SharePlan(report.trainings, shares: share.count, operationsPerSecond: speed)
      for line in plan.lines { console.output.display("  " + line) }
    }
    if json { Terminal(descriptor: 1, allowsColor: false).write(JSONValue.list(found).lines) }
    if isWrong { throw ExitStatus.wrongUsage.asError }
  }

  /// `lesson.darkroom: no mistakes; 2 trainings, about 12:30`
  private static func summary(of report: CheckReport, in console: Console, speed: Double, path: String) -> String {
    guard !report.trainings.isEmpty else { return "\(path): no mistakes" }
    let times = report.trainings.map { $0.seconds(operationsPerSecond: speed) }
    let known = times.compactMap(\.self)
    let count = report.trainings.count
    var text = "\(path): no mistakes; \(countText(count, "training"))"
    if !known.isEmpty {
      text += ", about \(clockText(known.reduce(0, +))) on \(countText(console.session.settings.threads, "thread"))"
    }
    if known.isEmpty {
      text += ", how long only the run knows"
    } else if known.count < count {
      text += ", without \(countText(count - known.count)) whose size only the run knows"
    }
    return text
  }
}

extension CheckReport {
  /// What was found in a script, for other programs.
  fileprivate func json(path: String, operationsPerSecond speed: Double) -> JSONValue {
    [
      "file": .text(path), "errors": .list(errors.map(\.json)), "warnings": .list(warnings.map(\.json)),
      "settings": .list(settingProblems.map(JSONValue.text)),
      "trainings": .list(trainings.map { $0.json(operationsPerSecond: speed) }),
    ]
  }
}

extension ForeseenTraining {
  fileprivate func json(operationsPerSecond speed: Double) -> JSONValue {
    [
      "line": .integer(line), "epochs": .integer(epochs), "images": images.map(JSONValue.integer) ?? .null,
      "seconds": seconds(operationsPerSecond: speed).map(JSONValue.number) ?? .null,
    ]
  }
}
