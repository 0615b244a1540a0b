import Basics

/// What Jupyter is told to find the kernel by: a folder with `kernel.json` and the logo.
public struct KernelSpecification: Sendable {
  /// A file of the folder.
  public struct File: Sendable {
    /// Its name.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]
  }

  /// The name that notebooks and command lines use, in small letters.
  public let name: String
  /// The files of the folder.
  public let files: [File]

  /// Describes the kernel.
  /// - Parameters:
  ///   - name: Letters, digits, `-`, `.` and `_` of ASCII; case does not count.
  ///   - program: The program's path, which is absolute.
  ///   - logo: The logo's files, as ``logo(small:large:drawing:)`` names them.
  /// - Throws: ``KernelNameError``.
  public init(name: String, program: String, logo: [File] = []) throws(KernelNameError) {
    let isWellFormed = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._".utf8.contains(byte)
    }
    guard isWellFormed, name.utf8.contains(where: { $0 != UInt8(ascii: ".") }) else {
      throw KernelNameError(name: name)
    }
    let content: JSONValue = [
      "argv": [.text(program), "kernel", "run", "{connection_file}"], "display_name": "Darkroom",
      "language": "darkroom", "interrupt_mode": "message",
      "kernel_protocol_version": .text(MessageMint.protocolVersion), "metadata": ["debugger": false],
    ]
    self.name = name.lowercased()
    files = [File(name: "kernel.json", bytes: Array((content.json(.indented(1)) + "\n").utf8))] + logo
  }

  /// The files of a logo: a PNG of 32 × 32 pixels, one of 64 × 64, and an SVG.
  public static func logo(small: [UInt8], large: [UInt8], drawing: [UInt8]) -> [File] {
    [
      File(name: "logo-32x32.png", bytes: small), File(name: "logo-64x64.png", bytes: large),
      File(name: "logo-svg.svg", bytes: drawing),
    ]
  }

  /// The folder under Jupyter's data folder that the files lie in.
  public var folder: String { "kernels/\(name)" }
}

/// A name that no kernel may have.
public struct KernelNameError: Error, Hashable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// The error in words.
  public var description: String {
    "a kernel cannot be called “\(name)”: its name is made of the letters a to z, digits, -, . and _"
  }
}
