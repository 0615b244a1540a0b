import Basics
import JupyterKernel
import TestSupport
import Testing

@Suite struct WireTests {
  private static let key = Array("a0436f6c-1916-498b-8eb9-e81ab9368e84".utf8)
  private static let message = KernelMessage(
    identities: [[1, 0, 255], [7]],
    header: ["msg_id": "1", "msg_type": "execute_request"], parent: ["msg_id": "0"], metadata: ["a": "é"],
    content: ["code": "print 1"], buffers: [[], [0, 1, 2]])

  /// Frames that are signed, and stand for a request with these parts.
  private static func frames(_ parts: [String], signature: String) -> [[UInt8]] {
    [Wire.delimiter, Array(signature.utf8)] + parts.map { Array($0.utf8) }
  }

  @Test("A message comes out as it went in")
  func roundTrip() throws {
    let frames = Wire(key: Self.key).frames(of: Self.message)
    #expect(frames.count == 2 + 2 + 4 + 2)
    #expect(try Wire(key: Self.key).message(from: frames) == Self.message)
    let unsigned = Wire(key: []).frames(of: Self.message)
    #expect(unsigned[3].isEmpty)
    #expect(try Wire(key: []).message(from: unsigned) == Self.message)
  }

  @Test("The signature is the one that Python's hmac gives")
  func signature() throws {
    // hmac.new(key, b"".join(parts), hashlib.sha256).hexdigest()
    let signature = "3bfc1068dc2949338b42be26dce302f0174aa76808e9c175b098cd88d4eaf367"
    let parts = [
      #"{"msg_id":"1","msg_type":"execute_request"}"#, #"{"msg_id":"0"}"#, #"{"a":"é"}"#, #"{"code":"print 1"}"#,
    ]
    #expect(Wire(key: Self.key).frames(of: Self.message)[3] == Array(signature.utf8))
    let read = try Wire(key: Self.key).message(from: Self.frames(parts, signature: signature))
    #expect(read.content == Self.message.content)
  }

  @Test("Capitals are the same signature, and no way to send a message again")
  func capitals() throws {
    var frames = Wire(key: Self.key).frames(of: Self.message)
    let wire = Wire(key: Self.key)
    frames[3] = Array(String(decoding: frames[3], as: UTF8.self).uppercased().utf8)
    #expect(try wire.message(from: frames) == Self.message)
    #expect(throws: WireError.repeatedSignature) {
      try wire.message(from: Wire(key: Self.key).frames(of: Self.message))
    }
  }

  @Test("The same signature is let in once, and many others are")
  func sentAgain() throws {
    let wire = Wire(key: Self.key)
    var message = Self.message
    for number in 0..<100 {
      message.content = ["number": .integer(number)]
      let frames = wire.frames(of: message)
      #expect(try wire.message(from: frames) == message)
      #expect(throws: WireError.repeatedSignature) { try wire.message(from: frames) }
    }
    let unsigned = Wire(key: [])
    for _ in 0..<2 { #expect(try unsigned.message(from: unsigned.frames(of: message)) == message) }
  }

  @Test("Any change of one bit in what is signed, or in the signature, is seen")
  func bits() {
    let good = Wire(key: Self.key).frames(of: Self.message)
    for place in 3..<8 {
      for byte in good[place].indices {
        for bit in 0..<8 {
          var frames = good
          frames[place][byte] ^= 1 << bit
          // A letter of the signature in capitals means the same.
          if place == 3, frames[3] == good[3] || bit == 5, good[3][byte] >= UInt8(ascii: "a") { continue }
          #expect(throws: WireError.wrongSignature) { try Wire(key: Self.key).message(from: frames) }
        }
      }
    }
  }

  @Test("Signatures of another length, or of no digits, are wrong")
  func noSignatures() {
    let good = Wire(key: Self.key).frames(of: Self.message)
    let signature: [UInt8] = good[3]
    let wrong: [[UInt8]] = [
      [], Array(signature.dropLast()), signature + [48], signature + signature, Array(repeating: 103, count: 64),
    ]
    for signature in wrong {
      var frames = good
      frames[3] = signature
      #expect(throws: WireError.wrongSignature) { try Wire(key: Self.key).message(from: frames) }
    }
    #expect(throws: WireError.wrongSignature) { try Wire(key: [1]).message(from: good) }
  }

  @Test(
    "What is no message is told by what it lacks",
    arguments: [
      (["{}", "{}", "{}", "{}"], "its header has no `msg_type`"),
      ([#"{"msg_type":"a"}"#, "{}", "{}", "{}"], "its header has no `msg_id`"),
      ([#"{"msg_type":3,"msg_id":"b"}"#, "{}", "{}", "{}"], "its header has no `msg_type`"),
      (["[]", "{}", "{}", "{}"], "its header is no object of JSON"),
      ([#"{"msg_type":"a","msg_id":"b"}"#, "null", "{}", "{}"], "its parent header is no object of JSON"),
      ([#"{"msg_type":"a","msg_id":"b"}"#, "{}", "3", "{}"], "its metadata is no object of JSON"),
      ([#"{"msg_type":"a","msg_id":"b"}"#, "{}", "{}", "\"\""], "its content is no object of JSON"),
      (["{}", "{}", "{}"], "4 frames follow the delimiter; expected 5 or more"),
    ])
  func lacks(parts: [String], message: String) {
    let error = #expect(throws: WireError.self) {
      try Wire(key: []).message(from: Self.frames(parts, signature: ""))
    }
    #expect(error?.description == message)
  }

  @Test("Frames without a delimiter are no message, and neither are none")
  func noDelimiter() {
    for frames in [[], [[]], Array(Wire(key: []).frames(of: Self.message).dropFirst(3))] {
      #expect(throws: WireError.noDelimiter) { try Wire(key: []).message(from: frames) }
    }
  }

  @Test("Mutated frames end in a message or in an error, never in a trap")
  func mutations() {
    var random = SplitMix(state: 1)
    let good = Wire(key: []).frames(of: Self.message)
    var refused = 0
    for _ in 0..<3000 {
      var frames = good
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        guard let place = frames.indices.randomElement(using: &random) else { break }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: frames.remove(at: place)
        case 1: frames.insert(frames[place], at: place)
        case 2: frames[place] = Array(frames[place].prefix(Int.random(in: 0...frames[place].count, using: &random)))
        case 3: frames[place] += (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }
        default:
          if let byte = frames[place].indices.randomElement(using: &random) {
            frames[place][byte] = UInt8.random(in: 0...255, using: &random)
          }
        }
      }
      do { _ = try Wire(key: []).message(from: frames) } catch { refused += 1 }
    }
    #expect(refused > 300 && refused < 3000)
  }
}
