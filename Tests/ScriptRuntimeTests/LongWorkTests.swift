import Datasets
import ScriptLanguage
import ScriptRuntime
import Synchronization
import Testing
import Training

/// What a session says while something takes long, and what it foresees of the memory that it takes.
@Suite(.serialized) struct LongWorkTests {
  /// Keeps what is told of long work.
  private final class Listener: SessionOutput {
    final class Told: Sendable { let lines = Mutex<[String]>([]) }
    let told = Told()

    func print(_ text: String) {}
    func display(_ text: String) {}
    func page(_ text: String) {}
    func show(_ figure: ShownFigure) {}
    func note(_ text: String) {}
    func warn(_ diagnostic: Diagnostic) {}
    func training(_ event: TrainingEvent) {}
    func clear(wait: Bool) {}
    var loadingProgress: (@Sendable (LoadingProgress) -> Void)? {
      { [told] progress in
        if case .work(let name, let done, let total, let unit) = progress {
          told.lines.withLock { $0.append("\(name) \(done)/\(total) \(unit)") }
        }
      }
    }
  }

  private static let beginning = """
    d = load sketches count=200
    m = autoencoder latent=4 width=4

    """

  private static let many = beginning.replacing("count=200", with: "count=20000")

  /// What is told where so much time goes by whenever somebody asks for it.
  private func told(_ script: String, seconds: Double) throws -> [String] {
    let time = Mutex(0.0)
    let settings = Session.Settings(
      workspace: Workspace(scriptFolder: "/tmp", outputFolder: "/tmp"),
      clock: {
        time.withLock { time in
          time += seconds
          return time
        }
      })
    let listener = Listener()
    let session = Session(settings: settings, output: listener)
    try session.run(session.check(SourceText(name: "test.darkroom", text: Self.beginning + script)))
    return listener.told.lines.withLock { $0 }
  }

  @Test(
    "Whatever takes long says how far it is, and when it is done",
    arguments: [
      ("c = encode m d", ["encoding 64/200 image", "encoding 128/200 image", "encoding 192/200 image"], 1),
      ("e = measure m d by=psnr", ["measuring 64/200 image", "measuring 128/200 image", "measuring 192/200 image"], 1),
      (
        "r = reconstruct m d",
        ["reconstructing 64/200 image", "reconstructing 128/200 image", "reconstructing 192/200 image"], 1
      ),
      ("p = pca d size=2", ["fitting 100/200 image"], 1),
      ("n = sample m count=1500 from=gaussian data=d", ["decoding 1024/1500 image"], 2),
      ("dimensions m d", ["decoding 1/4 number", "decoding 2/4 number", "decoding 3/4 number"], 2),
      ("r = corrupt d gaussian(0.1)", ["corrupting 64/200 image", "corrupting 192/200 image"], 1),
      ("r = denoise d median(3)", ["filtering 1/200 image", "filtering 199/200 image"], 1),
      (
        "e = load sketches count=5000\nr = denoise e projection(2) on=d",
        ["fitting 100/200 image", "filtering 4096/5000 image"], 2
      ),
      ("e = load sketches count=2000\nc = encode m e\nq = probe c validate=c", ["probing 1024/2000 code"], 2),
      ("neighbours m d count=2 by=pixels", [], 0),
      ("c = encode m d\nmap c", ["mapping 50/1000 step"], 2),
    ])
  func progress(script: String, lines: [String], works: Int) throws {
    let told = try told(script, seconds: 3)
    for line in lines { #expect(told.contains(line), "\(told)") }
    // Each piece of work that was told of is told to be over.
    let ends = told.filter { line in
      let numbers = line.split(separator: " ")[1].split(separator: "/")
      return numbers[0] == numbers[1]
    }
    #expect(ends.count == works, "\(told)")
  }

  @Test("Principal components of the same images are found once, for as many of them")
  func componentsAreKept() throws {
    let told = try told(
      """
      n = corrupt d gaussian(0.1)
      p = pca d size=2
      r = denoise n projection(2) on=d
      p = pca d size=2
      q = pca d size=3
      p = pca n size=2
      """, seconds: 3)
    #expect(told.count { $0 == "fitting 200/200 image" } == 3, "\(told)")
  }

  @Test("What is done soon says nothing")
  func patience() throws { #expect(try told("c = encode m d\ne = measure m d", seconds: 0.001) == []) }

  @Test(
    "What would not fit into memory is refused before the run",
    arguments: [
      ("n = sample m count=1000000 from=gaussian data=d", "so many images", "3:20"),
      ("r = reconstruct m d", "so many images as numbers", "3:19"),
      ("r = corrupt d gaussian(0.1)", "so many images as numbers", "3:13"),
      ("p = pca d size=20", "fitting this", "3:9"),
      ("r = denoise d median(3)", "so many images as numbers", "3:13"),
      ("rates m d training=d", "principal components of these", "3:20"),
      ("c = encode m d\nt = map c", "a map of 20,000 codes", "4:9"),
    ])
  func memory(line: String, what: String, place: String) throws {
    let found = try Bench(memoryLimit: 100_000_000).check(Self.many + line)
    #expect(found.hasPrefix("test.darkroom:\(place): error: \(what) would take "), "\(found)")
    #expect(found.contains("of memory, and 100 MB are there"), "\(found)")
  }
}
