internal import Options
internal import TensorMath

/// How the pixels of an enlarged image come about.
private enum UpsampleMode: String, OptionWord {
  case nearest, bilinear

  var summary: String {
    switch self {
    case .nearest: "each is the pixel that lies nearest"
    case .bilinear: "each is a weighted mean of the four around it"
    }
  }
}

extension OptionRow<any LayerKind> {
  private static let factor = OptionKey<Double>(
    "factor", .number(NumberRange(0, 1_024, excludesLower: true)), argument: true, required: true,
    "how many times larger both sides become")
  private static let mode = OptionKey<UpsampleMode>(
    "mode", .choice(of: UpsampleMode.self), default: "nearest", "how pixels come about")
  private static let alignsCorners = OptionKey<Bool>(
    "align_corners", .flag, default: false,
    "whether the centres of the corner pixels coincide, and not the edges of the images; with `mode=bilinear`")

  static let upsample = ResamplingLayer.row(
    "upsample", "enlarge the image, as PyTorch's Upsample with a scale_factor",
    options: [factor.declaration, mode.declaration, alignsCorners.declaration],
    forms: ResamplingLayer.Forms(
      pyTorch: { values in
        let isBilinear = values[mode] == .bilinear
        return PyTorchModule(
          "nn.Upsample", "scale_factor=\(pythonNumber(values[factor]))", isBilinear ? "mode=\"bilinear\"" : nil,
          isBilinear ? pythonArgument("align_corners", values[alignsCorners], default: false) : nil)
      },
      onnx: { values, x, graph in
        let (factor, isBilinear) = (values[factor], values[mode] == .bilinear)
        // Other factors are rounded elsewhere.
        guard [2, 4, 8, 16].contains(factor), !isBilinear || !values[alignsCorners] else { return nil }
        let scales = graph.constant("scales", [1, 1, Float(factor), Float(factor)], shape: [4])
        return graph.node(
          "Resize", [x.name, "", scales],
          isBilinear
            ? [.text("mode", "linear"), .text("coordinate_transformation_mode", "half_pixel")]
            : [
              .text("mode", "nearest"), .text("coordinate_transformation_mode", "asymmetric"),
              .text("nearest_mode", "floor"),
            ])
      })
  ) { (values, input) throws(ImageOperationMisfit) in
    try Upsampling(
      input, factor: values[factor],
      mode: values[mode] == .nearest ? .nearest : .bilinear(alignCorners: values[alignsCorners]))
  }
}
