import Foundation
import NeuralNetworks
import Options
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
      func extent(_ name: String) -> Extent {
        if case .extent(let extent)? = layer.values[name] { extent } else { Extent(0) }
      }
      func whole(_ name: String) -> Int { if case .whole(let number)? = layer.values[name] { number } else { 0 } }
      let (kernel, stride, padding) = (extent("kernel"), extent("stride"), extent("padding"))
      switch layer.name {
      case "conv2d":
        let g = try ConvolutionGeometry(
          channels: channels, height: height, width: width, outputChannels: whole("channels"),
          kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.height, strideX: stride.width,
          paddingY: padding.height, paddingX: padding.width)
        x = Reference.convolution(g, x, parameters[0], parameters.dropFirst().first, n: n)
      case "conv_transpose2d":
        let outputPadding = extent("output_padding")
        let g = try ConvolutionGeometry(
          transposedFrom: channels, height: height, width: width, outputChannels: whole("channels"),
          kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.height, strideX: stride.width,
          paddingY: padding.height, paddingX: padding.width, outputPaddingY: outputPadding.height,
          outputPaddingX: outputPadding.width)
        x = Reference.inputGradient(g, x, parameters[0], n: n)
        if parameters.count > 1 {
          let plane = x.count / n / whole("channels")
          for place in x.indices { x[place] += parameters[1][place / plane % whole("channels")] }
        }
      case "linear":
        let features = whole("features")
        x = (0..<(n * features)).map { place in
          let (sample, feature) = place.quotientAndRemainder(dividingBy: features)
          return (0..<channels).reduce(parameters.count > 1 ? parameters[1][feature] : 0) {
            $0 + parameters[0][feature * channels + $1] * x[sample * channels + $1]
          }
        }
      case "relu": x = x.map { max($0, 0) }
      case "leaky_relu":
        guard case .number(let slope)? = layer.values["slope"] else { break }
        x = x.map { $0 > 0 ? $0 : slope * $0 }
      case "gelu": x = x.map { $0 * 0.5 * (1 + erf($0 / 2.0.squareRoot())) }
      case "sigmoid": x = x.map { 1 / (1 + exp(-$0)) }
      case "tanh": x = x.map { tanh($0) }
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
