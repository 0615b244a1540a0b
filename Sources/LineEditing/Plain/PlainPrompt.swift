import Basics

/// Reads entries without editing them, from a file, a pipe or a terminal.
struct PlainPrompt {
  let input: DescriptorInput
  let output: Int32
  /// What is written before the first line and before the others, if anything is.
  let prompts: (first: String, next: String)?

  func readEntry(completeness: (String) -> Completeness) -> Entry {
    let modes = prompts == nil ? nil : TypedEcho(input.descriptor)
    defer { modes?.restore() }
    var text: String?
    while true {
      if let prompts { write(text == nil ? prompts.first : prompts.next, to: output) }
      guard let line = input.nextLine() else {
        if prompts != nil { write("\n", to: output) }
        return text.map { .text($0) } ?? .end
      }
      let entry = text.map { $0 + "\n" + line } ?? line
      guard case .incomplete = completeness(entry) else { return .text(entry) }
      text = entry
    }
  }
}

/// Writes text to a descriptor; what cannot be written is lost, as there is nowhere else to say so.
func write(_ text: String, to descriptor: Int32) { try? Descriptor.write(text.utf8, to: descriptor) }
