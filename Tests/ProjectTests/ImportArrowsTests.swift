import Foundation
import Testing

/// The modules' imports run along the arrows that ARCHITECTURE.md draws, and along no others.
@Suite struct ImportArrowsTests {
  /// What each module of ours may import of ours.
  static let arrows: [String: Set<String>] = [
    "Basics": [],
    "Options": ["Basics"],
    "FileFormats": ["Basics", "CZlib"],
    "Distributed": ["CMPI", "CPlatform"],
    "Devices": ["Basics", "COpenCL", "CCUDA"],
    "KernelArguments": [],
    "VectorRoutines": ["KernelArguments", "CLanes"],
    "TensorMath": [
      "KernelArguments", "VectorRoutines", "VectorRoutinesAVX512", "CPlatform", "Distributed", "Devices",
    ],
    "NeuralNetworks": ["Basics", "Options", "FileFormats", "TensorMath", "Devices"],
    "Datasets": [
      "Basics", "Options", "FileFormats", "TensorMath", "CPlatform", "CPNG", "CZlib", "CCurl", "CTurboJPEG", "CWebP",
      "CGIF", "CTIFF",
    ],
    "Training": ["Basics", "Options", "NeuralNetworks", "Datasets", "TensorMath", "Distributed"],
    "Analysis": ["Basics", "TensorMath"],
    "Figures": ["Basics", "CCairo", "CZlib"],
    "Explorer": ["NeuralNetworks", "TensorMath", "Figures", "Basics"],
    "ScriptLanguage": ["Basics"],
    "ScriptRuntime": [
      "Basics", "Options", "ScriptLanguage", "Training", "NeuralNetworks", "Datasets", "TensorMath", "Analysis",
      "Figures", "Explorer", "Distributed", "Devices",
    ],
    "Notebooks": ["Basics", "ScriptLanguage", "CMarkdown"],
    "LineEditing": ["Basics"],
    "TerminalPictures": ["Basics"],
    "JupyterKernel": ["Basics", "ScriptRuntime", "ScriptLanguage", "Training", "Datasets", "Figures", "CZeroMQ"],
    "Benchmarks": ["Basics", "Options", "NeuralNetworks", "TensorMath", "Figures"],
    "darkroom": [
      "Basics", "ScriptRuntime", "ScriptLanguage", "Notebooks", "LineEditing", "TerminalPictures", "JupyterKernel",
      "Benchmarks", "CPlatform", "Training", "Datasets", "Figures", "TensorMath", "Distributed", "Devices",
    ],
  ]

  /// The C modules, what is built from another's sources, and the Python package.
  static let withoutArrows = [
    "VectorRoutinesAVX512", "CLanes", "CPlatform", "CPNG", "CZlib", "CCurl", "CMPI", "COpenCL", "CCUDA", "CCairo",
    "CZeroMQ",
    "CMarkdown",
    "CTurboJPEG", "CWebP", "CGIF", "CTIFF", "jupyter-darkroom",
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("No module imports against the arrows", arguments: arrows.keys.sorted())
  func arrowsHold(module: String) throws {
    let folder = Self.root.appending(path: "Sources/\(module)")
    let files = try SwiftFiles.under(folder)
    let ours = Set(Self.arrows.keys).union(Self.withoutArrows)
    let allowed = try #require(Self.arrows[module])
    for file in files {
      for imported in try Self.imports(of: file) where ours.contains(imported) && !allowed.contains(imported) {
        Issue.record("\(module)/\(file.lastPathComponent) imports \(imported), against the arrows of ARCHITECTURE.md")
      }
    }
  }

  @Test("Every folder of Sources stands in the table of arrows")
  func tableIsComplete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    let known = Set(Self.arrows.keys).union(Self.withoutArrows)
    #expect(Set(folders).subtracting(known).isEmpty)
  }

  @Test("The program starts without the whole of Foundation, which brings some forty libraries with it")
  func foundationIsEssential() throws {
    for file in try SwiftFiles.under(Self.root.appending(path: "Sources")) {
      let text = try String(contentsOf: file, encoding: .utf8)
      // Where there are no essentials, the whole may stand in for them.
      let otherwise = text.replacing(/#else\n  (public |package |internal )?import Foundation\n/, with: "")
      let imports = otherwise.split(separator: "\n").filter {
        $0.hasSuffix("import Foundation") || $0.hasSuffix("import FoundationNetworking")
      }
      #expect(imports.isEmpty, "\(file.lastPathComponent)")
    }
  }

  /// The modules that a file imports, whatever stands before the word `import`.
  private static func imports(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ ["public", "internal", "package", "private", "@preconcurrency"].contains($0) })
      else { return nil }
      return String(words[place + 1])
    }
  }
}
