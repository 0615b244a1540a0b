import Basics

/// What the kernel says of itself.
public struct KernelInformation: Sendable {
  /// The program's version.
  public let version: String
  /// A line that consoles show at the beginning.
  public let banner: String

  /// Describes the kernel.
  public init(version: String, banner: String) {
    (self.version, self.banner) = (version, banner)
  }

  /// The reply to `kernel_info_request`.
  var reply: JSONValue {
    [
      "status": "ok", "protocol_version": .text(MessageMint.protocolVersion), "implementation": "darkroom",
      "implementation_version": .text(version), "banner": .text(banner), "debugger": false, "supported_features": [],
      "language_info": [
        "name": "darkroom", "version": .text(version), "mimetype": "text/x-darkroom", "file_extension": ".darkroom",
        // Who does not know the language is told of one that has its comments, texts, numbers, `for`, `if` and `end`.
        "pygments_lexer": "julia", "codemirror_mode": ["name": "darkroom", "mime": "text/x-julia"],
      ],
      "help_links": [],
    ]
  }
}
