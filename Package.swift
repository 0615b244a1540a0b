// swift-tools-version: 6.2
import PackageDescription

/// Every target is built in Swift 6 language mode; warnings are mended, not silenced.
let language: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// What `make fuzz` builds with, such as `fuzzer,address`: then all but the kernels tell the fuzzer which way they took.
let fuzzing = Context.environment["DARKROOM_FUZZ"].map { "-sanitize=\($0)" }
let settings = language + (fuzzing.map { [.unsafeFlags([$0])] } ?? [])

/// The kernels are built for a processor level rather than for the machine that builds them,
/// and without checks: TensorMath checks every shape before it calls them.
func vectorSettings(level: String, defining symbol: String? = nil) -> [SwiftSetting] {
  var flags = ["-Ounchecked"]
  #if arch(x86_64)
    // Square roots of negative numbers set no error number, so that a lane of roots is one instruction.
    flags += ["-Xcc", "-march=\(level)", "-Xcc", "-fno-math-errno"]
  #endif
  return language + [.unsafeFlags(flags)] + (symbol.map { [.define($0)] } ?? [])
}

let package = Package(
  name: "darkroom",
  products: [.executable(name: "darkroom", targets: ["darkroom"])],
  traits: [
    .trait(name: "Jupyter", description: "Is a kernel for Jupyter (libzmq)."),
    .trait(name: "HTMLReports", description: "Writes reports as HTML (cmark-gfm)."),
    .trait(name: "JPEG", description: "Reads images that are JPEG (libjpeg-turbo)."),
    .trait(name: "WebP", description: "Reads images that are WebP (libwebp)."),
    .trait(name: "GIF", description: "Reads images that are GIF (giflib)."),
    .trait(name: "TIFF", description: "Reads images that are TIFF (libtiff)."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // System libraries, all in libcairo2-dev; their headers are found without pkg-config.
    .systemLibrary(name: "CCairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["libcairo2-dev"])]),
    // What the traits bring.
    .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(name: "CMarkdown", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(name: "CGIF", providers: [.apt(["libgif-dev"])]),
    .systemLibrary(name: "CTIFF", providers: [.apt(["libtiff-dev"])]),
    .target(name: "CPlatform"),
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png16")]),
    .target(name: "CCurl"),
    .target(name: "CMPI"),
    .target(name: "COpenCL"),
    .target(name: "CCUDA"),

    .target(name: "Basics", swiftSettings: settings),
    .target(name: "Options", dependencies: ["Basics"], swiftSettings: settings),

    .target(name: "FileFormats", dependencies: ["Basics", "CZlib"], swiftSettings: settings),

    // Several processes at one piece of work.
    .target(name: "Distributed", dependencies: ["CMPI", "CPlatform"], swiftSettings: settings),

    // Graphics processors, and what else computes beside the processor.
    .target(name: "Devices", dependencies: ["Basics", "COpenCL", "CCUDA"], swiftSettings: settings),

    // The numeric core.
    .target(name: "KernelArguments", swiftSettings: settings),
    .target(name: "CLanes"),
    .target(
      name: "VectorRoutines", dependencies: ["KernelArguments", "CLanes"],
      swiftSettings: vectorSettings(level: "x86-64-v3")),
    .target(
      name: "VectorRoutinesAVX512", dependencies: ["KernelArguments", "CLanes"],
      swiftSettings: vectorSettings(level: "x86-64-v4", defining: "AVX512")),
    .target(
      name: "TensorMath",
      dependencies: [
        "KernelArguments", "VectorRoutines", "VectorRoutinesAVX512", "CPlatform", "Distributed", "Devices",
      ],
      swiftSettings: settings),
    .target(
      name: "NeuralNetworks", dependencies: ["Basics", "Options", "FileFormats", "TensorMath", "Devices"],
      swiftSettings: settings),
    .target(
      name: "Datasets",
      dependencies: [
        "Basics", "Options", "FileFormats", "TensorMath", "CPlatform", "CPNG", "CZlib", "CCurl",
        .target(name: "CTurboJPEG", condition: .when(traits: ["JPEG"])),
        .target(name: "CWebP", condition: .when(traits: ["WebP"])),
        .target(name: "CGIF", condition: .when(traits: ["GIF"])),
        .target(name: "CTIFF", condition: .when(traits: ["TIFF"])),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .target(
      name: "Training",
      dependencies: ["Basics", "Options", "NeuralNetworks", "Datasets", "TensorMath", "Distributed"],
      swiftSettings: settings),

    // What is made of codes and measures: plain numbers in and out.
    .target(name: "Analysis", dependencies: ["Basics", "TensorMath"], swiftSettings: settings),

    // Figures.
    .target(name: "Figures", dependencies: ["Basics", "CCairo", "CZlib"], swiftSettings: settings),

    // The page that explores a model in a browser.
    .target(
      name: "Explorer", dependencies: ["Basics", "NeuralNetworks", "TensorMath", "Figures"], swiftSettings: settings),

    // The language and what runs it.
    .target(name: "ScriptLanguage", dependencies: ["Basics"], swiftSettings: settings),
    .target(
      name: "ScriptRuntime",
      dependencies: [
        "Basics", "Options", "ScriptLanguage", "Training", "NeuralNetworks", "Datasets", "TensorMath", "Analysis",
        "Figures", "Explorer", "Distributed", "Devices",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ],
      swiftSettings: settings),
    .target(
      name: "Notebooks",
      dependencies: [
        "Basics", "ScriptLanguage", .target(name: "CMarkdown", condition: .when(traits: ["HTMLReports"])),
      ],
      swiftSettings: settings),

    // The front ends over a session.
    .target(
      name: "LineEditing", dependencies: ["Basics"], swiftSettings: settings),
    .target(name: "TerminalPictures", dependencies: ["Basics"], swiftSettings: settings),
    .target(
      name: "JupyterKernel",
      dependencies: [
        "Basics", "ScriptRuntime", "ScriptLanguage",
        .target(name: "CZeroMQ", condition: .when(traits: ["Jupyter"])),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),

    // What measures it all.
    .target(
      name: "Benchmarks", dependencies: ["Basics", "Options", "NeuralNetworks", "TensorMath", "Figures"],
      swiftSettings: settings),

    // The command line.
    .executableTarget(
      name: "darkroom",
      dependencies: [
        "Basics", "ScriptRuntime", "ScriptLanguage", "Notebooks", "LineEditing", "TerminalPictures", "JupyterKernel",
        "Benchmarks", "CPlatform", "Distributed", "Devices",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // Tests.
    .target(name: "CountingMalloc", path: "Tests/CountingMalloc"),
    .target(
      name: "TestSupport", dependencies: ["TensorMath", "Basics", "CountingMalloc"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "FileFormatsTests", dependencies: ["FileFormats", "Basics", "CZlib", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "DevicesTests",
      dependencies: [
        "Devices", "Distributed", "NeuralNetworks", "Options", "ScriptLanguage", "ScriptRuntime", "TensorMath",
        "Training",
      ],
      swiftSettings: settings),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "TensorMathTests",
      dependencies: ["TensorMath", "KernelArguments", "VectorRoutines", "VectorRoutinesAVX512", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "NeuralNetworksTests", dependencies: ["NeuralNetworks", "Options", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["Datasets", "Basics", "FileFormats", "Options", "TensorMath", "CPNG", "CZlib", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "TrainingTests", dependencies: ["Training", "Basics", "Options", "Distributed", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Basics", "TensorMath", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "FiguresTests", dependencies: ["Figures", "Basics", "CPNG", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "ExplorerTests",
      dependencies: ["Explorer", "Basics", "Options", "NeuralNetworks", "TensorMath", "Figures", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ScriptLanguageTests", dependencies: ["ScriptLanguage", "Basics", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ScriptRuntimeTests", dependencies: ["ScriptRuntime", "Basics", "Distributed", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "NeuralNetworks", "TensorMath", "Figures", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "NotebooksTests", dependencies: ["Notebooks", "Basics", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "LineEditingTests", dependencies: ["LineEditing", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "TerminalPicturesTests", dependencies: ["TerminalPictures", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "JupyterKernelTests",
      dependencies: [
        "JupyterKernel", "ScriptRuntime", "Basics", "TestSupport",
        .target(name: "CZeroMQ", condition: .when(traits: ["Jupyter"])),
      ],
      swiftSettings: settings),
    .testTarget(name: "ProjectTests", swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["darkroom", "Datasets", "TestSupport"], swiftSettings: settings),

    // What reads bytes from outside, as a fuzzer feeds it.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Basics", "FileFormats", "ScriptLanguage", "ScriptRuntime", "Training", "NeuralNetworks", "Datasets", "Figures",
        "Notebooks",
        "LineEditing", "TerminalPictures", "JupyterKernel", "CZlib",
      ],
      path: "Tests/Fuzz/FuzzTargets", swiftSettings: settings),
    .testTarget(
      name: "FuzzCorpusTests", dependencies: ["FuzzTargets", "TestSupport"], path: "Tests/Fuzz/FuzzCorpusTests",
      swiftSettings: settings),
  ]
)

// Only what is built with `-sanitize=fuzzer` can be linked with libFuzzer.
if let fuzzing {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "Fuzzer", dependencies: ["Basics", "FuzzTargets", "CLibFuzzer"], path: "Tests/Fuzz/Fuzzer",
      swiftSettings: settings, linkerSettings: [.unsafeFlags([fuzzing, "-use-ld=lld"])]),
  ]
}
