import ScriptLanguage
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("x = 3", "(set x 3)"),
    ("model[200] = autoencoder latent=200", "(set model[200] (autoencoder latent=200))"),
    ("model[n * 2] = autoencoder", "(set model[(* $n 2)] (autoencoder))"),
    ("log[size,seed] = train", "(set log[$size $seed] (train))"),
    ("log[2, \"a\"]", "(display (at log 2 \"a\"))"),
    ("if (a > 1)\nprint 1\nelse if b\nelse\nprint 2\nend", "(if <(> $a 1)> [(print 1)] b [] [(print 2)])"),
    ("a, b = load data", "(set a b (load data))"),
    ("a,b = (1)", "(set a b <1>)"),
    ("train = 3", "(set train 3)"),
    ("train", "(train)"),
    ("(train)", "(display <$train>)"),
    ("model", "(display model)"),
    ("model[200]", "(display (at model 200))"),
    ("grid[1][2]", "(display (at (at grid 1) 2))"),
    ("\"a # b\" # comment", "(display \"a # b\")"),
    ("print a#b.c", "(print 'a#b.c')"),
    ("train?", "(inspect train)"),
    ("train model \\\n  on=a \\\r\n  epochs=3", "(train model on=a epochs=3)"),
    ("print 1 -2 +3 0.5 -.5 1e-3 1E5", "(print 1 -2 3 0.5 -0.5 0.001 100000.0)"),
    ("print 1..10 -3..-1 0.5..2.5", "(print (.. 1 10) (.. -3 -1) (.. 0.5 2.5))"),
    ("print 3x32x32 {c}x8x8 8x{(n)}", "(print (shape 3 32 32) (shape <$c> 8 8) (shape 8 <<$n>>))"),
    ("print 1..{n} {a}..{b} {n}", "(print (.. 1 <$n>) (.. <$a> <$b>) <$n>)"),
    ("print 200,1000 a,b \"x\",(y)", "(print [200 1000] [a b] [\"x\" <$y>])"),
    (
      "show log epochs=first,last save=a-{size}.svg,out/b.png",
      "(show log epochs=[first last] save=['a-{$size}.svg' 'out/b.png'])"
    ),
    ("pick data one-per-class", "(pick data 'one-per-class')"),
    ("load images path=../data/photos", "(load images path='../data/photos')"),
    (
      "load a noise=gaussian(0.3) augment=flip,crop(32, padding=4)",
      "(load a noise=gaussian(0.3) augment=[flip crop(32 padding=4)])"
    ),
    ("print none()", "(print none())"),
    ("print \"a\\n\\t\\\"\\\\\\{\\u{41}{x + 1}}\"", "(print \"a\n\t\"\\{A{(+ $x 1)}}\")"),
    ("print \"{\"in {n}\"}\"", "(print \"{\"in {$n}\"}\")"),
    ("print \"\"", "(print \"\")"),
    ("param data   = cifar10", "(param data cifar10)"),
    ("param epochs = 10  # how often", "(param epochs 10 ;how often)"),
    ("include \"other.darkroom\"", "(include \"other.darkroom\")"),
    ("include other.darkroom", "(include 'other.darkroom')"),
    ("for n in 1..3 7,9\n  print n\nend", "(for n [(.. 1 3) [7 9]] (print n))"),
    ("for a in x y\nfor b in 1\nend\nend", "(for a [x y] (for b [1] ))"),
    (
      "e = network in=3x32x32\n  conv2d 16 kernel=3\n\n  # note\n  linear (64*8*8)\nend # done",
      "(set e (network in=(shape 3 32 32) {(conv2d 16 kernel=3) (linear <(* (* 64 8) 8)>)}))"
    ),
    ("\u{FEFF}x = 1\r\ny = 2\rz = 3", "(set x 1)\n(set y 2)\n(set z 3)"),
    ("größe = 1\u{A0}", "(set größe 1)"),
  ])
  func statement(script: String, expected: String) {
    #expect(messages(script) == "")
    #expect(tree(script) == expected)
    #expect(parse(script).completeness == .complete)
  }

  @Test(arguments: [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"), ("1 - 2 - 3", "(- (- 1 2) 3)"), ("-2 ^ 2", "(- (^ 2 2))"),
    ("2 ^ 3 ^ 2", "(^ 2 (^ 3 2))"), ("2 ^ -1", "(^ 2 (- 1))"), ("a * -b % c", "(% (* $a (- $b)) $c)"),
    ("a or b and not c == d", "(or $a (and $b (not (== $c $d))))"), ("a + 1 < b / 2", "(< (+ $a 1) (/ $b 2))"),
    ("log.validation.last < 0.03", "(< (. (. $log validation) last) 0.03)"),
    ("model[200].epochs", "(. (at $model 200) epochs)"), ("1..n + 1", "(.. 1 (+ $n 1))"),
    ("max(a, 2)", "max($a 2)"), ("shape == 3x32x32", "(== $shape (shape 3 32 32))"),
    ("(a + b) * \"{c}\"", "(* <(+ $a $b)> \"{$c}\")"), ("a != b", "(!= $a $b)"), ("a >= .5", "(>= $a 0.5)"),
  ])
  func expression(text: String, expected: String) {
    #expect(messages("(\(text))") == "")
    #expect(tree("(\(text))") == "(display <\(expected)>)")
  }

  @Test(arguments: [("3", "3"), ("a.png,b", "['a.png' b]"), ("\"x y\"", "\"x y\""), ("(1+1)", "<(+ 1 1)>")])
  func oneValue(text: String, expected: String) {
    let parsed = Parser.parseValue(SourceText(name: "a", text: text))
    #expect(parsed.diagnostics.isEmpty)
    #expect(TreeText.of(parsed.value) == expected)
  }

  @Test(arguments: ["", "a b", "a # b", "a\nb", "a:b", "(1"])
  func notOneValue(text: String) {
    #expect(!Parser.parseValue(SourceText(name: "a", text: text)).diagnostics.isEmpty)
  }

  @Test(
    "What is given a name that cannot be one is no statement", arguments: ["param for = 3", "param 9 = 3", "for = 3"])
  func namesThatAreNone(text: String) {
    #expect(parse(text).diagnostics.count == 1)
    #expect(tree(text) == "INVALID")
  }

  @Test func commandsAreNotCalled() {
    #expect(
      messages("print(3)") == """
        a.darkroom:1:1: error: a command's arguments are not in parentheses
             1 | print(3)
               | ^^^^^^^^
          note: write `print 3`
        """)
  }

  @Test func cells() {
    let script = parse(
      """
      print 0
      # %% [markdown]
      # # Title
      #
      # it's prose
      # %% Losses [parameters] tags=["a", "b"]
      print 1
      """
    ).script
    #expect(script.cells.map(\.kind) == [.code, .prose, .code])
    #expect(script.cells.map { $0.header?.title } == [nil, "", "Losses"])
    #expect(script.cells[1].prose == "# Title\n\nit's prose")
    #expect(script.cells[2].header?.tags == ["parameters", "a", "b"])
    #expect(script.cells.map(\.statements.count) == [1, 0, 1])
    #expect(script.cells[2].range.start == SourcePosition(line: 6, column: 1))
  }

  @Test(arguments: [
    ("", ParseResult.Completeness.complete), ("for n in 1..3", .incomplete(.end(depth: 1))),
    ("for n in 1..3\nfor m in 1..2\n", .incomplete(.end(depth: 2))),
    ("e = network in=3\n relu", .incomplete(.end(depth: 1))),
    ("train model \\", .incomplete(.continuation)), ("train model \\\n", .incomplete(.continuation)),
    ("print \"a \\", .incomplete(.continuation)), ("print \"a", .wrong), ("x=\nprint \\", .wrong),
    ("for n in\n", .wrong), ("end", .wrong), ("for n in 1..3\nend", .complete),
  ])
  func completeness(script: String, expected: ParseResult.Completeness) {
    #expect(parse(script).completeness == expected)
  }

  @Test func rangesCoverWhatWasWritten() {
    let script = parse("e = network in=3 # c\n  relu\nend # d\nlog[1] = train (a + b) on=x  # e\n").script
    #expect(
      script.statements.map(\.range.text) == ["e = network in=3 # c\n  relu\nend", "log[1] = train (a + b) on=x"])
    guard case .assignment(let assignment) = script.statements[1].kind, case .command(let command) = assignment.value
    else { return #expect(Bool(false), "no assignment of a command") }
    #expect(assignment.targets[0].range.text == "log[1]")
    #expect(command.range.text == "train (a + b) on=x")
    #expect(command.arguments[0].range.text == "(a + b)")
    #expect(command.options[0].range.text == "on=x")
    #expect(command.options[0].value.range.start == SourcePosition(line: 4, column: 27))
  }

  @Test func deepNestingIsRefused() {
    for text in ["(", "-", "not ", "{", "\"{", "f(", "a[", "2^"] {
      let script = "x = (" + String(repeating: text, count: 100_000)
      #expect(parse(script).diagnostics.count == 1, "\(text)")
    }
    let sum = "x = (1" + String(repeating: "+1", count: 100_000) + ")"
    #expect(parse(sum).diagnostics.map(\.message) == ["a value holds more than 256 operators"])
    let loops = String(repeating: "for n in 1\n", count: 1000) + String(repeating: "end\n", count: 1000)
    #expect(parse(loops).diagnostics.map(\.message) == ["blocks nest more than 64 deep"])
  }
}
