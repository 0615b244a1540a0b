import ArgumentParser
import Basics

/// The script by which a shell completes the program's arguments.
///
/// The argument parser writes it, from the same declarations as `--help`. It adds a `help` of its own to them, which would
/// stand in the way of ours.
enum CompletionScript {
  /// The shells that there is one for.
  static var shells: [String] { CompletionShell.allCases.map(\.rawValue).sorted() }

  /// The script for a shell; nil for one that there is none for.
  static func text(for shell: String) -> String? {
    guard let shell = CompletionShell(rawValue: shell) else { return nil }
    let script = withoutSecondHelp(DarkroomCommand.completionScript(for: shell))
    return shell == .bash ? script + bashEnding : script + "\n"
  }

  /// A script that knows `help` once: the words that the parser offers for its own one are left out, and the function
  /// that would complete it, the second of that name.
  private static func withoutSecondHelp(_ script: String) -> String {
    var script = script.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("Show subcommand help information.") }.joined(separator: "\n")
    if let last = DarkroomCommand.configuration.subcommands.last?.configuration.commandName {
      script = script.replacing(" \(last) help'", with: " \(last)'")
    }
    let opening = "\n_darkroom_help() {\n"
    guard let first = script.firstRange(of: opening),
      let second = script[first.upperBound...].firstRange(of: opening),
      let end = script[second.upperBound...].firstRange(of: "\n}\n")
    else { return script }
    script.removeSubrange(second.lowerBound..<end.upperBound)
    return script
  }

  /// Bash writes a space behind whatever is complete, and behind `epochs=` a value is to come; and it takes `epochs`, `=` and
  /// `10` for three words, where the program has one.
  private static let bashEnding = """


    _darkroom_by_words() {
        local -i sign=0
        [[ "${COMP_WORDS[COMP_CWORD]}" = '=' ]] && sign="${COMP_CWORD}"
        [[ "${COMP_CWORD}" -gt 0 && "${COMP_WORDS[COMP_CWORD - 1]}" = '=' ]] && sign="$((COMP_CWORD - 1))"
        if [[ "${sign}" -lt 3 || "${COMP_WORDS[sign - 2]}" != '--set' ]]; then
            _darkroom "$@"
            [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *= ]] && compopt -o nospace
            return
        fi
        local -r name="${COMP_WORDS[sign - 1]}="
        local value=
        [[ "${sign}" -lt "${COMP_CWORD}" ]] && value="${COMP_WORDS[COMP_CWORD]}"
        local -a COMP_WORDS=("${COMP_WORDS[@]::sign - 1}" "${name}${value}")
        local -i COMP_CWORD="$((sign - 1))"
        _darkroom "$1" "${name}${value}" --set
        COMPREPLY=("${COMPREPLY[@]#"${name}"}")
    }
    complete -o filenames -F _darkroom_by_words darkroom

    """
}
