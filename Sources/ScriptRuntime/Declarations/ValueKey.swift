import Datasets
import NeuralNetworks
import Options
import Training

/// An argument or option that takes a value of the language, together with what the command reads it as.
struct ValueKey<Read>: OptionDeclaring {
  let declaration: OptionDeclaration
  private let convert: @Sendable (Value) -> Read?

  /// Declares one; `convert` gives nil for values that the kind refuses.
  init(
    _ name: String, _ kind: OptionKind, argument: Bool = true, required: Bool = true, repeated: Bool = false,
    _ summary: String,
    convert: @escaping @Sendable (Value) -> Read?
  ) {
    declaration = OptionDeclaration(
      name, kind, argument: argument, required: required, repeated: repeated, summary)
    self.convert = convert
  }

  /// A known value as the command reads it.
  /// - Precondition: The key's kind has accepted the value.
  func read(_ value: Value) -> Read {
    guard let read = convert(value) else {
      preconditionFailure("`\(declaration.name)` is declared as another kind than it is read as: \(value.type).")
    }
    return read
  }
}

/// A value on its own, or a member of a family with its index.
struct Member<Content> {
  let index: Family.Index?
  let value: Content
}

extension ValueKey {
  /// Declares an argument that takes one value, or a family of them: each member is read by itself.
  static func several<Content>(
    _ name: String, _ types: [ValueType], repeated: Bool = false, _ summary: String,
    convert: @escaping @Sendable (Value) -> Content?
  ) -> ValueKey where Read == [Member<Content>] {
    ValueKey(name, .value(types, several: true), repeated: repeated, summary) { value in
      let members = value.members
      let read = members.compactMap { index, member in convert(member).map { Member(index: index, value: $0) } }
      return read.count == members.count ? read : nil
    }
  }
}

extension ValueKey<Autoencoder> {
  /// A model.
  static func model(
    _ name: String = "model", argument: Bool = true, required: Bool = true, _ summary: String = "the model"
  ) -> ValueKey {
    ValueKey(name, .value([.model]), argument: argument, required: required, summary, convert: \.model)
  }
}

extension ValueKey<ImageCollection> {
  /// A data set or images.
  static func images(
    _ name: String = "images", argument: Bool = true, required: Bool = true, _ summary: String = "the images"
  ) -> ValueKey {
    ValueKey(
      name, .value([.data, .images]), argument: argument, required: required, summary, convert: ImageCollection.init)
  }
}

extension ValueKey<Codes> {
  /// Codes.
  static func codes(_ summary: String = "the codes") -> ValueKey {
    ValueKey("codes", .value([.codes]), summary, convert: \.codes)
  }
}
