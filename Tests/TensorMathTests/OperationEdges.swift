import TensorMath
import TestSupport

/// Every operation with operands of which one does not fit.
enum OperationEdges {
  /// The operands of one operation by their names; all fit at first.
  struct Operands {
    var batches: [String: Batch] = [:]
    var slices: [String: FloatSlice] = [:]
    var counts: [String: Int] = [:]

    func batch(_ name: String) -> Batch { batches[name] ?? Batch(capacity: 1, shape: .vector(1)) }
    func slice(_ name: String) -> FloatSlice { slices[name] ?? FloatBuffer(count: 0).all }
  }

  /// An operation, operands that fit it, and which of them the operation can take any number of samples of.
  struct Operation {
    let name: String
    /// Shapes of the batches that hold samples when the operation begins.
    let read: [String: SampleShape]
    /// Shapes of the batches that the operation writes, or that may hold more samples.
    let written: [String: SampleShape]
    /// Lengths of the arrays.
    let lengths: [String: Int]
    /// Whether all batches that are read must hold equally many samples.
    let comparesCounts: Bool
    let run: @Sendable (Operands) -> Void

    init(
      _ name: String, read: [String: SampleShape] = [:], written: [String: SampleShape] = [:],
      lengths: [String: Int] = [:], comparesCounts: Bool = false, run: @escaping @Sendable (Operands) -> Void
    ) {
      self.name = name
      self.read = read
      self.written = written
      self.lengths = lengths
      self.comparesCounts = comparesCounts
      self.run = run
    }

    static let samples = 20

    /// Operands that fit.
    var operands: Operands {
      var operands = Operands()
      for (name, shape) in read {
        operands.batches[name] = Batch(capacity: Self.samples, shape: shape)
        operands.batches[name]?.count = Self.samples
      }
      for (name, shape) in written { operands.batches[name] = Batch(capacity: Self.samples, shape: shape) }
      for (name, length) in lengths { operands.slices[name] = FloatBuffer(count: length).all }
      return operands
    }

    /// Every way in which one operand does not fit.
    var misfits: [String: @Sendable () -> Void] {
      var calls: [String: @Sendable () -> Void] = [:]
      for (operand, shape) in read.merging(written, uniquingKeysWith: { first, _ in first }) {
        let (channels, height, width) = (shape.sides[0], shape.sides.dropFirst().first, shape.sides.last)
        var others: [SampleShape] = [.vector(shape.elementCount + 1), .vector(max(1, shape.elementCount - 1))]
        if let height, let width {
          others += [
            .image(channels: channels + 1, height: height, width: width),
            .image(channels: channels, height: height + 1, width: width),
            .image(channels: channels, height: height, width: width - 1),
          ]
        }
        for other in others where other.extents != shape.extents {
          calls["\(name): \(operand) of shape \(other)"] = { [self] in
            var operands = self.operands
            operands.batches[operand] = Batch(capacity: Self.samples, shape: other)
            if read[operand] != nil { operands.batches[operand]?.count = Self.samples }
            run(operands)
          }
        }
      }
      for (operand, shape) in written {
        calls["\(name): \(operand) with too little room"] = { [self] in
          var operands = self.operands
          operands.batches[operand] = Batch(capacity: Self.samples - 1, shape: shape)
          run(operands)
        }
      }
      for (operand, length) in lengths {
        for wrong in [length - 1, length + 1, 0] {
          calls["\(name): \(wrong) numbers of \(operand)"] = { [self] in
            var operands = self.operands
            operands.slices[operand] = FloatBuffer(count: wrong).all
            run(operands)
          }
        }
      }
      if comparesCounts {
        for operand in read.keys {
          calls["\(name): fewer samples of \(operand)"] = { [self] in
            let operands = self.operands
            operands.batch(operand).count = Self.samples - 1
            run(operands)
          }
        }
      }
      return calls
    }
  }

  static let calls = operations.map(\.misfits).reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  static let fittingCalls = operations.map { operation in
    (operation.name, { @Sendable in operation.run(operation.operands) })
  }

  private static let operations = convolutions + linear + others + imageOperations + NormalizationEdges.operations

  private static let convolutions: [Operation] = {
    guard
      let g = try? ConvolutionGeometry(channels: 3, height: 6, width: 5, outputChannels: 4, kernel: 3, stride: 2),
      let grouped = try? ConvolutionGeometry(
        channels: 6, height: 6, width: 5, outputChannels: 4, kernelHeight: 3, kernelWidth: 2, dilationY: 2, groups: 2),
      let t = try? ConvolutionGeometry(
        transposedFrom: 4, height: 3, width: 2, outputChannels: 3, kernelHeight: 3, kernelWidth: 3)
    else { return [] }
    return convolutions(of: g, "convolution") + convolutions(of: grouped, "grouped convolution")
      + transposedConvolutions(of: t)
  }()

  private static func convolutions(of g: ConvolutionGeometry, _ name: String) -> [Operation] {
    let weights = ["weights": g.weightCount, "bias": 4]
    return [
      Operation(name, read: ["input": g.input], written: ["output": g.output], lengths: weights) {
        Convolution(g).forward(
          $0.batch("input"), weights: $0.slice("weights"), bias: $0.slice("bias"), into: $0.batch("output"),
          compute: compute)
      },
      Operation(
        "\(name)'s input gradient", read: ["output gradient": g.output],
        written: ["input gradient": g.input, "mask": g.input], lengths: ["weights": g.weightCount]
      ) {
        Convolution(g).inputGradient(
          $0.batch("output gradient"), weights: $0.slice("weights"), mask: $0.batch("mask"),
          into: $0.batch("input gradient"), compute: compute)
      },
      Operation(
        "\(name)'s weight gradient", read: ["input": g.input, "output gradient": g.output], lengths: weights,
        comparesCounts: true
      ) {
        Convolution(g).parameterGradient(
          input: $0.batch("input"), outputGradient: $0.batch("output gradient"), weights: $0.slice("weights"),
          bias: $0.slice("bias"), compute: compute)
      },
    ]
  }

  private static func transposedConvolutions(of t: ConvolutionGeometry) -> [Operation] {
    let transposedWeights = ["weights": t.weightCount, "bias": 3]
    return [
      Operation(
        "transposed convolution", read: ["input": t.output], written: ["output": t.input], lengths: transposedWeights
      ) {
        TransposedConvolution(t).forward(
          $0.batch("input"), weights: $0.slice("weights"), bias: $0.slice("bias"), into: $0.batch("output"),
          compute: compute)
      },
      Operation(
        "transposed convolution's input gradient", read: ["output gradient": t.input],
        written: ["input gradient": t.output, "mask": t.output], lengths: ["weights": t.weightCount]
      ) {
        TransposedConvolution(t).inputGradient(
          $0.batch("output gradient"), weights: $0.slice("weights"), mask: $0.batch("mask"),
          into: $0.batch("input gradient"), compute: compute)
      },
      Operation(
        "transposed convolution's weight gradient", read: ["input": t.output, "output gradient": t.input],
        lengths: transposedWeights, comparesCounts: true
      ) {
        TransposedConvolution(t).parameterGradient(
          input: $0.batch("input"), outputGradient: $0.batch("output gradient"), weights: $0.slice("weights"),
          bias: $0.slice("bias"), compute: compute)
      },
    ]
  }

  private static let linear = [
    Operation(
      "linear", read: ["input": .vector(7)], written: ["output": .vector(5)], lengths: ["weights": 35, "bias": 5]
    ) {
      Linear(inputs: 7, outputs: 5).forward(
        $0.batch("input"), weights: $0.slice("weights"), bias: $0.slice("bias"), into: $0.batch("output"),
        compute: compute)
    },
    Operation(
      "linear's input gradient", read: ["output gradient": .vector(5)],
      written: ["input gradient": .vector(7), "mask": .vector(7)], lengths: ["weights": 35]
    ) {
      Linear(inputs: 7, outputs: 5).inputGradient(
        $0.batch("output gradient"), weights: $0.slice("weights"), mask: $0.batch("mask"),
        into: $0.batch("input gradient"), compute: compute)
    },
    Operation(
      "linear's weight gradient", read: ["input": .vector(7), "output gradient": .vector(5)],
      lengths: ["weights": 35, "bias": 5], comparesCounts: true
    ) {
      Linear(inputs: 7, outputs: 5).parameterGradient(
        input: $0.batch("input"), outputGradient: $0.batch("output gradient"), weights: $0.slice("weights"),
        bias: $0.slice("bias"), compute: compute)
    },
  ]

  private static let image = SampleShape.image(channels: 2, height: 3, width: 4)

  private static let others: [Operation] =
    [Activation.relu, .gelu].flatMap { activation in
      [
        Operation("\(activation)", read: ["input": image], written: ["output": image]) {
          activation.forward($0.batch("input"), into: $0.batch("output"), compute: compute)
        },
        Operation(
          "\(activation)'s gradient", read: ["output gradient": image],
          written: ["remembered": image, "input gradient": image]
        ) {
          activation.backward(
            $0.batch("output gradient"), remembered: $0.batch("remembered"), into: $0.batch("input gradient"),
            compute: compute)
        },
      ]
    }
    + [ElementwiseLoss.squaredError, .absoluteError, .crossEntropy].map { loss in
      Operation(
        "\(loss)", read: ["prediction": image, "target": image], written: ["gradient": image], comparesCounts: true
      ) {
        _ = loss.evaluate(
          $0.batch("prediction"), target: $0.batch("target"), gradient: GradientPlace($0.batch("gradient")),
          compute: compute)
      }
    } + [
      Operation("flattening", read: ["images": image], written: ["vectors": .vector(24)]) {
        Flattening.flatten($0.batch("images"), into: $0.batch("vectors"), compute: compute)
      },
      Operation("unflattening", read: ["vectors": .vector(24)], written: ["images": image]) {
        Flattening.unflatten($0.batch("vectors"), into: $0.batch("images"), compute: compute)
      },
      Operation(
        "similarity", read: ["prediction": window, "target": window], written: ["gradient": window],
        comparesCounts: true
      ) {
        _ = StructuralSimilarity(range: 2).evaluate(
          $0.batch("prediction"), target: $0.batch("target"), gradient: GradientPlace($0.batch("gradient")),
          compute: compute)
      },
      Operation("measure", read: ["prediction": image, "target": image], comparesCounts: true) {
        _ = ImageMeasure.mse.values($0.batch("prediction"), target: $0.batch("target"), compute: compute)
      },
      Operation("dropout", read: ["input": image], written: ["output": image]) {
        var random = RandomGenerator(seed: 1)
        Dropout(rate: 0.5).forward(
          $0.batch("input"), into: $0.batch("output"), mask: DropoutMask(), generator: &random, compute: compute)
      },
      Operation(
        "divergence", read: ["means": image, "log variances": image],
        written: ["gradient of means": image, "gradient of log variances": image], comparesCounts: true
      ) {
        let gradient = GaussianCode.Gradient(
          means: $0.batch("gradient of means"), logVariances: $0.batch("gradient of log variances"))
        _ = GaussianCode(means: $0.batch("means"), logVariances: $0.batch("log variances")).divergence(
          gradient: gradient, compute: compute)
      },
      Operation(
        "sample", read: ["means": image, "log variances": image], written: ["sample": image, "noise": image],
        comparesCounts: true
      ) {
        var random = RandomGenerator(seed: 1)
        GaussianCode(means: $0.batch("means"), logVariances: $0.batch("log variances")).sample(
          into: $0.batch("sample"), noise: $0.batch("noise"), generator: &random, compute: compute)
      },
    ]
    + OptimizerTests.formulas.enumerated().map { number, formula in
      let slots = (0..<formula.slots).map { "slot \($0)" }
      let lengths = Dictionary(uniqueKeysWithValues: (["gradients"] + slots).map { ($0, 9) })
      return Operation("optimiser \(number)", lengths: lengths) { operands in
        formula.update(
          FloatBuffer(count: 9).all, gradients: operands.slice("gradients"), slots: slots.map { operands.slice($0) },
          step: 1, rate: 1, compute: compute)
      }
    }

  private static let window = SampleShape.image(channels: 2, height: 11, width: 12)

  private static var compute: ComputeContext { ComputeContext(threads: 1) }
}
