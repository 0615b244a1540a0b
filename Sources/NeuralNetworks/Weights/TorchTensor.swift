internal import Basics
internal import FileFormats

/// A tensor as a pickle of PyTorch's describes it: a view of a storage.
struct TorchTensor: Sendable {
  /// The element type, by safetensors' names where those have one.
  let type: String
  /// The storage's name in the file.
  let storage: String
  /// The sides, outermost first.
  let shape: [Int]
  /// Where the first number stands in the storage, and how far apart the next ones are along each side.
  private let offset: Int
  private let strides: [Int]

  /// More sides than these are refused.
  private static let mostSides = 64

  /// Whether a value describes a tensor, or a parameter around one.
  static func describes(_ value: PickleValue) -> Bool {
    guard let object = value.object else { return false }
    return TorchVocabulary.tensors.contains(object.name) || TorchVocabulary.parameters.contains(object.name)
  }

  /// The tensor that a value describes; throws where something in it cannot be.
  init(_ value: PickleValue, path: String, name: String) throws {
    func bad(_ value: PickleValue?, _ expected: String) -> SafetensorsError {
      SafetensorsError(file: path, tensor: name, found: value?.kind ?? "nothing", expected: expected)
    }
    var object = value.object
    if let parameter = object, TorchVocabulary.parameters.contains(parameter.name) {
      object = parameter.arguments.tuple(of: 1...8)?.first?.object
    }
    guard let object, TorchVocabulary.tensors.contains(object.name), let arguments = object.arguments.tuple(of: 4...8)
    else { throw bad(value, "a tensor") }
    guard let identification = arguments[0].persistentID?.tuple(of: 5...8),
      identification[0].text == "storage", let storageType = identification[1].name, let key = identification[2].text
    else { throw bad(arguments[0], "a tensor's storage") }
    type = try Self.type(storageType, object.name.hasSuffix("v3") && arguments.count >= 7 ? arguments[6] : nil)
      .orThrow(bad(identification[1], "an element type"))
    storage = key
    guard let offset = arguments[1].integer, offset >= 0 else { throw bad(arguments[1], "the tensor's place") }
    let size = arguments[2].object.flatMap { $0.name == "torch Size" ? $0.arguments.tuple(of: 1...1)?.first : nil }
    guard let sizes = (size ?? arguments[2]).tuple(of: 0...Self.mostSides),
      let strides = arguments[3].tuple(of: sizes.count...sizes.count)
    else { throw bad(arguments[2], "the tensor's shape, and as many strides") }
    func counts(_ values: [PickleValue], _ expected: String) throws -> [Int] {
      try values.map { value in
        guard let number = value.integer, number >= 0 else { throw bad(value, expected) }
        return number
      }
    }
    self.offset = offset
    shape = try counts(sizes, "a side of the tensor")
    self.strides = try counts(strides, "a stride of the tensor")
  }

  private static func type(_ storage: String, _ own: PickleValue?) -> String? {
    if let name = own?.name?.dropFirst("torch ".count) {
      return TorchVocabulary.types["\(name)"]?.rawValue ?? "\(name)"
    }
    guard storage.hasPrefix("torch ") else { return nil }
    let name = String(storage.dropFirst("torch ".count))
    guard name.hasSuffix("Storage") else { return nil }
    return TorchVocabulary.storages[name]?.rawValue ?? String(name.dropLast("Storage".count))
  }

  /// The tensor's numbers in the order of its rows, the lowest byte of each first; throws where they lie beyond the storage,
  /// or take more than `limit` bytes.
  func rows(
    of storage: [UInt8], elementSize: Int, isBigEndian: Bool, limit: Int, path: String, name: String
  ) throws -> [UInt8] {
    let count = shape.reduce(1) { $0.timesSaturating($1) }
    let last = zip(shape, strides).reduce(offset) { $0.plusSaturating(max(0, $1.0 - 1).timesSaturating($1.1)) }
    let held = storage.count / elementSize
    guard count == 0 || last < held else {
      throw SafetensorsError(
        file: path, tensor: name, found: "a tensor that reaches to number \(last.plusSaturating(1)) of its storage",
        expected: "no more than the \(held) that the storage has")
    }
    guard count.timesSaturating(elementSize) <= limit else {
      throw SafetensorsError(
        file: path, tensor: name, found: "\(count.timesSaturating(elementSize)) bytes",
        expected: "no more than \(limit), which are there")
    }
    var rows: [UInt8]
    if count == 0 {
      rows = []
    } else if isContiguous {
      rows = Array(storage[offset * elementSize..<(offset + count) * elementSize])
    } else {
      rows = gathered(storage, count, elementSize)
    }
    if isBigEndian, elementSize > 1 {
      for first in stride(from: 0, to: rows.count, by: elementSize) {
        for place in 0..<elementSize / 2 { rows.swapAt(first + place, first + elementSize - 1 - place) }
      }
    }
    return rows
  }

  /// Whether the numbers lie in the storage as the rows have them.
  private var isContiguous: Bool {
    var expected = 1
    for (side, stride) in zip(shape, strides).reversed() {
      if side != 1, stride != expected { return false }
      expected = expected.timesSaturating(side)
    }
    return true
  }

  private func gathered(_ storage: [UInt8], _ count: Int, _ elementSize: Int) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(count * elementSize)
    var indices = [Int](repeating: 0, count: shape.count)
    var place = offset
    for _ in 0..<count {
      rows += storage[place * elementSize..<(place + 1) * elementSize]
      var side = shape.count - 1
      while side >= 0 {
        indices[side] += 1
        // The stride of a side of one number may be any; what runs over comes back.
        place &+= strides[side]
        if indices[side] < shape[side] { break }
        place &-= strides[side] &* shape[side]
        indices[side] = 0
        side -= 1
      }
    }
    return rows
  }
}

extension Optional {
  /// The value; throws an error where there is none.
  fileprivate func orThrow(_ error: @autoclosure () -> some Error) throws -> Wrapped {
    guard let self else { throw error() }
    return self
  }
}
