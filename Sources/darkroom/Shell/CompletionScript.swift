import ArgumentParser

/// The script by which a shell completes the program's arguments.
///
/// The argument parser writes it, from the same declarations as `--help`.
enum CompletionScript {
  /// The shells that there is one for.
  static var shells: [String] { CompletionShell.allCases.map(\.rawValue) }

  /// The script for a shell; nil for one that there is none for.
  static func text(for shell: String) -> String? {
    guard let shell = CompletionShell(rawValue: shell) else { return nil }
    let script = DarkroomCommand.completionScript(for: shell)
    return shell == .bash ? script + bashEnding : script + "\n"
  }

  /// Bash writes a space behind whatever is complete, and behind `epochs=` a value is to come.
  private static let bashEnding = """


    _darkroom_without_space() {
        _darkroom "$@"
        if [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *= ]]; then
            compopt -o nospace
        fi
    }
    complete -o filenames -F _darkroom_without_space darkroom

    """
}
