import Foundation
import NeuralNetworks
import TensorMath
import TestSupport

/// A network computed slowly and plainly in double precision, over row-major samples; no gradients but differences.
struct ScalarNetwork {
  let layers: [any LayerKind]
  let shapes: [SampleShape]

  init(_ description: NetworkDescription) throws {
    layers = description.layers
    shapes = try description.shapes()
  }

  /// The output for `n` samples, with the weights of all layers in PyTorch's order.
  func forward(_ input: [Double], weights: [Double], n: Int) throws -> [Double] {
    var x = input
    var rest = weights[...]
    func take(_ description: ParameterDescription) -> [Double] {
      defer { rest = rest.dropFirst(description.count) }
      return Array(rest.prefix(description.count))
    }
    for (layer, shape) in zip(layers, shapes) {
      let parameters = layer.parameters(for: shape).map(take)
      let (channels, height, width) =
        switch shape {
        case .vector(let length): (length, 1, 1)
        case .image(let channels, let height, let width): (channels, height, width)
        }
      switch layer {
      case let conv as Conv2d:
        let g = try ConvolutionGeometry(
          channels: channels, height: height, width: width, outputChannels: conv.channels,
          kernelHeight: conv.kernel.height, kernelWidth: conv.kernel.width, strideY: conv.stride.height,
          strideX: conv.stride.width, paddingY: conv.padding.height, paddingX: conv.padding.width)
        x = Reference.convolution(g, x, parameters[0], parameters.dropFirst().first, n: n)
      case let conv as ConvTranspose2d:
        let g = try ConvolutionGeometry(
          transposedFrom: channels, height: height, width: width, outputChannels: conv.channels,
          kernelHeight: conv.kernel.height, kernelWidth: conv.kernel.width, strideY: conv.stride.height,
          strideX: conv.stride.width, paddingY: conv.padding.height, paddingX: conv.padding.width,
          outputPaddingY: conv.outputPadding.height, outputPaddingX: conv.outputPadding.width)
        x = Reference.inputGradient(g, x, parameters[0], n: n)
        if parameters.count > 1 {
          let plane = x.count / n / conv.channels
          for place in x.indices { x[place] += parameters[1][place / plane % conv.channels] }
        }
      case let linear as LinearLayer:
        x = (0..<(n * linear.features)).map { place in
          let (sample, feature) = place.quotientAndRemainder(dividingBy: linear.features)
          return (0..<channels).reduce(parameters.count > 1 ? parameters[1][feature] : 0) {
            $0 + parameters[0][feature * channels + $1] * x[sample * channels + $1]
          }
        }
      case is ReLU: x = x.map { max($0, 0) }
      case let leaky as LeakyReLU: x = x.map { $0 > 0 ? $0 : leaky.slope * $0 }
      case is GELU: x = x.map { $0 * 0.5 * (1 + erf($0 / 2.0.squareRoot())) }
      case is Sigmoid: x = x.map { 1 / (1 + exp(-$0)) }
      case is Tanh: x = x.map { tanh($0) }
      default: break  // flatten and unflatten: nothing changes in row-major order.
      }
    }
    return x
  }
}

/// The gradient of a function by central differences.
func differences(_ point: [Double], _ function: ([Double]) throws -> Double) rethrows -> [Double] {
  let step = 1e-5
  var moved = point
  return try point.indices.map { place in
    defer { moved[place] = point[place] }
    moved[place] = point[place] + step
    let above = try function(moved)
    moved[place] = point[place] - step
    return (above - (try function(moved))) / (2 * step)
  }
}
