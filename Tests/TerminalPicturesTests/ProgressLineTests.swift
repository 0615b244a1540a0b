import TerminalPictures
import Testing

@Suite struct ProgressLineTests {
  private func line(_ part: Int, of whole: Int = 10, columns: Int, curve: [Double] = (1...100).map(Double.init))
    -> String
  {
    ProgressLine(head: "epoch 3/10 ", part: part, of: whole, tail: "  61 %", curve: curve, left: "  0:41 left").text(
      columns: columns)
  }

  @Test("The bar is filled as far as the work is, and as long as there is room")
  func bars() {
    #expect(line(0, columns: 38) == "epoch 3/10 ──────────  61 %  0:41 left")
    #expect(line(5, columns: 38) == "epoch 3/10 ━━━━━─────  61 %  0:41 left")
    #expect(line(10, columns: 33) == "epoch 3/10 ━━━━━  61 %  0:41 left")
    #expect(line(99, columns: 33) == line(10, columns: 33) && line(-1, columns: 33) == line(0, columns: 33))
    #expect(line(0, of: 0, columns: 33) == "epoch 3/10 ─────  61 %  0:41 left")
  }

  @Test("A wide window has a curve too, and neither grows beyond what is looked at at once")
  func curves() {
    // Of nineteen columns thirteen are the bar's, and of these one the space before the curve.
    let text = line(5, columns: 47)
    #expect(text.count == 47 && text.hasSuffix("left"))
    #expect(text.count { "▁▂▃▄▅▆▇█".contains($0) } == 6 && text.count { "━─".contains($0) } == 12, "\(text)")
    #expect(line(5, columns: 46).allSatisfy { !"▁▂▃▄▅▆▇█".contains($0) })
    let widest = line(5, columns: 500)
    #expect(widest.count { "▁▂▃▄▅▆▇█".contains($0) } == 24, "\(widest)")
    #expect(widest.count { "━─".contains($0) } == 40 && widest.count { $0 == "━" } == 20)
  }

  @Test("A narrow window has the texts alone, cut where it ends")
  func narrow() {
    #expect(line(5, columns: 32) == "epoch 3/10   61 %  0:41 left")
    #expect(line(5, columns: 8) == "epoch 3/")
    #expect(line(5, columns: 0) == "" && line(5, columns: -3) == "")
  }
}
