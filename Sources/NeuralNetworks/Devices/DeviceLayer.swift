internal import Devices
internal import TensorMath

/// A kind of layer that devices compute too.
protocol DeviceLayerKind: LayerKind {
  /// The layer at work on a device, on samples of a shape that fits; nil where it leaves every number where it is.
  ///
  /// Samples lie in PyTorch's order there, so that a layer that puts them into another shape is nothing at all.
  func makeDeviceLayer(
    input: SampleShape, arrays: DeviceArrays, on device: Device
  ) throws(DeviceError) -> (any DeviceLayer)?
}

/// A layer at work on a device.
protocol DeviceLayer: AnyObject {
  /// `output = layer(input)`, then rectified where the layer is one that a rectifier is computed with.
  func forward(
    _ input: DeviceBuffer, into output: DeviceBuffer, rectifies: Bool, _ pass: DevicePass) throws(DeviceError)

  /// Leaves the weights' gradients, and the input's where a buffer is given for it, after a forward pass that trained.
  ///
  /// `gradient` is already zero where the output was rectified, and may be overwritten.
  func backward(
    _ gradient: DeviceBuffer, input: DeviceBuffer, output: DeviceBuffer, into target: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError)
}

/// What the layers of a network on a device are told of the pass that they are part of.
struct DevicePass {
  let device: Device
  /// Samples of the batch.
  let count: Int
  /// All weights of the model, their gradients, and what layers keep.
  let weights, gradients, state: DeviceBuffer
  let workspace: DeviceWorkspace
  /// What layers that train draw from; nil where they evaluate.
  let random: RandomStream?
}

/// Where the arrays of a layer lie in the buffers of a model: what is trained among the weights, the rest in the state.
struct DeviceArrays {
  /// The first numbers of the layer in each.
  let first: (weight: Int, state: Int)
  /// Those behind it.
  private(set) var end: (weight: Int, state: Int)
  private var places: [String: Int] = [:]

  /// The arrays of a layer, the first of which lies here.
  init(_ parameters: [ParameterDescription], from first: (weight: Int, state: Int)) {
    self.first = first
    end = first
    for parameter in parameters {
      if parameter.role == .trained {
        places[parameter.name] = end.weight
        end.weight += parameter.count
      } else {
        places[parameter.name] = end.state
        end.state += parameter.count
      }
    }
  }

  /// Where an array begins; nil where there is none of this name.
  subscript(name: String) -> Int? { places[name] }

  /// Where an array begins that there is.
  func place(_ name: String) -> Int {
    guard let place = places[name] else { preconditionFailure("The layer has no array `\(name)`.") }
    return place
  }
}

extension DeviceError {
  /// What shapes say that were checked before.
  static func misfit(_ error: any Error) -> DeviceError { .notCovered("\(error)") }
}
