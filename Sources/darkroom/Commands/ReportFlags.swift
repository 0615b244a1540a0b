import ArgumentParser
import FoundationEssentials
import Notebooks

/// The options that say what a report shows, and of whom.
struct ReportFlags: ParsableArguments {
  @Flag(name: .customLong("hide-code"), help: "Leave the code out of a report; what it gave stays.")
  var hidesCode = false

  @Flag(name: .customLong("toc"), help: "Begin a report with a table of its contents.")
  var hasContents = false

  @Option(
    name: .customLong("author"),
    help: ArgumentHelp(
      "Who wrote a report, in the place of what its first cell says; may be repeated.", valueName: "name"))
  var authors: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When a report was written, as it is to be read; today is the day's date.", valueName: "date"),
    completion: .list(["today"]))
  var date: String?

  /// An option that was given, and makes no difference where no report is written; nil where none was.
  var given: String? {
    if hidesCode { return "--hide-code" }
    if hasContents { return "--toc" }
    if !authors.isEmpty { return "--author" }
    return date == nil ? nil : "--date"
  }

  /// What a report shows.
  var options: ReportOptions { ReportOptions(hidesCode: hidesCode, hasContents: hasContents) }
}

extension Surroundings {
  /// The day's date, by the clock, or by `$SOURCE_DATE_EPOCH` where that is set.
  var today: String {
    let day = sourceDate.map { Date(timeIntervalSince1970: Double($0)) } ?? Date()
    return day.formatted(Date.ISO8601FormatStyle().year().month().day())
  }
}
