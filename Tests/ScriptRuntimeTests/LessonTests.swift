import Testing

@Suite struct LessonTests {
  static let question = """
    said = question "Which keeps more?" choices="20","200","1000" answer="1000" hint="Count the numbers."
    print "said {said}"
    lesson
    """

  @Test("Where nobody answers, the right answer is given")
  func unattended() throws {
    #expect(
      try Bench().run(Self.question) == """
        Which keeps more? (20, 200 or 1000)  answer: 1000
        said 1000
        lesson: nothing was asked or checked so far

        """)
  }

  @Test("An answer is not said once more where nothing takes it")
  func alone() throws {
    #expect(try Bench().run("question \"Two and two?\" answer=\"4\"") == "Two and two?  answer: 4\n")
    let bench = try Bench()
    bench.output.answers = ["4"]
    #expect(bench.run("question \"Two and two?\" answer=\"4\"") == "Two and two?\nanswer: 4\nRight.\n")
  }

  @Test("A wrong answer brings the hint; a letter stands for its choice")
  func attended() throws {
    let bench = try Bench()
    bench.output.answers = ["20", " C) "]
    #expect(
      bench.run(Self.question).hasSuffix(
        """
        answer: 20
        Not yet. Count the numbers.
        answer:  C)\u{20}
        Right.
        said 1000
        lesson: 0 of 1 question right at the first try, 1 in the end

        """))
    bench.output.answers = ["1e3"]
    #expect(
      bench.run(Self.question).contains(
        "Right.\nsaid 1e3\nlesson: 1 of 2 questions right at the first try, 2 in the end\n"))
    bench.output.answers = ["1", "2", "3"]
    #expect(bench.run(Self.question).contains("The answer is 1000.\nsaid 3\nlesson: 1 of 3 questions"))
  }

  @Test("An exercise shows its hint, and not the line that would tell its solution")
  func exercise() throws {
    let found = try Bench().run(
      """
      expect (1 < 2) hint="Not said."
      lesson
      expect (3 < 2) hint="Compare the boats."
      """)
    #expect(
      found == """
        lesson: 1 of 1 check holds
        failed: test.darkroom:3:8: error: Compare the boats.

        """)
    #expect(
      try Bench().run("expect (3 < 2) \"too few\" hint=\"Load more.\"") == """
        failed: test.darkroom:1:8: error: too few
          note: Load more.

        """)
  }

  @Test("An answer that is none of the choices is found before the run")
  func wrongAnswer() throws {
    #expect(
      try Bench().check("question \"Which?\" choices=\"a\",\"b\" answer=\"c\"") == """
        test.darkroom:1:42: error: the answer is none of the choices
             1 | question "Which?" choices="a","b" answer="c"
               |                                          ^^^
          expected `a` or `b`

        """)
  }
}
