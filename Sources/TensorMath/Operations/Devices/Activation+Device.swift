package import Devices

extension Activation {
  /// The activation as a device's kernels know it.
  package var onDevice: DeviceActivation {
    switch self {
    case .relu: .relu
    case .leakyReLU(let slope): .leakyReLU(slope: slope)
    case .gelu: .gelu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .silu: .silu
    case .elu(let alpha): .elu(alpha: alpha)
    case .softplus(let beta, let threshold): .softplus(beta: beta, threshold: threshold)
    }
  }
}
