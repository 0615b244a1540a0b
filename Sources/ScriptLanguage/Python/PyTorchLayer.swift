/// One of PyTorch's layers, as a `network` writes it.
struct PyTorchLayer {
  /// The layer's name here.
  let name: String
  /// What PyTorch's positional arguments are here, in order: an option, `""` for an argument, nil for what is not written.
  private let places: [String?]

  /// The layer of a PyTorch class; nil where there is none like it.
  init?(_ pyTorchName: String) {
    guard let (name, places) = Self.table[pyTorchName] else { return nil }
    (self.name, self.places) = (name, places)
  }

  private static let convolution: [String?] = [nil, "", "kernel", "stride", "padding"]

  private static let table: [String: (String, [String?])] = [
    "Conv2d": ("conv2d", convolution),
    "ConvTranspose2d": ("conv_transpose2d", convolution + ["output_padding"]),
    "Linear": ("linear", [nil, ""]),
    "ReLU": ("relu", []), "LeakyReLU": ("leaky_relu", ["slope"]), "GELU": ("gelu", []), "SiLU": ("silu", []),
    "ELU": ("elu", ["alpha"]), "Softplus": ("softplus", ["beta", "threshold"]), "Sigmoid": ("sigmoid", []),
    "Tanh": ("tanh", []), "Flatten": ("flatten", []), "Unflatten": ("unflatten", [nil, ""]),
    "Dropout": ("dropout", [""]), "Dropout2d": ("dropout2d", [""]),
    "BatchNorm1d": ("batch_norm1d", [nil]), "BatchNorm2d": ("batch_norm2d", [nil]),
    "GroupNorm": ("group_norm", ["", nil]), "LayerNorm": ("layer_norm", [nil]),
    "MaxPool2d": ("max_pool2d", ["", "stride", "padding"]), "AvgPool2d": ("avg_pool2d", ["", "stride", "padding"]),
    "AdaptiveAvgPool2d": ("adaptive_avg_pool2d", [""]), "Upsample": ("upsample", [nil, ""]),
    "PixelShuffle": ("pixel_shuffle", [""]), "PReLU": ("prelu", ["", "init"]), "Softmax": ("softmax", [nil]),
  ]

  /// What PyTorch's keywords are here, as in ``places``; others keep their names.
  private static let keywords: [String: String?] = [
    "in_channels": nil, "in_features": nil, "num_features": nil, "inplace": nil, "dim": nil, "num_channels": nil,
    "normalized_shape": nil, "out_channels": "", "out_features": "", "unflattened_size": "", "p": "", "num_groups": "",
    "scale_factor": "", "upscale_factor": "", "output_size": "", "num_parameters": "", "kernel_size": "kernel",
    "negative_slope": "slope",
  ]

  /// A layer's line where its arguments stand as PyTorch has them, without names; nil where that tells nothing.
  static func line(of name: String, givenInOrder arguments: [String]) -> String? {
    guard let layer = table.keys.sorted().lazy.compactMap(PyTorchLayer.init).first(where: { $0.name == name }),
      arguments.count <= layer.places.count
    else { return nil }
    return layer.line(arguments.joined(separator: ", "))
  }

  /// The layer's line for the arguments that PyTorch gets.
  func line(_ arguments: String) -> String {
    var positional: [String] = []
    var options: [String] = []
    for (place, (keyword, value)) in PythonValue.arguments(arguments).enumerated() {
      let key: String?
      if let keyword {
        key = Self.keywords[keyword] ?? keyword
      } else {
        key = places.indices.contains(place) ? places[place] : nil
      }
      guard let key else { continue }
      if key.isEmpty || key == "kernel" && !places.contains("kernel") {
        positional.append(PythonValue.word(value))
      } else {
        options.append("\(key)=\(PythonValue.word(value))")
      }
    }
    return ([name] + positional + options).joined(separator: " ")
  }
}

/// Values as Python writes them.
enum PythonValue {
  /// The arguments of a call, each with its keyword where it has one.
  static func arguments(_ text: String) -> [(keyword: String?, value: String)] {
    split(text).map { argument in
      guard let equals = argument.firstIndex(of: "="), BareToken.isName(argument[..<equals].trimmingBlanks()) else {
        return (nil, argument)
      }
      return (argument[..<equals].trimmingBlanks(), argument[argument.index(after: equals)...].trimmingBlanks())
    }
  }

  /// A value as it is written here.
  static func word(_ value: String) -> String {
    switch value {
    case "True": return "yes"
    case "False": return "no"
    default: break
    }
    let quoted = value.first == "f" ? value.dropFirst() : value[...]
    if let quote = quoted.first, quote == "'" || quote == "\"", quoted.last == quote, quoted.count > 1 {
      return "\"" + quoted.dropFirst().dropLast() + "\""
    }
    if value.first == "(", value.last == ")" {
      let sides = split(String(value.dropFirst().dropLast()))
      if sides.count > 1, sides.allSatisfy({ $0.allSatisfy(BareToken.isDigit) }) { return sides.joined(separator: "x") }
      return value
    }
    return BareToken.isName(value) || BareToken.isNumber(value) || value.first == "[" ? value : "(\(value))"
  }

  /// The parts between commas that stand in no brackets and no quotes.
  private static func split(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      }
      if character == ",", depth == 0, quote == nil {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
  }
}
