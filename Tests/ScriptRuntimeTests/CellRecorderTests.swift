import Datasets
import ScriptRuntime
import Testing

@Suite struct CellRecorderTests {
  /// Keeps the texts of what it is given; notes are no outputs to it.
  private final class Keeper: CellOutputKeeper {
    var kept: [String] = []

    func isOutput(_ output: RecordedOutput) -> Bool { if case .note = output { false } else { true } }

    func keep(_ output: RecordedOutput) {
      switch output {
      case .printed(let text): kept.append("printed \(text)")
      case .displayed(let value): kept.append("displayed \(value.text)")
      case .page(let text): kept.append("page \(text)")
      case .note(let text): kept.append("note \(text)")
      case .remark(let text): kept.append("remark \(text)")
      case .cleared(let wait): kept.append("cleared \(wait)")
      case .warning, .training: kept.append("other")
      }
    }

    func keep(_ figure: ShownFigure) { kept.append("figure \(figure.number)") }

    var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
  }

  private let recorder = CellRecorder(Keeper())

  @Test("A value with no output behind it is the result, and is told once")
  func result() {
    recorder.print("a")
    recorder.display("b")
    recorder.note("c")
    #expect(recorder.takeResult()?.text == "b")
    #expect(recorder.takeResult() == nil)
    recorder.remark("d")
    #expect(recorder.keeper.kept == ["printed a", "note c", "remark d"])
  }

  @Test("A value that an output follows comes before it, and is no result")
  func followedValues() {
    recorder.display("a")
    recorder.display("b")
    recorder.page("c")
    recorder.display("d")
    recorder.clear(wait: true)
    #expect(recorder.keeper.kept == ["displayed a", "displayed b", "page c", "displayed d", "cleared true"])
    #expect(recorder.takeResult() == nil)
  }

  @Test("What ends a cell early makes its value an output like others")
  func released() {
    recorder.display("a")
    recorder.releaseValue()
    recorder.releaseValue()
    #expect(recorder.keeper.kept == ["displayed a"])
    #expect(recorder.takeResult() == nil)
  }

  @Test("Another who listens hears all at once")
  func listener() {
    let listener = RecordingOutput()
    let recorder = CellRecorder(Keeper(), passingOnTo: listener)
    recorder.display("a")
    recorder.note("b")
    recorder.print("c")
    #expect(listener.text == "a\nnote: b\nc\n")
    #expect(recorder.keeper.kept == ["note b", "displayed a", "printed c"])
  }
}
