import ArgumentParser
import Basics

/// `darkroom completion SHELL`: writes the script by which a shell completes what is typed behind `darkroom`.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Write the script by which bash, zsh or fish completes arguments.",
    discussion: """
      Tab then offers commands, options, files by their endings, what there is help on, and behind --set the params of \
      the script on the line. `make install` puts the scripts where the shells look for them; by hand,

        darkroom completion bash > ~/.local/share/bash-completion/completions/darkroom
        darkroom completion zsh > ~/.zfunc/_darkroom        # with fpath+=~/.zfunc before compinit
        darkroom completion fish > ~/.config/fish/completions/darkroom.fish
      """)

  @Argument(
    help: ArgumentHelp("The shell: \(oneOf(CompletionScript.shells)).", valueName: "shell"),
    completion: .list(CompletionScript.shells))
  var shell: String

  mutating func run() throws {
    guard let script = CompletionScript.text(for: shell) else {
      throw Complaint.leaving("there is no completion for “\(shell)”; expected \(oneOf(CompletionScript.shells))")
    }
    Terminal(descriptor: 1, allowsColor: false).write(script)
  }
}
