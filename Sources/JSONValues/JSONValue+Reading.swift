#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// Reads a text of JSON.
  /// - Throws: ``JSONError``, which says where it is wrong.
  public init(json bytes: some Sequence<UInt8>) throws(JSONError) {
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch DecodingError.dataCorrupted(let context) {
      throw JSONError(reason: Self.reason(context))
    } catch {
      throw JSONError(reason: "\(error)")
    }
  }

  private static func reason(_ context: DecodingError.Context) -> String {
    let inner = context.underlyingError.map { "\(($0 as? CocoaError)?.userInfo["NSDebugDescription"] ?? "")" } ?? ""
    return inner.isEmpty ? context.debugDescription : inner
  }
}

extension JSONValue: Decodable {
  /// Reads a value, whatever its kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let elements = try? container.decode([JSONValue].self) {
      self = .list(elements)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}

/// A text that is no JSON.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What is wrong with it, and where.
  public let reason: String

  /// The error in words.
  public var description: String { "this is no JSON: \(reason)" }
}
