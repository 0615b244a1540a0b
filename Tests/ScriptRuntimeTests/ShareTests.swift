import Foundation
import ScriptLanguage
import ScriptRuntime
import TestSupport
import Testing
import Training

/// Scripts of which several sessions train a share each, and one all that is left.
@Suite(.serialized) struct ShareTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let opening = """
    d = load sketches count=40
    v = take d 8

    """

  private func bench(_ share: Share? = nil, steals: Bool = false, store name: String = "store") throws -> Bench {
    try Bench(
      keeping: TrainingKeeping(store: TrainingStore(folder: folder.file(name))), share: share, steals: steals,
      clock: { 0 })
  }

  /// What a share says of a script, without the day.
  private func run(_ script: String, _ share: String?, steals: Bool = false) throws -> String {
    let bench = try bench(share.flatMap { Share($0) }, steals: steals)
    return bench.run(Self.opening + script).replacing(/kept from \d{4}-\d\d-\d\d/, with: "kept from DAY")
  }

  /// What all shares of a script do, each a line of what it trained, kept and left, and then what the whole says, which is
  /// what a session says that does all by itself.
  private func shares(_ script: String, _ count: Int, backwards: Bool = false) throws -> [String] {
    var summaries: [String] = []
    for number in backwards ? (1...count).reversed() : Array(1...count) {
      let bench = try bench(Share(number, of: count))
      let text = bench.run(Self.opening + script)
      #expect(!text.contains("error"), "\(text)")
      summaries.append(try #require(bench.session.share?.summary))
    }
    let alone = try bench(store: "alone").run(Self.opening + script)
    let whole = try bench().run(Self.opening + script)
    #expect(Self.withoutRemarks(whole) == Self.withoutRemarks(alone))
    return summaries
  }

  private static func withoutRemarks(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("note: ") }.joined(separator: "\n")
  }

  private static let sweep = """
    for size in 4,6,8
      for number in 0..1
        seed number
        model[size,number] = autoencoder latent=size width=2
        log[size,number] = train model[size,number] on=d epochs=1 shuffle=yes validate=v
        print "{size} {number} {log[size,number].validation_last}"
      end
    end
    evaluate model[4,0] v
    for member in log
      print "{member.training_last}"
    end
    result = table log over=number
    (result.validation)

    """

  @Test("Each share trains its own, says what is there, and passes over the rest; the whole then trains nothing")
  func sweep() throws {
    #expect(
      try shares(Self.sweep, 4) == [
        "share 1/4: 2 trainings done; 4 left to others",
        "share 2/4: 2 trainings done, 2 kept from before; 2 left to others",
        "share 3/4: 1 training done, 4 kept from before; 1 left to others",
        "share 4/4: 1 training done, 5 kept from before; none is left to others",
      ])
    #expect(try run(Self.sweep, nil).components(separatedBy: "note: kept from DAY").count == 7)
  }

  @Test("A share says what it has, and nothing of what it has not")
  func passedOver() throws {
    let script = """
      for number in 0..2
        seed number
        model[number] = autoencoder latent=4 width=2
        log[number] = train model[number] on=d epochs=1
      end
      print "first {log[0].epochs}"
      print "second {log[1].epochs}"
      log[1]
      a = (log[1].training_last)
      b = (a + 1)
      if (b > 0)
        print "never"
        c = 1
      else
        print "nor this"
      end
      c
      for member in (log[1].training)
        print "not once"
      end
      r = reconstruct model[1] v
      show r save=r.png
      expect (a > 100)
      print "end"
      vars
      """
    let text = try run(script, "1/3")
    #expect(text.hasPrefix("note: number 0\nfirst 1\nend\n"), "\(text)")
    #expect(!text.contains("figure"))
  }

  @Test("Trainings that build on one another go to one share")
  func chains() throws {
    let script = """
      for number in 1..2
        seed number
        model = autoencoder latent=4 width=2
        short[number] = train model on=d epochs=1
        other = copy model
        long[number] = train model on=d epochs=1
        twin[number] = train other on=d epochs=2
      end
      print "{short[1].training_last} {long[1].training_last} {twin[2].training_last}"
      """
    #expect(
      try shares(script, 2) == [
        "share 1/2: 3 trainings done; 3 left to others",
        "share 2/2: 3 trainings done, 3 kept from before; none is left to others",
      ])
  }

  @Test("Where random numbers go on behind a training, those that are known before part the trainings, others do not")
  func streams() throws {
    func script(_ options: String) -> String {
      """
      for number in 1..2
        model = autoencoder latent=4 width=2
        log[number] = train model on=d epochs=2 validate=v shuffle=yes \(options)
      end
      print "{log[2].training_last}"
      """
    }
    #expect(
      try shares(script(""), 2) == [
        "share 1/2: 1 training done; 1 left to others",
        "share 2/2: 1 training done, 1 kept from before; none is left to others",
      ])
    #expect(
      try shares(script("augment=flip"), 2) == [
        "share 1/2: 2 trainings done; none is left to others",
        "share 2/2: 0 trainings done, 2 kept from before; none is left to others",
      ])
    // The second share finds its weights without the first one's training.
    let known = script("metrics=psnr")
    #expect(try run(known, "2/2").contains("share") == false)
    let store = TrainingStore(folder: folder.file("store"))
    let before = store.trainings.count
    _ = try run(known, "1/2")
    #expect(store.trainings.count == before + 1)
    #expect(try run(known, nil).components(separatedBy: "note: kept from DAY").count == 3)
    // Alone, the second share knows neither where random numbers go on nor, so, its weights.
    let text = try run(
      script("corrupt=gaussian(0.1)") + "\nseed 3\nm = autoencoder latent=4 width=2\nprint \"new\"", "2/2")
    #expect(text == "new\n", "\(text)")
  }

  @Test("What lies behind a condition that only some shares know is done by those that come to it, and numbers go on")
  func unknownBlocks() throws {
    let script = """
      seed 1
      a = autoencoder latent=4 width=2
      first = train a on=d epochs=1
      if (first.training_last < 100)
        seed 2
        b = autoencoder latent=4 width=2
        second = train b on=d epochs=1
      end
      seed 3
      c = autoencoder latent=4 width=2
      third = train c on=d epochs=1
      print "{third.training_last}"
      """
    #expect(
      try shares(script, 2) == [
        "share 1/2: 2 trainings done; 1 left to others",
        "share 2/2: 1 training done, 2 kept from before; none is left to others",
      ])
  }

  @Test("A training on what others' trainings make is numbered by all, and so is known what it draws")
  func deferredImages() throws {
    let script = """
      seed 1
      first = autoencoder latent=4 width=2
      a = train first on=d epochs=1
      made = reconstruct first d
      second = autoencoder latent=4 width=2
      b = train second on=made epochs=2 shuffle=yes
      for size in 3..5
        model = autoencoder latent=size width=2
        log[size] = train model on=d epochs=1
      end
      print "{b.training_last} {log[3].training_last} {log[4].training_last} {log[5].training_last}"
      """
    var expected = [
      "share 4/4: 1 training done; 4 left to others",
      "share 3/4: 1 training done, 1 kept from before; 3 left to others",
      "share 2/4: 0 trainings done, 2 kept from before; 3 left to others",
      "share 1/4: 2 trainings done, 2 kept from before; 1 left to others",
    ]
    #expect(try shares(script, 4, backwards: true) == expected)
    // Once the first training is there, the second has its images.
    expected[2] = "share 2/4: 0 trainings done, 5 kept from before; none is left to others"
    let bench = try bench(Share("2/4"))
    _ = bench.run(Self.opening + script)
    #expect(bench.session.share?.summary == expected[2])
  }

  @Test("Where only the run knows how much a training draws, what is drawn behind it goes with it")
  func unknownDraws() throws {
    let script = """
      seed 1
      first = autoencoder latent=4 width=2
      a = train first on=d epochs=1
      second = autoencoder latent=4 width=2
      b = train second on=d epochs=(a.epochs)
      third = autoencoder latent=4 width=2
      c = train third on=d epochs=1
      print "{b.training_last} {c.training_last}"
      """
    #expect(
      try shares(script, 3) == [
        "share 1/3: 1 training done; 2 left to others",
        "share 2/3: 2 trainings done, 1 kept from before; none is left to others",
        "share 3/3: 0 trainings done, 3 kept from before; none is left to others",
      ])
  }

  @Test("A share that steals does what is left, and nobody does what another has claimed")
  func stealing() throws {
    let script = Self.sweep
    let bench = try bench(Share("2/6"), steals: true)
    _ = bench.run(Self.opening + script)
    #expect(bench.session.share?.summary == "share 2/6: 6 trainings done; none is left to others")

    // The claim of a process that runs, which stands for another's.
    let other = try Bench(
      keeping: TrainingKeeping(store: TrainingStore(folder: folder.file("claimed"))), share: Share("1/1"), clock: { 0 })
    let store = folder.file("claimed")
    _ = other.run(Self.opening + script)
    let keys = try FileManager.default.contentsOfDirectory(atPath: store).filter { $0.hasSuffix(".safetensors") }
    #expect(keys.count == 6)
    try FileManager.default.removeItem(atPath: store + "/" + keys[0])
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sleep")
    shell.arguments = ["600"]
    try shell.run()
    // It inherits whichever signals the tests keep from themselves.
    func end() { kill(shell.processIdentifier, SIGKILL) }
    defer { end() }
    let claim = store + "/" + keys[0].replacing(".safetensors", with: ".claim")
    func stealAgain() throws -> String? {
      let again = try Bench(
        keeping: TrainingKeeping(store: TrainingStore(folder: store)), share: Share("1/1"), steals: true, clock: { 0 })
      _ = again.run(Self.opening + script)
      return again.session.share?.summary
    }
    try ClaimRecord.write(to: claim, process: Int(shell.processIdentifier))
    #expect(try stealAgain() == "share 1/1: 0 trainings done, 5 kept from before; 1 left to others")
    end()
    shell.waitUntilExit()
    #expect(try stealAgain() == "share 1/1: 1 training done, 5 kept from before; none is left to others")
    #expect(!FileManager.default.fileExists(atPath: claim))
  }

  @Test("A training that is not kept in a store is nobody's in a share, and the whole does it")
  func withoutStore() throws {
    let script = """
      model = autoencoder latent=4 width=2
      log = train model on=d epochs=1 store=no
      print "{log.epochs}"
      """
    #expect(
      try shares(script, 2) == [
        "share 1/2: 0 trainings done; 1 left to others",
        "share 2/2: 0 trainings done; 1 left to others",
      ])
  }

  @Test("A training in a loop says which round it is, also where it was kept")
  func rounds() throws {
    let script = """
      d = load sketches count=8
      for size in 2,4
          for kind in "plain","other"
              seed 1
              model = autoencoder latent=(size) width=2
              log[size,kind] = train model on=d epochs=1
          end
      end
      seed 2
      alone = autoencoder latent=2 width=2
      last = train alone on=d epochs=1
      """
    let bench = try Bench()
    let told = ["size 2, kind plain", "size 2, kind other", "size 4, kind plain", "size 4, kind other"]
    #expect(bench.run(script) == told.map { "note: \($0)\n" }.joined())
  }

  @Test("A check numbers trainings as the run does, and says how evenly they fall")
  func plan() throws {
    func plan(_ script: String, _ shares: Int) throws -> [String] {
      let report = try bench().session.check(SourceText(name: "test.darkroom", text: Self.opening + script))
      #expect(report.errors.isEmpty)
      return SharePlan(report.trainings, shares: shares, operationsPerSecond: 1e6).lines
    }
    let lines = try plan(Self.sweep, 6)
    #expect(lines.count == 1 && lines[0].hasPrefix("6 shares: 1 training each, about "), "\(lines)")
    let many = try plan(Self.sweep, 8)
    #expect(many.count == 2 && many[0].hasPrefix("6 of 8 shares: 1 training each, about "), "\(many)")
    #expect(many.last == "2 shares with nothing to do")
    #expect(try plan(Self.sweep, 4).first?.hasPrefix("4 shares: 1 or 2 trainings each, about") == true)
    #expect(try plan(Self.sweep, 8).last == "2 shares with nothing to do")
    let chained = """
      for number in 1..2
        model = autoencoder latent=4 width=2
        a = train model on=d epochs=1 augment=flip
        b = train model on=d epochs=1
      end
      """
    #expect(
      try plan(chained, 1).last
        == "4 trainings in 1 group: what builds on a model, or on the random numbers that a training leaves, goes to one "
        + "share; `seed` before each model makes them independent")
    #expect(
      try plan(chained.replacing("  model", with: "  seed number\n  model"), 1).last?.hasPrefix(
        "4 trainings in 2 groups") == true)
    let unknown = """
      model = autoencoder latent=4 width=2
      log = train model on=d epochs=1
      if (log.training_last > 0.1)
        seed 1
        other = autoencoder latent=4 width=2
        more = train other on=d epochs=1
      end
      """
    #expect(try plan(unknown, 1).last == "1 training of which only the run knows whether it comes to them")
  }
}
