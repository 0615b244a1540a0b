import Basics
import FoundationEssentials
import Notebooks
import ScriptLanguage
import ScriptRuntime

/// A script of the documentation, run for what its page shows: in a session of its own, whose files are thrown away.
struct ExampleRun {
  /// A script that does not run, which the documentation must not hold.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The executed notebook.
  let notebook: Notebook
  /// Its drawings in the dark theme, by the same drawings in the light one.
  let dark: DarkForms

  /// Runs a script; files that it reads are looked for in the folder.
  init(_ source: SourceText, in folder: String) throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "darkroom-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: output) }
    let options = try SessionOptions.parse(["--quiet", "--store", "none", "--output", output])
    let recorder = NotebookRecorder(NotebookKeeper(source, drawsDarkly: true), passingOnTo: SilentOutput())
    let session = Session(
      settings: options.settings(in: Surroundings(), scriptFolder: folder, scriptName: source.name), output: recorder)
    do throws(ScriptFailure) {
      try session.run(session.check(source), beginning: { recorder.begin($0) })
    } catch {
      throw Failure(description: "\(source.name) does not run:\n\(DiagnosticRenderer().render(error.diagnostics))")
    }
    recorder.finish()
    (notebook, dark) = (recorder.keeper.notebook, recorder.keeper.dark)
  }
}
