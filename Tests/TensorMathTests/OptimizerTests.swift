import Foundation
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct OptimizerTests {
  /// Every formula with options away from their defaults.
  static let formulas: [any WeightUpdate] = [
    Adam(), Adam(decay: .added(0.1)), Adam(decay: .decoupled(0.1), keepsGreatest: true), GradientDescent(),
    GradientDescent(momentum: 0.9, isNesterov: true, decay: 0.1), RMSProp(), RMSProp(momentum: 0.5, isCentered: true),
    Adagrad(rateDecay: 0.1, decay: 0.1),
  ]

  private func slots(_ formula: any WeightUpdate, _ count: Int) -> [FloatSlice] {
    (0..<formula.slots).map { _ in FloatBuffer(count: count).all }
  }

  @Test func adamFollowsItsFormula() {
    var random = MersenneTwister(seed: 5)
    let count = 1003
    let start = random.numbers(count)
    let parameters = FloatBuffer(start)
    let slots = slots(Adam(), count)
    var (p, em, ev) = (
      start.map(Double.init), [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for step in 1...3 {
      let gradient = random.numbers(count)
      Adam().update(
        parameters.all, gradients: FloatSlice(gradient), slots: slots, step: step, rate: 1e-3,
        compute: ComputeContext(threads: 2))
      for i in 0..<count {
        let g = Double(gradient[i])
        em[i] += 0.1 * (g - em[i])
        ev[i] = 0.999 * ev[i] + 0.001 * g * g
        let correction = (1 - pow(0.999, Double(step))).squareRoot()
        p[i] -= 1e-3 / (1 - pow(0.9, Double(step))) * em[i] / (ev[i].squareRoot() / correction + 1e-8)
      }
    }
    #expect(relativeError(parameters.values, p) < 2e-7)
  }

  @Test func momentumFollowsItsFormula() {
    let parameters = FloatBuffer([1, 2, 3])
    let descent = GradientDescent(momentum: 0.5)
    let slots = slots(descent, 3)
    let compute = ComputeContext(threads: 1)
    for step in 1...2 {
      descent.update(
        parameters.all, gradients: FloatSlice([1, 2, 4]), slots: slots, step: step, rate: 0.5, compute: compute)
    }
    #expect(parameters.values == [-0.25, -0.5, -2])
  }

  @Test(arguments: formulas.indices) func stepsHaveTheSameBitsEverywhere(number: Int) {
    let formula = Self.formulas[number]
    var random = MersenneTwister(seed: 12)
    let count = 70001
    let start = random.numbers(count)
    let gradients = (0..<3).map { _ in FloatSlice(random.numbers(count)) }
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let (parameters, slots) = (FloatBuffer(start), slots(formula, count))
      for (step, gradient) in gradients.enumerated() {
        formula.update(
          parameters.all, gradients: gradient, slots: slots, step: step + 1, rate: 0.1, compute: compute)
      }
      return [parameters.values.bits] + slots.map(\.values.bits)
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: formulas.indices)
  func aStepAllocatesNothing(number: Int) {
    let formula = Self.formulas[number]
    let compute = ComputeContext(threads: 2)
    let count = 70001
    let (parameters, gradients) = (FloatBuffer(count: count).all, FloatBuffer([Float](repeating: 1, count: count)).all)
    let slots = slots(formula, count)
    _ = gradients.norm(compute: compute)
    let allocations = AllocationCount(on: compute.team)
    for step in 1...3 {
      GradientClipping.norm(1).apply(to: gradients, compute: compute)
      GradientClipping.value(0.5).apply(to: gradients, compute: compute)
      formula.update(parameters, gradients: gradients, slots: slots, step: step, rate: 0.1, compute: compute)
    }
    let found = allocations.allocations
    #expect(found == 0)
  }
}

/// Optimisers against PyTorch's own in double precision; Tests/Peers/optimizer_tensors.py makes the file.
@Suite struct PyTorchOptimizerTests {
  struct Entry: Decodable {
    struct Options: Decodable {
      let betas: [Double]?
      let eps, weight_decay, momentum, alpha, lr_decay: Double?
      let amsgrad, nesterov, centered: Bool?
    }

    let start: [Float]?
    let gradients: [[Float]]?
    let rates: [Double]?
    let optimizer: String?
    let options: Options?
    let after: [[Double]]?
  }

  private func formula(_ name: String, _ options: Entry.Options) -> (any WeightUpdate)? {
    let decay = options.weight_decay ?? 0
    let betas = options.betas ?? [0.9, 0.999]
    return switch name {
    case "Adam", "AdamW":
      Adam(
        firstDecay: betas[0], secondDecay: betas[1], epsilon: options.eps ?? 1e-8,
        decay: name == "Adam" ? .added(decay) : .decoupled(options.weight_decay ?? 0.01),
        keepsGreatest: options.amsgrad ?? false)
    case "SGD": GradientDescent(momentum: options.momentum ?? 0, isNesterov: options.nesterov ?? false, decay: decay)
    case "RMSprop":
      RMSProp(
        smoothing: options.alpha ?? 0.99, epsilon: options.eps ?? 1e-8, momentum: options.momentum ?? 0,
        isCentered: options.centered ?? false, decay: decay)
    case "Adagrad": Adagrad(rateDecay: options.lr_decay ?? 0, epsilon: options.eps ?? 1e-10, decay: decay)
    default: nil
    }
  }

  @Test func stepsArePyTorchs() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/optimizers.json")
    let entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: path))
    let (start, gradients, rates) = (
      try #require(entries.first?.start), try #require(entries.first?.gradients), try #require(entries.first?.rates)
    )
    #expect(entries.count == 17)
    let compute = ComputeContext(threads: 2)
    for entry in entries.dropFirst() {
      let (name, options) = (try #require(entry.optimizer), try #require(entry.options))
      let formula = try #require(self.formula(name, options))
      let parameters = FloatSlice(start)
      let slots = (0..<formula.slots).map { _ in FloatBuffer(count: start.count).all }
      for (step, expected) in try #require(entry.after).enumerated() {
        formula.update(
          parameters, gradients: FloatSlice(gradients[step]), slots: slots, step: step + 1, rate: rates[step],
          compute: compute)
        #expect(relativeError(parameters.values, expected) < 1e-6, "\(name) with \(options), step \(step + 1)")
      }
    }
  }
}

@Suite struct GradientClippingTests {
  @Test func theNormIsThatOfAllNumbersForAnyThreads() {
    var random = MersenneTwister(seed: 4)
    for count in [0, 1, 7, 16, 100_003] {
      let values = random.numbers(count)
      let expected = values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      let slice = FloatSlice(values)
      let norms = (1...3).flatMap { threads in
        let team = ThreadTeam(threads: threads)
        return withEachInstructionSet { slice.norm(compute: ComputeContext(team: team, instructions: $0)) }
      }
      #expect(Set(norms.map(\.bitPattern)).count == 1)
      #expect(norms.allSatisfy { abs($0 - expected) <= 1e-12 * expected })
    }
  }

  @Test func aNormThatIsTooLargeIsScaledDown() {
    // PyTorch adds 1e-6 to the norm; a smaller one is left alone.
    let compute = ComputeContext(threads: 1)
    let gradients = FloatSlice([3, 0, -4])
    GradientClipping.norm(6).apply(to: gradients, compute: compute)
    #expect(gradients.values == [3, 0, -4])
    GradientClipping.norm(0.5).apply(to: gradients, compute: compute)
    let factor = Float(0.5 / (5 + 1e-6))
    #expect(gradients.values == [3 * factor, 0, -4 * factor])
  }

  @Test func eachNumberIsBounded() {
    let gradients = FloatSlice([3, 0.25, -4, .infinity, .nan] + [Float](repeating: -0.75, count: 20))
    GradientClipping.value(0.5).apply(to: gradients, compute: ComputeContext(threads: 1))
    #expect(gradients.values.bits == ([0.5, 0.25, -0.5, 0.5, .nan] + [Float](repeating: -0.5, count: 20)).bits)
  }
}
