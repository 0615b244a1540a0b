import Foundation
import Testing

/// What the prompt shows of figures and of trainings under way.
@Suite(.serialized) struct TerminalPictureScreenTests {
  @Test("Pictures stand in the terminal in their own colours, cell by cell")
  func colours() async throws {
    let program = try Program()
    defer { program.clean() }
    try Self.writePhotos(to: program)
    try await TerminalSession.run(in: program, columns: 60, rows: 20, environment: ["COLORTERM": "truecolor"]) {
      session in
      try await session.enter("photos = load images path=\"photos\"", next: 2)
      try await session.enter("show photos columns=4", next: 3)
      let runs = try session.colouredRows().map { row in
        TerminalCell.row(row).solidRuns(atLeast: 6).filter { $0 != "255;255;255" }
      }
      let images = runs.filter { $0.contains("255;0;0") }
      #expect(images.count >= 4, "\(runs)")
      for row in images { #expect(row == ["255;0;0", "0;200;0", "0;0;255", "90;60;30"]) }
      // The command is still there above the figure, and its path below.
      let shown = try session.screen()
      #expect(shown.contains("In [2]: show photos columns=4\n"), "\(shown)")
      #expect(shown.hasSuffix("\noutput/figure-1.png\nIn [3]: ‸"), "\(shown)")
    }
  }

  @Test("A figure as high as the window leaves room for the command and for the prompt")
  func height() async throws {
    try await TerminalSession.run(columns: 200, rows: 16, environment: ["COLORTERM": "truecolor"]) { session in
      try await session.enter("images = load sketches count=100", next: 2)
      try await session.enter("show images", next: 3)
      let rows = try session.screen().split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows.count == 16)
      #expect(rows[0] == "In [2]: show images")
      #expect(rows.suffix(2) == ["output/figure-1.png", "In [3]: ‸"])
    }
  }

  @Test("A terminal with a palette is given colours of the palette")
  func palette() async throws {
    let program = try Program()
    defer { program.clean() }
    try Self.writePhotos(to: program)
    try await TerminalSession.run(in: program, columns: 60, rows: 20) { session in
      try await session.enter("photos = load images path=\"photos\"", next: 2)
      try await session.enter("show photos columns=4", next: 3)
      let rows = try session.colouredRows().map { TerminalCell.row($0).solidRuns(atLeast: 6) }
      let images = rows.filter { $0.contains("196") }
      #expect(images.count >= 4, "\(rows)")
      for row in images { #expect(row.prefix(3) == ["196", "40", "21"]) }
      #expect(try !session.colouredRows().joined().contains("8;2;"))
    }
  }

  @Test("A training shows a bar with its curve, a line for each epoch, and the watched images in one place")
  func training() async throws {
    try await TerminalSession.run(columns: 100, rows: 40, environment: ["COLORTERM": "truecolor"]) { session in
      try await session.enter("images = load sketches count=640", next: 2)
      try await session.enter("test = pick images one-per-class", next: 3)
      try await session.enter("model = autoencoder latent=10 width=4", next: 4)
      try await session.enter("log = train model on=images validate=images watch=test epochs=3", next: 5)
      try await session.expect(
        TerminalScreenTests.greeting + """
          In [1]: images = load sketches count=640
          In [2]: test = pick images one-per-class
          In [3]: model = autoencoder latent=10 width=4
          In [4]: log = train model on=images validate=images watch=test epochs=3
          epoch 1/3  training …  validation …  … images/s  … left
          epoch 2/3  training …  validation …  … images/s  … left
          epoch 3/3  training …  validation …  … images/s
          (picture)
          (picture)
          (picture)
          (picture)
          (picture)
          (picture)
          (picture)
          (picture)
          In [5]: ‸
          """, after: Self.withoutMeasurements)
    }
  }

  @Test("Ctrl-C stops a training after a batch; its model and its log stay, and no trace of the bar")
  func interrupting() async throws {
    try await TerminalSession.run(columns: 100, rows: 40, environment: ["COLORTERM": "truecolor"]) { session in
      try await session.enter("images = load sketches count=1280", next: 2)
      try await session.enter("test = pick images one-per-class", next: 3)
      try await session.enter("model = autoencoder latent=10 width=4", next: 4)
      try session.type("log = train model on=images watch=test epochs=100000")
      try session.press("Enter")
      let bar = /epoch +[0-9,]+\/100000 [━─]+ +[0-9]+ %  [0-9,]+ images\/s  loss 0\.[0-9]{4} [▁▂▃▄▅▆▇█]+/
      try await session.wait { $0.firstMatch(of: bar) != nil && TerminalSession.lastEpoch(in: $0) > 3 }
      try session.press("C-c")
      try await session.wait { $0.hasSuffix("\ninterrupted; the session stays\nIn [5]: ‸") }
      let all = try session.everything()
      #expect(!all.contains("^C") && !all.contains("━"), "\(all)")
      #expect(Self.withoutMeasurements(all).ranges(of: "(picture)").count == 8, "\(all)")
      let epochs = TerminalSession.lastEpoch(in: all)
      try await session.enter("clear", next: 6)
      try await session.enter("(log.steps)", next: 7)
      let answer = try session.screen().split(separator: "\n")
      let steps = try #require(answer.count == 3 ? Int(answer[1]) : nil, "\(answer)")
      #expect((20 * epochs...20 * epochs + 20).contains(steps), "\(steps) steps, \(epochs) epochs")
      // The session goes on, and so does the training.
      try await session.enter("log = train model on=images epochs=1", next: 8)
      try await session.wait { $0.contains("training goes on after epoch \(epochs)\n") }
      try session.press("C-d")
      try await session.wait { $0.hasSuffix("\nleft with 0\n‸") }
    }
  }

  /// The screen without what differs from run to run and from machine to machine.
  private static func withoutMeasurements(_ shown: String) -> String {
    shown.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.firstMatch(of: /[▀▄█▌▐▖-▟]/) != nil, line.wholeMatch(of: /[ ▀▄█▌▐▖-▟]+/) != nil { return "(picture)" }
      return String(line).replacing(/[0-9,]+ images\/s/, with: "… images/s").replacing(/[0-9:]+ left/, with: "… left")
        .replacing(/(training|validation) [0-9.]+/) { "\($0.1) …" }
    }.joined(separator: "\n")
  }

  /// A folder with a photo of one colour in each of four classes.
  private static func writePhotos(to program: Program) throws {
    let colours: [(String, [UInt8])] = [
      ("a", [255, 0, 0]), ("b", [0, 200, 0]), ("c", [0, 0, 255]), ("d", [90, 60, 30]),
    ]
    for (name, colour) in colours {
      let folder = program.folder.appending(path: "photos/\(name)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(PlainPNG.bytes(side: 16, colour: colour)).write(to: folder.appending(path: "one.png"))
    }
  }
}

/// A cell of the screen.
private struct TerminalCell {
  let character: Character
  /// The colours as the terminal was told them: `255;0;0`, or the number in its palette; nil for the terminal's own.
  let foreground: String?
  let background: String?

  /// The one colour of a cell that is filled or empty.
  var solid: String? { character == " " ? background : character == "█" ? foreground : nil }

  /// The cells of a row with its codes.
  static func row(_ text: String) -> [TerminalCell] {
    var cells: [TerminalCell] = []
    var foreground: String?
    var background: String?
    var rest = text[...]
    while let first = rest.first {
      guard let codes = rest.prefixMatch(of: /\u{1B}\[([0-9;]*)m/) else {
        cells.append(TerminalCell(character: first, foreground: foreground, background: background))
        rest.removeFirst()
        continue
      }
      var numbers = codes.1.split(separator: ";").map(String.init)[...]
      while let code = numbers.popFirst() {
        switch code {
        case "38", "48":
          let isExact = numbers.popFirst() == "2"
          let colour = numbers.prefix(isExact ? 3 : 1).joined(separator: ";")
          numbers = numbers.dropFirst(isExact ? 3 : 1)
          if code == "38" { foreground = colour } else { background = colour }
        case "39": foreground = nil
        case "49": background = nil
        default: (foreground, background) = (nil, nil)
        }
      }
      rest = rest[codes.range.upperBound...]
    }
    return cells
  }
}

extension [TerminalCell] {
  /// The colours of the runs of cells of one colour that are long enough.
  fileprivate func solidRuns(atLeast length: Int) -> [String] {
    var runs: [String] = []
    var index = 0
    while index < count {
      let colour = self[index].solid
      let run = self[index...].prefix { $0.solid == colour }.count
      if let colour, run >= length { runs.append(colour) }
      index += run
    }
    return runs
  }
}

/// A PNG file of one colour, not compressed.
private enum PlainPNG {
  static func bytes(side: Int, colour: [UInt8]) -> [UInt8] {
    let rows = (0..<side).flatMap { _ in [UInt8(0)] + (0..<side).flatMap { _ in colour } }
    let length = UInt16(rows.count)
    let stored = [1, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)] + rows
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in rows {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", big(UInt32(side)) + big(UInt32(side)) + [8, 2, 0, 0, 0])
      + chunk("IDAT", [0x78, 0x01] + stored + big(b << 16 | a)) + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + data
    var sum = ~UInt32(0)
    for byte in named {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return big(UInt32(data.count)) + named + big(~sum)
  }

  private static func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) } }
}
