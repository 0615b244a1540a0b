import ArgumentParser
import Basics
import FoundationEssentials
import ScriptLanguage
import ScriptRuntime

/// `darkroom docs`: opens the documentation in a browser, or makes it.
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Open the documentation in a browser.",
    discussion: """
      `darkroom docs train` opens the page of a command, with its example and what that draws. Where no browser can be \
      started, the page's place is printed.
      """)

  @Argument(
    help: ArgumentHelp("A command of the script language, such as train.", valueName: "command"),
    completion: .command)
  var topic: String?

  @Flag(name: .customLong("path"), help: "Print where the page lies, and open nothing.") var printsPath = false

  @ArgumentParser.Option(
    name: .customLong("build"),
    help: ArgumentHelp(
      "Make the site in a folder, from the pages of the repository that is the working directory.", valueName: "dir",
      visibility: .hidden))
  var destination: String?

  mutating func validate() throws {
    if destination != nil, topic != nil || printsPath {
      throw ValidationError("--build makes the site, and opens nothing.")
    }
    if let topic, CommandTable.row(named: topic) == nil {
      let misses = NearMisses.of(topic, among: CommandTable.rows.map(\.name)).map { "`\($0)`" }.joined(separator: ", ")
      throw ValidationError(
        "there is no page on “\(topic)”" + (misses.isEmpty ? "." : "; did you mean \(misses)?"))
    }
  }

  mutating func run() throws {
    if let destination { return try build(in: destination) }
    guard let folder = InstalledDocumentation.folder else {
      throw Complaint.leaving("the documentation does not lie beside the program; `make docs` makes it", .failed)
    }
    let path = folder.appendingPath(topic.map(DocumentationTable.path(ofCommand:)) ?? "index.html")
    if printsPath || !Browser.opens(path, environment: Surroundings().environment) {
      Terminal(descriptor: 1, allowsColor: false).write(path + "\n")
    }
  }

  private func build(in folder: String) throws {
    let remarks = Terminal(descriptor: 2, allowsColor: false)
    let site = DocumentationSite(root: FileManager.default.currentDirectoryPath) { remarks.write($0 + "\n") }
    do { try site.write(to: folder) } catch { throw Complaint.leaving("\(error)", .failed) }
  }
}
