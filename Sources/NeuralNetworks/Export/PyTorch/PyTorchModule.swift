internal import Options
internal import TensorMath

/// What makes a layer in PyTorch: a call such as `nn.Conv2d(3, 16, 3, padding=1)`, with the modules inside.
public struct PyTorchModule: Hashable, Sendable {
  /// What is called.
  private let type: String
  /// The arguments that are no modules, as they are written.
  private var arguments: [String] = []
  /// The modules that it is given one after the other.
  private var modules: [PyTorchModule] = []
  /// The modules that it is given by name.
  private var named: [Named] = []
  /// How many times it stands there.
  private var times = 1
  /// The class that it calls, where PyTorch has none.
  private var definition: String?
  /// What stands behind it for people.
  var comment: String?

  private struct Named: Hashable {
    let name: String
    let module: PyTorchModule
  }

  /// A call with arguments as they are written.
  init(_ type: String, _ arguments: String?...) { self.init(type, arguments: arguments.compactMap(\.self)) }

  /// A call with arguments as they are written.
  init(_ type: String, arguments: [String]) {
    self.type = type
    self.arguments = arguments
  }

  /// Modules one after the other.
  static func sequence(_ modules: [PyTorchModule]) -> PyTorchModule {
    var sequence = PyTorchModule("nn.Sequential")
    sequence.modules = modules
    return sequence
  }

  /// A class of the file's own, of this source, that is given modules.
  static func own(
    _ type: String, _ definition: String, _ modules: [PyTorchModule], named: [(name: String, module: PyTorchModule)]
  ) -> PyTorchModule {
    var own = PyTorchModule(type)
    own.modules = modules
    own.named = named.map { Named(name: $0.name, module: $0.module) }
    own.definition = definition
    return own
  }

  /// The modules of a sequence, those that are the same as all others told once.
  static func succession(_ modules: [PyTorchModule]) -> PyTorchModule {
    guard modules.count > 1, let first = modules.first, modules.allSatisfy({ $0 == first }) else {
      return sequence(modules)
    }
    var repeated = first
    repeated.times = modules.count
    return sequence([repeated])
  }

  /// The modules of layers one after the other, with the shapes of images on their way, and what comes out.
  static func modules(
    of layers: some Sequence<any LayerKind>, for input: SampleShape
  ) throws -> (modules: [PyTorchModule], output: SampleShape) {
    var shape = input
    let modules = try layers.map { layer in
      var module = try layer.pyTorch(for: shape)
      let output = try layer.outputShape(for: shape)
      // What comes out of a linear layer is written there anyway.
      if output != shape, output.sides.count > 1 || shape.sides.count > 1 { module.comment = "\(output)" }
      shape = output
      return module
    }
    return (modules, shape)
  }

  /// The classes that it and the modules inside call and PyTorch does not have.
  var definitions: Set<String> {
    (modules + named.map(\.module)).reduce(into: Set([definition].compactMap { $0 })) { $0.formUnion($1.definitions) }
  }

  /// The lines that make it, between something before the first and something behind the last.
  package func lines(_ before: String = "", _ behind: String = "") -> [String] {
    let remark = comment.map { "  # \($0)" } ?? ""
    if times > 1 {
      var once = self
      (once.times, once.comment) = (1, nil)
      let inside = once.lines("", " for _ in range(\(times))").map { "    " + $0 }
      return [before + "*("] + inside + [")" + behind + remark]
    }
    if modules.isEmpty, named.isEmpty {
      return [before + "\(type)(\(arguments.joined(separator: ", ")))" + behind + remark]
    }
    let inside = modules.flatMap { $0.lines("", ",") } + named.flatMap { $0.module.lines("\($0.name)=", ",") }
    return [before + "\(type)("] + inside.map { "    " + $0 } + [")" + behind + remark]
  }
}

// Arguments as Python writes them.

/// A named argument, where it is not the one that PyTorch takes anyway.
func pythonArgument(_ name: String, _ value: Extent, default usual: Int? = nil) -> String? {
  usual.map { value == Extent($0) } ?? false ? nil : "\(name)=\(python(value))"
}

/// A named argument, where it is not the one that PyTorch takes anyway.
func pythonArgument(_ name: String, _ value: Int, default usual: Int) -> String? {
  value == usual ? nil : "\(name)=\(value)"
}

/// A named argument, where it is not the one that PyTorch takes anyway.
func pythonArgument(_ name: String, _ value: Double, default usual: Double) -> String? {
  value == usual ? nil : "\(name)=\(pythonNumber(value))"
}

/// A number in as few digits as tell it from its neighbours in double precision.
func pythonNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

/// A named argument, where it is not the one that PyTorch takes anyway.
func pythonArgument(_ name: String, _ value: Bool, default usual: Bool) -> String? {
  value == usual ? nil : "\(name)=\(value ? "True" : "False")"
}

/// A height and a width, or one number where they are the same.
func python(_ extent: Extent) -> String {
  extent.height == extent.width ? "\(extent.height)" : "(\(extent.height), \(extent.width))"
}

/// The sides of a shape, as a tuple.
func python(_ shape: SampleShape) -> String {
  shape.sides.count == 1 ? "(\(shape.elementCount),)" : "(\(shape.sides.map(String.init).joined(separator: ", ")))"
}
