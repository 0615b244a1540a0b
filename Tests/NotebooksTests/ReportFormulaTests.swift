import Basics
import Notebooks
import Testing

#if HTMLReports
  /// Formulas in prose, as a report shows them.
  @Suite struct ReportFormulaTests {
    /// The body of a page of some prose, and what was remarked of it.
    private func page(_ prose: String) throws -> (body: String, remarks: [String]) {
      let facts = ReportFacts(title: "t", script: "", version: "")
      var remarks: [String] = []
      let text = try Notebook(cells: [Cell(kind: .markdown, source: prose)])
        .htmlReport(facts: facts, remark: { remarks.append($0) })
      let start = try #require(text.firstRange(of: "</header>"))
      return (String(text[start.upperBound...]), remarks)
    }

    /// The MathML of a formula, without what was written.
    private func formula(_ source: String) throws -> String {
      let (body, remarks) = try page("x $\(source)$")
      #expect(remarks.isEmpty, "\(source): \(remarks)")
      let start = try #require(body.firstRange(of: "<semantics>"), "\(source)")
      let end = try #require(body.firstRange(of: "<annotation"))
      return String(body[start.upperBound..<end.lowerBound])
    }

    @Test("A dollar behind a backslash is a dollar, and what follows stands there once")
    func dollars() throws {
      let (body, remarks) = try page("It costs \\$5 or \\$6, for $x$ of them, \\")
      #expect(remarks.isEmpty)
      #expect(body.contains("<p>It costs $5 or $6, for <math"), "\(body)")
      #expect(body.contains("</math> of them, \\</p>"), "\(body)")
    }

    @Test(arguments: [
      ("x", "<mi>x</mi>"), ("12.5", "<mn>12.5</mn>"), ("2.", "<mn>2</mn><mo>.</mo>"),
      ("-a", "<mo form=\"prefix\">−</mo><mi>a</mi>"), ("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
      ("a=-b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>"),
      ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
      ("x^10", "<msup><mi>x</mi><mn>1</mn></msup><mn>0</mn>"),
      ("x^{10}", "<msup><mi>x</mi><mrow><mn>10</mn></mrow></msup>"),
      ("f''", "<msup><mi>f</mi><mo>′′</mo></msup>"),
      ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
      ("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
      ("\\mathbb{R}^n", "<msup><mrow><mi>ℝ</mi></mrow><mi>n</mi></msup>"),
      ("\\mathcal{L}", "<mrow><mi>ℒ</mi></mrow>"), ("\\mathbf x", "<mi mathvariant=\"normal\">𝐱</mi>"),
      ("\\mathrm{KL}", "<mi mathvariant=\"normal\">KL</mi>"), ("\\Gamma", "<mi mathvariant=\"normal\">Γ</mi>"),
      ("\\hat\\theta", "<mover accent=\"true\"><mi>θ</mi><mo stretchy=\"false\">^</mo></mover>"),
      (
        "\\sum_{i=1}^N",
        "<munderover><mo largeop=\"true\" movablelimits=\"true\">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>"
          + "<mi>N</mi></munderover>"
      ),
      ("\\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"),
      (
        "\\left( a \\right]",
        "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">(</mo><mrow><mi>a</mi></mrow>"
          + "<mo form=\"postfix\" stretchy=\"true\" fence=\"true\">]</mo></mrow>"
      ),
      (
        "\\begin{pmatrix} a & b \\\\ c & d \\\\ \\end{pmatrix}",
        "<mrow><mo form=\"prefix\" stretchy=\"true\" fence=\"true\">(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd>"
          + "<mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>"
          + "<mo form=\"postfix\" stretchy=\"true\" fence=\"true\">)</mo></mrow>"
      ),
      ("\\text{if } x", "<mtext>if\u{A0}</mtext><mi>x</mi>"), ("\\not\\in", "<mo>∈\u{338}</mo>"),
      ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"), ("\\%", "<mi mathvariant=\"normal\">%</mi>"),
      (
        "x \\log y",
        "<mi>x</mi><mo form=\"prefix\" lspace=\"0.1667em\" rspace=\"0.1667em\">log</mo><mi>y</mi>"
      ),
      (
        "\\exp(y)",
        "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">exp</mo><mo stretchy=\"false\">(</mo><mi>y</mi>"
          + "<mo stretchy=\"false\">)</mo>"
      ),
    ])
    func mathML(source: String, markup: String) throws {
      #expect(try formula(source) == "<mrow>\(markup)</mrow>")
    }

    @Test(
      "What a formula of this project's own papers holds is read",
      arguments: [
        "\\operatorname*{arg\\,max}_{\\theta} p(x \\mid \\theta)", "\\underbrace{a+b}_{\\text{sum}}", "\\overline{x}",
        "\\begin{cases} 1 & x>0 \\\\ 0 & \\text{else} \\end{cases}", "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
        "\\bigl( x \\bigr) \\Big| y", "\\lVert x \\rVert_2", "\\binom{n}{k}", "x \\overset{!}{=} y",
        "\\boldsymbol{\\mu}",
        "\\displaystyle\\sum_i x_i", "a \\equiv b \\pmod{n}", "\\sum_{\\substack{i \\\\ j}} x", "{}_a X", "a \\\\ b",
        "\\left\\{ x \\middle| y \\right.", "\\begin{array}{lr} a & b \\end{array}", "x \\xrightarrow{f} y",
        "% note\n x",
      ])
    func isRead(source: String) throws { _ = try formula(source) }

    @Test(
      "A formula that cannot be read stands as it was written, and the reason is told",
      arguments: [
        ("\\foo{x}", "has \\foo, which is no command that reports know"), ("\\frac{1}", "has nothing behind \\frac"),
        ("x^a^b", "has two scripts at one place"), ("{x", "lacks a }"), ("x}", "has a } that nothing opens"),
        ("\\left( x", "has a \\left without its \\right"), ("\\left x y", "has a x behind \\left"),
        ("\\begin{matrix} a", "ends within rows and columns"), ("\\end{matrix}", "has a \\end that nothing opens"),
        ("\\begin{tikz} a \\end{tikz}", "has \\begin{tikz}, which is no environment"),
        (String(repeating: "{", count: 500), "is nested more than 48 deep"),
        (String(repeating: "\\sqrt", count: 500), "is nested more than 48 deep"),
      ])
    func isRefused(source: String, reason: String) throws {
      let (body, remarks) = try page("x $\(source)$")
      #expect(remarks.count == 1 && remarks[0].hasPrefix("the formula $\(source)$ \(reason)"), "\(remarks)")
      #expect(body.contains("<code>$\(source.inMarkup)$</code>"))
    }

    @Test("Many groups one behind the other are none in another", arguments: ["{a}", "\\sqrt{b}", "c_{d}"])
    func isNotDeep(group: String) throws {
      #expect(try page("x $\(String(repeating: group, count: 200))$").remarks == [])
    }

    @Test(
      "Dollars are formulas where Pandoc takes them for some",
      arguments: [
        ("It costs $5 and $6.", 0), ("\\$x$ y", 0), ("`$x$` and ``a`$x$``", 0), ("```\n$x$\n```", 0), ("$ x$", 0),
        ("$x $", 0), ("a $x$5", 0), ("$x$ and $y$", 2), ("$$x$$", 1), ("$$\nx\n$$ and $y$", 2), ("$x\n\ny$", 0),
        ("$a_b c_d$ and *e*", 1), ("| $\\|a\\|$ |\n| --- |\n| $b$ |", 2), ("# Of $x$", 1), ("$5 `$` x$", 0),
        ("[a]($x$)", 0), ("    $x$", 0), ("![of $x$](none.png)", 1), ("\u{F8FE}0\u{F8FF} $x$", 1),
      ])
    func places(prose: String, count: Int) throws {
      let (body, remarks) = try page("Text.\n\n" + prose)
      #expect(body.split(separator: "<math").count - 1 == count, "\(body)")
      #expect(remarks.isEmpty)
      #expect(!body.unicodeScalars.contains { $0 == "\u{F8FE}" || $0 == "\u{F8FF}" })
    }

    @Test("Dollars that close nothing hide no formula behind them, however many there are")
    func manyDollars() throws {
      let dollars = String(repeating: "$a ", count: 200_000)
      #expect(try page(dollars + "\n\n$x$").body.split(separator: "<math").count == 2)
    }

    @Test("What is no formula stays as it is written")
    func restored() throws {
      #expect(try page("a\n\n    $x_1$ $y$\n").body.contains("<pre><code>$x_1$ $y$\n</code></pre>"))
      #expect(try page("a [b](http://x/$y$)").body.contains("href=\"http://x/$y$\""))
    }

    @Test("Pictures and letters in tables are shown as elsewhere")
    func tables() throws {
      let cell = Cell(
        kind: .markdown, source: "| a |\n| - |\n| ![p](attachment:p.png) x<sup>2</sup> |",
        attachments: ["p.png": MIMEBundle(["image/png": .bytes([1])])])
      let text = try Notebook(cells: [cell]).htmlReport(facts: ReportFacts(title: "t", script: "", version: ""))
      #expect(text.contains("<td><img src=\"data:image/png;base64,AQ==\" alt=\"p\"> x<sup>2</sup></td>"))
    }
  }
#endif
