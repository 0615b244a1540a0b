/// Activations that work number by number, and the gradients of what goes into them.
enum ActivationKernels {
  /// An activation, by the number that the kernels know it by.
  static func code(_ activation: DeviceActivation) -> (kind: Int, first: Float, second: Float) {
    switch activation {
    case .relu: (0, 0, 0)
    case .leakyReLU(let slope): (1, slope, 0)
    case .gelu: (2, 0, 0)
    case .sigmoid: (3, 0, 0)
    case .tanh: (4, 0, 0)
    case .silu: (5, 0, 0)
    case .elu(let alpha): (6, alpha, 0)
    case .softplus(let beta, let threshold): (7, beta, threshold)
    }
  }

  static let source = """
    FUNCTION float logistic(float x) { return 1.0f / (1.0f + EXP(-x)); }

    FUNCTION float normal(float x) { return 0.5f * (1.0f + ERF(x * 0.70710678118654752f)); }

    FUNCTION float activated(float x, int kind, float first, float second) {
      switch (kind) {
      case 0: return x < 0 ? 0 : x;
      case 1: return x > 0 ? x : first * x;
      case 2: return x * normal(x);
      case 3: return logistic(x);
      case 4: return TANH(x);
      case 5: return x * logistic(x);
      case 6: return x > 0 ? x : first * EXPM1(x);
      default: return first * x > second ? x : LOG1P(EXP(first * x)) / first;
      }
    }

    // The slope at what was remembered: the output for a rectifier, a sigmoid and a tangent, the input for the others.
    FUNCTION float slope(float x, int kind, float first, float second) {
      switch (kind) {
      case 0: return x > 0 ? 1 : 0;
      case 1: return x > 0 ? 1 : first;
      case 2: return normal(x) + x * 0.39894228040143268f * EXP(-0.5f * x * x);
      case 3: return x * (1 - x);
      case 4: return 1 - x * x;
      case 5: return logistic(x) * (1 + x * (1 - logistic(x)));
      case 6: return x > 0 ? 1 : first * EXP(x);
      default: return first * x > second ? 1 : logistic(first * x);
      }
    }

    KERNEL(activate)(
        MEMORY const float *values, MEMORY float *result, int count, int kind, float first, float second) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place < count) result[place] = activated(values[place], kind, first, second);
    }

    KERNEL(activation_gradient)(
        MEMORY const float *remembered, MEMORY const float *gradient, MEMORY float *result, int count, int kind,
        float first, float second) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place < count) result[place] = gradient[place] * slope(remembered[place], kind, first, second);
    }

    """
}

/// An activation that works number by number.
package enum DeviceActivation: Hashable, Sendable {
  case relu
  case leakyReLU(slope: Float)
  case gelu
  case sigmoid
  case tanh
  case silu
  case elu(alpha: Float)
  case softplus(beta: Float, threshold: Float)
}

extension Device {
  /// `result = activation(values)`; the two may be the same.
  package func activate(
    _ values: DeviceBuffer, count: Int, by activation: DeviceActivation, into result: DeviceBuffer
  ) throws(DeviceError) {
    precondition(values.count >= count && result.count >= count, "A batch is smaller than its shape.")
    let code = ActivationKernels.code(activation)
    try run(
      .activate, groups: (groups(of: count), 1, 1), .buffer(values), .buffer(result), .whole(count),
      .whole(code.kind), .number(code.first), .number(code.second))
  }

  /// The gradient of an activation's input; the two gradients may be the same.
  package func activationGradient(
    _ gradient: DeviceBuffer, remembered: DeviceBuffer, count: Int, of activation: DeviceActivation,
    into result: DeviceBuffer
  ) throws(DeviceError) {
    precondition(
      gradient.count >= count && remembered.count >= count && result.count >= count,
      "A batch is smaller than its shape.")
    let code = ActivationKernels.code(activation)
    try run(
      .activation_gradient, groups: (groups(of: count), 1, 1), .buffer(remembered), .buffer(gradient),
      .buffer(result), .whole(count), .whole(code.kind), .number(code.first), .number(code.second))
  }
}
