import Basics
import ScriptLanguage
import ScriptRuntime

/// A session with the terminal it talks to.
struct Console {
  let session: Session
  let output: ConsoleOutput
  /// Shows figures in the terminal; nil where they are not.
  let figures: TerminalFigures?

  /// Begins a session for a script, or for the prompt, which the flag stops; what it says goes through `listening`, where
  /// that is given.
  init(
    options: SessionOptions, scriptFolder: String, figureName: String, scriptName: String? = nil,
    scriptText: String? = nil, isPrompt: Bool = false, share: Share? = nil, stealsTrainings: Bool = false,
    stop: StopFlag = StopFlag(),
    job: DistributedJob? = nil,
    listening: (any SessionOutput) -> any SessionOutput = { $0 }
  ) {
    let surroundings = Surroundings()
    let clock = ContinuousClock()
    let start = clock.now
    let values = Terminal(descriptor: 1, allowsColor: surroundings.allowsColor)
    figures = options.pictureChoice(standard: isPrompt ? "auto" : "off").map {
      TerminalFigures(on: values, choice: $0, environment: surroundings.environment)
    }
    output = ConsoleOutput(
      values: values,
      remarks: Terminal(descriptor: 2, allowsColor: surroundings.allowsColor), isQuiet: options.quiet,
      outputFolder: options.output, figureName: figureName, keepsEarlierFigures: isPrompt, figures: figures,
      stop: stop,
      now: { (clock.now - start) / .seconds(1) }
    )
    var settings = options.settings(in: surroundings, scriptFolder: scriptFolder, scriptName: scriptName)
    settings.scriptText = scriptText
    (settings.share, settings.stealsTrainings) = (share, stealsTrainings)
    if let job {
      settings.processes = job.others
      settings.threads = options.computing.threads ?? job.threads(processors: surroundings.processors)
    }
    session = Session(settings: settings, output: listening(output), stop: stop)
  }
}

extension Terminal {
  /// Says what a signal does, over the bar of a training, which is drawn again; a reader that keeps it waiting keeps nobody
  /// else waiting.
  func announce(_ words: String) {
    let impatience = StopFlag()
    impatience.set()
    write((obeysCodes ? "\r\u{1B}[K" : "") + words + "\n", unless: impatience)
  }
}
