import ArgumentParser
import Basics

/// The manual page of the program, for `man darkroom`: made of the same declarations as `--help`.
///
/// Source: groff_man(7).
struct ManualPage {
  /// The page's text.
  private(set) var text = ""

  /// Writes the page of the program.
  init() {
    let declared = try? JSONValue(json: DarkroomCommand._dumpHelp().utf8)
    guard let command = declared?["command"] else { return }
    text += ".TH DARKROOM 1 \"\" \"\(Version.short)\" \"User Commands\"\n"
    section("NAME")
    text += "darkroom \\- \(Self.escaped(Self.sentence(command)))\n"
    section("SYNOPSIS")
    text += ".B darkroom\n.RI [ command ]\n.RI [ argument \" ...]\"\n"
    section("DESCRIPTION")
    paragraphs(command["discussion"]?.text)
    section("COMMANDS")
    for subcommand in command["subcommands"]?.list ?? [] { write(subcommand, under: "darkroom") }
    section("ENVIRONMENT")
    for variable in Self.environment { item(.init(variable.name), variable.meaning) }
    section("SEE ALSO")
    text += "`darkroom help` lists the commands of the script language, and `darkroom help train` explains one.\n"
  }

  private static let environment: [(name: String, meaning: String)] = [
    ("DARKROOM_DATA", "The folder where data sets lie; looked into before ~/.cache/darkroom."),
    ("DARKROOM_STORE", "The folder that keeps trainings, or none."),
    ("SOURCE_DATE_EPOCH", "The seconds since 1970 that figures give as the time at which they were made."),
    ("NO_COLOR", "Whatever it is, the terminal gets no colours."),
  ]

  private mutating func write(_ command: JSONValue, under parent: String) {
    guard command["shouldDisplay"]?.boolean ?? true, let word = command["commandName"]?.text else { return }
    let name = "\(parent) \(word)"
    let subcommands = command["subcommands"]?.list ?? []
    let arguments = (command["arguments"]?.list ?? []).filter { $0["shouldDisplay"]?.boolean ?? true }
    let isDone = word == "help" && parent != "darkroom"
    if isDone { return }
    text += ".SS \"\(Self.escaped(name))\(Self.escaped(Self.positions(arguments)))\"\n"
    paragraphs(command["abstract"]?.text)
    paragraphs(command["discussion"]?.text)
    for argument in arguments where argument["kind"]?.text != "positional" || argument["abstract"]?.text != nil {
      guard argument["names"]?.list?.first?["name"]?.text != "h" else { continue }
      item(Self.label(argument), Self.meaning(argument))
    }
    for subcommand in subcommands { write(subcommand, under: name) }
  }

  /// ` [options] <file> ...`, as far as there are any.
  private static func positions(_ arguments: [JSONValue]) -> String {
    let positions = arguments.filter { $0["kind"]?.text == "positional" }.map { argument in
      let name =
        "<\(argument["valueName"]?.text ?? "value")>" + (argument["isRepeating"]?.boolean ?? false ? "..." : "")
      return argument["isOptional"]?.boolean ?? false ? "[\(name)]" : name
    }
    return positions.map { " " + $0 }.joined()
  }

  /// An argument's names, and what stands for its value.
  private struct Label {
    var names: [String]
    var value: String?

    init(_ name: String) { names = [name] }
    init(names: [String], value: String?) { (self.names, self.value) = (names, value) }
  }

  private static func label(_ argument: JSONValue) -> Label {
    let names = (argument["names"]?.list ?? []).map { name in
      (name["kind"]?.text == "long" ? "--" : "-") + (name["name"]?.text ?? "")
    }
    let value = argument["kind"]?.text == "flag" ? nil : argument["valueName"]?.text
    return Label(names: names, value: value)
  }

  private static func meaning(_ argument: JSONValue) -> String {
    let standard = argument["defaultValue"]?.text.map { " (default: \($0))" } ?? ""
    return (argument["abstract"]?.text ?? "") + standard
  }

  private static func sentence(_ command: JSONValue) -> String {
    let text = command["abstract"]?.text ?? ""
    return text.prefix(1).lowercased() + text.dropFirst().prefix { $0 != "." }
  }

  private mutating func section(_ title: String) { text += ".SH \(title)\n" }

  private mutating func item(_ label: Label, _ meaning: String) {
    let names = label.names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
    let value = label.value.map { "\\fI\(Self.escaped($0))\\fR" }
    text += ".TP\n\([names, value].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "))\n"
    text += Self.line(meaning) + "\n"
  }

  /// Paragraphs, which empty lines part; lines that are set in are examples, and stay as they are.
  private mutating func paragraphs(_ prose: String?) {
    guard let prose, !prose.isEmpty else { return }
    var isExample = false
    for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
      let indents = line.hasPrefix("  ")
      if indents != isExample, !line.isEmpty {
        text += indents ? ".EX\n" : ".EE\n.PP\n"
        isExample = indents
      }
      text += line.isEmpty ? (isExample ? "" : ".PP\n") : Self.line(String(line)) + "\n"
    }
    if isExample { text += ".EE\n" }
    text += ".PP\n"
  }

  /// A line of text that is no request to the formatter.
  private static func line(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\"", with: "\\(dq")
  }
}
