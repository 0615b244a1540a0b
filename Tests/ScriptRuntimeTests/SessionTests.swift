import Basics
import Datasets
import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing
import Training

@Suite(.serialized) struct SessionTests {
  /// Stops a session after so many steps of a training.
  final class StoppingOutput: SessionOutput {
    var flag: StopFlag?
    let steps: Int
    init(after steps: Int) { self.steps = steps }
    func print(_ text: String) {}
    func display(_ text: String) {}
    func page(_ text: String) {}
    func clear(wait: Bool) {}
    func show(_ figure: ShownFigure) {}
    func note(_ text: String) {}
    func warn(_ diagnostic: Diagnostic) {}
    var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
    func training(_ event: TrainingEvent) {
      if case .step(let progress) = event, progress.step == steps { flag?.set() }
    }
  }

  @Test func stoppedTrainingKeepsModelLogAndSession() throws {
    let output = StoppingOutput(after: 3)
    let session = Session(
      settings: Session.Settings(workspace: Workspace(scriptFolder: "/nowhere", outputFolder: "/nowhere")),
      output: output)
    output.flag = session.stop
    let script = """
      d = load sketches count=80
      model = autoencoder latent=4 width=4
      log = train model on=d batch=16
      never = 1
      """
    #expect(throws: ScriptFailure.self) {
      try session.run(session.check(SourceText(name: "test.darkroom", text: script)))
    }
    session.stop.clear()
    guard case .log(let log)? = session.variables["log"] else {
      Issue.record("the log is gone")
      return
    }
    #expect(log.batchLosses.count == 3)
    #expect(log.outcome == .stopped)
    #expect(session.variables["never"] == nil)
    try session.run(session.check(SourceText(name: "test.darkroom", text: "after = (log.steps + model.epochs)")))
    #expect(session.variables["after"]?.displayText == "3")
  }

  /// Stops a session when it shows or prints something.
  private final class InterruptingOutput: SessionOutput {
    var flag: StopFlag?
    func print(_ text: String) { flag?.set() }
    func display(_ text: String) {}
    func page(_ text: String) {}
    func clear(wait: Bool) {}
    func show(_ figure: ShownFigure) { flag?.set() }
    func note(_ text: String) {}
    func warn(_ diagnostic: Diagnostic) {}
    var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
    func training(_ event: TrainingEvent) {}
  }

  @Test("What is stopped is not assigned, and not remembered as what worked; a loop stays as far as it came")
  func stoppedStatementsLeaveNothing() throws {
    let output = InterruptingOutput()
    let session = Session(
      settings: Session.Settings(workspace: Workspace(scriptFolder: "/nowhere", outputFolder: "/nowhere")),
      output: output)
    output.flag = session.stop
    let entries = [
      "d = load sketches count=4", "figure = show d", "for i in 1..3\n    a = i\n    print a\nend", "b = 1",
    ]
    for entry in entries {
      do throws(ScriptFailure) {
        try session.enter(entry)
      } catch {
        guard case .interrupted = error else { throw error }
      }
      session.stop.clear()
    }
    #expect(Array(session.variables.keys) == ["d", "i", "a", "b"])
    #expect(session.variables["a"]?.displayText == "1")
    #expect(session.history.entries.map { $0.worked.isEmpty } == [false, true, false, false])
  }

  @Test func exactSumsStayUntilTheDeviceIsNamedAgain() throws {
    let bench = try Bench()
    let training = """
      seed 0
      model = autoencoder latent=8
      log = train model on=d batch=16 epochs=2
      """
    func losses(_ device: String) throws -> [Float] {
      let said = bench.run(device + "\nd = load sketches count=64\n" + training)
      #expect(said.hasPrefix("device: a processor, 2 threads\(device.hasSuffix("yes") ? ", exact" : "")\n"))
      guard case .log(let log)? = bench.session.variables["log"] else { return [] }
      return log.batchLosses
    }
    let fast = try losses("device cpu")
    let exact = try losses("device cpu exact=yes")
    #expect(fast.count == 8 && exact.count == 8)
    #expect(exact == (try losses("device cpu exact=yes")))
    #expect(fast == (try losses("device cpu")))
    #expect(exact != fast)
    for (a, b) in zip(exact, fast) { #expect(abs(a - b) < 1e-5 * b) }
  }

  @Test("Where a training diverged it is said what was no finite number: a loss, a validation’s loss, or the weights")
  func divergence() throws {
    let bench = try Bench()
    func said(_ options: String) -> String {
      bench.run(
        """
        d = load sketches count=64
        m = autoencoder latent=4 width=4
        l = train m on=d optimizer=sgd \(options)
        l
        """)
    }
    let batch = said("lr=1e39 epochs=1 batch=32")
    #expect(batch.contains("warning: the loss of step 2 is no finite number, and the training ended"))
    #expect(batch.contains("note: it began in layer 1 of the encoder") && batch.contains("\nthe loss of step 2 is no"))
    let validation = said("lr=1e39 epochs=1 batch=64 validate=d")
    #expect(validation.contains("warning: the validation loss of epoch 1 is no finite number, and the training ended"))
    let weights = said("lr=1e39 epochs=1 batch=64")
    #expect(
      weights.contains("warning: the weights after step 1 are no longer finite numbers, and the training ended"))
    #expect(weights.contains("\nthe weights after step 1 are no longer") && !weights.contains("it began in"))
    #expect(weights.contains("the model has the weights from before the training"))
  }

  @Test(
    "Losses of a milliard have no decimals, and those of a milliardth all digits that tell something",
    arguments: [("10000000000", "e9"), ("0.000000001", "e-10")])
  func extremeLosses(factor: String, exponent: String) throws {
    let said = try Bench().run(
      """
      d = load sketches count=64
      m = autoencoder latent=4 width=4
      l = train m on=d epochs=1 batch=32 loss=(\(factor) * mse)
      l
      """)
    let row = said.split(separator: "\n").last?.split(separator: " ").map(String.init) ?? []
    #expect(row.count == 4 && row[1...2].allSatisfy { $0.count <= 10 && $0.hasSuffix(exponent) }, "\(said)")
  }

  @Test func displaysByRuleEight() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      # %% One
      d = load sketches count=20
      d
      seed 1
      m = autoencoder latent=4 width=4
      # %% Two
      pick d 0..2
      # %% Three
      pick d 3,4
      x = 1e-3
      (x / 2)
      d.count
      """)
    #expect(
      said == """
        test.darkroom:12:1: warning: `d.count` is text here: a property is read in parentheses
            12 | d.count
               | ^^^^^^^
          did you mean `(d.count)`?
        sketches, training: 20 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
        sketches, training: 3 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
        sketches, training: 2 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
        0.0005
        d.count

        """)
  }

  @Test func familiesAreInTheOrderInWhichTheyWereMade() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        """
        x[1000] = 3
        x[20] = 1
        x[200] = 2
        x
        for value in x 7..9
            print "{value}"
        end
        (x[20] + x[200])
        """) == "[1000]  3\n[20]  1\n[200]  2\n3\n1\n2\n7\n8\n9\n3\n")
  }

  @Test func sameSeedSameModelAndModelsAreReferences() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        """
        d = load sketches count=32
        seed 3
        a = autoencoder latent=4 width=4
        seed 3
        b = autoencoder latent=4 width=4
        c = a
        k = copy a
        l = train a on=d epochs=1
        ea = evaluate a d
        eb = evaluate b d
        ec = evaluate c d
        ek = evaluate k d
        (ea.loss == ec.loss)
        (eb.loss == ek.loss)
        (ea.loss == eb.loss)
        l = train a on=d epochs=1
        (a.epochs)
        """) == "yes\nyes\nno\nnote: training goes on after epoch 1\n2\n")
  }

  @Test func parametersAreSetAndTyped() throws {
    let bench = try Bench(parameters: [("epochs", "3"), ("rate", "1"), ("data", "sketches"), ("sizes", "4,8")])
    #expect(
      bench.run(
        """
        param epochs = 10
        param rate = 0.5
        param data = cifar10
        param sizes = 200,1000
        print epochs rate data sizes
        """) == "3 1 sketches 4,8\n")
  }
}
