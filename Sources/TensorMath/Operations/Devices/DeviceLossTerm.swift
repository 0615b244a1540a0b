package import Devices

/// A loss that devices compute too.
package protocol DeviceLossTerm: LossTerm {
  /// The loss as a device's kernels know it.
  var onDevice: DeviceLoss { get }
}

extension ElementwiseLoss: DeviceLossTerm {
  /// The loss as a device's kernels know it.
  package var onDevice: DeviceLoss {
    switch self {
    case .squaredError: .squaredError
    case .absoluteError: .absoluteError
    case .huber(let delta): .huber(delta: delta)
    case .crossEntropy: .crossEntropy
    }
  }
}
