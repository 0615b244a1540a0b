import Basics
import NeuralNetworks
import Options
import TensorMath
import Testing
import Training

@Suite(.serialized) struct LogFilesTests {
  let log: TrainingLog

  init() throws {
    log = Trainer(
      try smallModel(), configuration: TrainingConfiguration(epochs: 2, batchSize: 16),
      compute: ComputeContext(threads: 1),
      now: tickingClock()
    ).run(on: smallImages(40), validating: smallImages(20), random: stream())
  }

  @Test("The CSV has a row a batch, and a row an epoch for the validation")
  func csv() throws {
    let losses = log.batchLosses
    let first = try #require(log.epochs[0].validationMean), second = try #require(log.epochs[1].validationMean)
    #expect(
      log.csv() == """
        step,epoch,split,loss
        1,1,training,\(losses[0])
        2,1,training,\(losses[1])
        3,1,training,\(losses[2])
        3,1,validation,\(first)
        4,2,training,\(losses[3])
        5,2,training,\(losses[4])
        6,2,training,\(losses[5])
        6,2,validation,\(second)

        """)
  }

  @Test("The line of an epoch tells its losses, their terms and metrics, and how fast it was")
  func lines() throws {
    let objective = Objective(
      TermSum([WeightedTerm(weight: 1, term: Term("mse")), WeightedTerm(weight: 0.5, term: Term("l1"))]))
    var configuration = TrainingConfiguration(epochs: 2, batchSize: 16, objective: objective)
    configuration.metrics = [MetricTable.table.make(Term("psnr"))]
    var lines: [String] = []
    let log = Trainer(
      try smallModel(),
      configuration: configuration,
      compute: ComputeContext(threads: 1), now: tickingClock()
    ).run(on: smallImages(40), validating: smallImages(20), random: stream()) { event in
      if case .epoch(let record, let progress) = event { lines.append(record.text(of: progress, images: 40)) }
    }
    for (record, line) in zip(log.epochs, lines) {
      let measured = record.measurements
      #expect(
        measured.termNames(of: .validation) == ["mse", "l1"] && measured.termNames(of: .training) == ["mse", "l1"])
      func text(_ name: String) throws -> String { fixed(try #require(measured[name]), decimals: 4) }
      let wanted =
        "epoch \(record.number)/2  training \(try text("training"))  validation \(try text("validation")) "
        + "(mse \(try text("validation_mse")), l1 \(try text("validation_l1")))  "
        + "psnr \(significant(try #require(measured["psnr"]), digits: 4))"
      #expect(record.text(of: 2) == wanted)
      let speed = "  \(Int((40 / record.trainingSeconds).rounded())) images/s"
      #expect(line.hasPrefix(wanted + speed))
      #expect(line.hasSuffix(" left") == (record.number == 1))
    }
    #expect(lines.count == 2)
    let plain = try #require(self.log.epochs.first)
    #expect(!plain.text(of: 2).contains("(") && plain.text(of: 2).hasPrefix("epoch 1/2  training 0."))
    #expect(plain.text(of: 10).hasPrefix("epoch  1/10  training 0."))
  }

  @Test("Metrics are foreseen of a training that validates, and of no other")
  func foreseenMetrics() throws {
    func names(validates: Bool) throws -> Set<String> {
      Measurements.foreseen(
        TrainingConfiguration(epochs: 1, batchSize: 1).objective, try smallModel().description.bottleneck,
        metrics: ["psnr"], validates: validates, hasSchedule: true)
    }
    #expect(try names(validates: true) == ["psnr", "rate"])
    #expect(try names(validates: false) == ["rate"])
  }

  @Test("The JSON holds everything, and a loss that is no number is null")
  func json() throws {
    #expect(log.json().hasPrefix("{\n  \"latent\": 4,\n  \"loss\": \"mse\",\n  \"batch\": 16,"))
    #expect(log.json().contains("\"training_losses\": [\(log.batchLosses.map { "\($0)" }.joined(separator: ", "))]"))
    let diverged = Trainer(
      try smallModel(),
      configuration: TrainingConfiguration(epochs: 50, batchSize: 16, optimizer: Optimizer(Adam(), rate: 1e30)),
      compute: ComputeContext(threads: 1), now: tickingClock()
    ).run(on: smallImages(40), random: stream())
    #expect(diverged.json().contains("null]"))
    #expect(diverged.json().contains("\"outcome\": \"diverged\""))
  }
}
