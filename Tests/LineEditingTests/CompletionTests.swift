import LineEditing
import Testing

@Suite struct CompletionTests {
  private func completions(_ texts: [String]) -> Completions {
    Completions(range: 0..<0, candidates: texts.map { Completions.Candidate(text: $0) })
  }

  @Test(
    "A sole candidate stands with a space behind it, unless it goes on",
    arguments: [
      ("load", "load "), ("epochs=", "epochs="), ("folder/", "folder/"), ("model.", "model."), ("\"a b\"", "\"a b\""),
    ])
  func soleCandidate(text: String, replacement: String) {
    #expect(completions([text]).outcome(replacing: "l", before: nil) == .replacement(replacement))
  }

  @Test func noSecondSpaceIsPutBeforeASpace() {
    #expect(completions(["load"]).outcome(replacing: "lo", before: " ") == .replacement("load"))
    #expect(completions(["load"]).outcome(replacing: "load", before: " ") == .nothing)
  }

  @Test func aCommonBeginningIsInsertedBeforeAnythingIsListed() {
    #expect(completions(["train", "trace"]).outcome(replacing: "t", before: nil) == .replacement("tra"))
    #expect(completions(["train", "trace"]).outcome(replacing: "tra", before: nil) == .list)
    #expect(completions(["load", "train"]).outcome(replacing: "", before: nil) == .list)
    #expect(completions([]).outcome(replacing: "q", before: nil) == .nothing)
  }

  @Test func commonBeginningsAreWholeCharacters() {
    #expect(Completions.commonBeginning(of: []) == "")
    #expect(Completions.commonBeginning(of: ["abc"]) == "abc")
    // é as a letter with an accent behind it is another character than e.
    #expect(Completions.commonBeginning(of: ["caf\u{65}\u{301}", "cafe"]) == "caf")
    #expect(Completions.commonBeginning(of: ["日本語", "日本"]) == "日本")
  }

  private func lines(_ texts: [String], summaries: [String] = [], columns: Int, rows: Int) -> [String] {
    let candidates = texts.enumerated().map { index, text in
      Completions.Candidate(text: text, summary: index < summaries.count ? summaries[index] : "")
    }
    return CandidateList(candidates: candidates, columns: columns, rows: rows).lines
  }

  @Test func candidatesStandInColumnsReadDownwards() {
    #expect(
      lines(["a", "bb", "ccc", "d", "e"], columns: 15, rows: 24) == [
        "a    ccc  e", "bb   d",
      ])
    #expect(lines(["日本", "a", "b"], columns: 12, rows: 24) == ["日本  b", "a"])
    #expect(lines(["abcdefgh"], columns: 5, rows: 24) == ["abc…"])
  }

  @Test func namesOfFilesGiveATerminalNoOrders() {
    #expect(lines(["a\u{1B}[31mb", "c\u{9B}2Jd\n"], columns: 20, rows: 24) == ["a[31mb  c2Jd"])
  }

  @Test func summariesStandWhereHalfTheScreenHoldsThem() {
    let texts = ["load", "日本"]
    let summaries = ["loads images", "a rather long summary"]
    #expect(
      lines(texts, summaries: summaries, columns: 20, rows: 4) == ["load  loads images", "日本  a rather lon…"])
    #expect(lines(texts, summaries: summaries, columns: 20, rows: 2) == ["load  日本"])
  }

  @Test func aLongListSaysHowManyItLeavesOut() {
    let texts = (10..<40).map { "x\($0)" }
    let shown = lines(texts, columns: 12, rows: 8)
    #expect(shown.count == 6)
    #expect(shown.first == "x10  x25")
    #expect(shown.last == "… and 20 more")
    #expect(lines(texts, columns: 1, rows: 1).count == 2)
  }

  @Test func theChosenOneIsShown() {
    let candidates = (10..<40).map { Completions.Candidate(text: "x\($0)") }
    let list = CandidateList(candidates: candidates, columns: 12, rows: 8, selected: 14, marks: true)
    #expect(list.lines.contains { $0.contains("\u{1B}[7mx24\u{1B}[0m") }, "\(list.lines)")
  }

  @Test func widthsAreATerminals() {
    #expect("abc".terminalWidth == 3)
    #expect("a\u{A0}b\u{9F}\u{7F}\u{1F}~ ".terminalWidth == 5)
    #expect("日本".terminalWidth == 4)
    #expect("⏰⭐".terminalWidth == 4)
    #expect("e\u{301}".terminalWidth == 1)
    // Pictures of several code points are two columns wide, whatever they are made of.
    for picture in ["👩🏽‍🔬", "🏳️‍🌈", "🇩🇪", "❤️"] { #expect(picture.terminalWidth == 2, "\(picture)") }
    #expect("日本語".fitting(columns: 4) == "日…")
    #expect("日本語".fitting(columns: 6) == "日本語")
    #expect("abc".fitting(columns: 0) == "")
  }
}
