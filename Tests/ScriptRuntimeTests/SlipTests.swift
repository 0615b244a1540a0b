import Testing

/// Slips of the keyboard and habits from elsewhere: one mistake, one diagnostic, with its whole text.
@Suite struct SlipTests {
  private static let table: [(script: String, said: String)] = [
    (
      #"""
      model = autoencoder latent=latent=20
      """#,
      #"""
      test.darkroom:1:21: error: the option's name stands here twice
           1 | model = autoencoder latent=latent=20
             |                     ^^^^^^^^^^^^^^
        note: write `model = autoencoder latent=20`
      """#
    ),
    (
      #"""
      model = autoencoder latent==20
      """#,
      #"""
      test.darkroom:1:27: error: one `=` stands between an option and its value
           1 | model = autoencoder latent==20
             |                           ^^
        note: write `model = autoencoder latent=20`
      """#
    ),
    (
      #"""
      print 'hello world'
      """#,
      #"""
      test.darkroom:1:1: error: text is quoted with `"`
           1 | print 'hello world'
             | ^^^^^^^^^^^^^^^^^^^
        note: write `print "hello world"`
      """#
    ),
    (
      #"""
      title = 'hello world'
      """#,
      #"""
      test.darkroom:1:9: error: text is quoted with `"`
           1 | title = 'hello world'
             |         ^^^^^^^^^^^^^
        note: write `title = "hello world"`
      """#
    ),
    (
      #"""
      show 'a b' 'c d'
      """#,
      #"""
      test.darkroom:1:6: error: text is quoted with `"`
           1 | show 'a b' 'c d'
             |      ^^^^^
        note: write `show "a b" "c d"`
      """#
    ),
    (
      #"""
      x = “hello world”
      """#,
      #"""
      test.darkroom:1:5: error: text is quoted with straight quotes
           1 | x = “hello world”
             |     ^^^^^^^^^^^^^
        note: write `x = "hello world"`
      """#
    ),
    (
      #"""
      a = = 3
      """#,
      #"""
      test.darkroom:1:1: error: one `=` gives a name its value
           1 | a = = 3
             | ^^^^^
        note: write `a = 3`
      """#
    ),
    (
      #"""
      a == 3
      """#,
      #"""
      test.darkroom:1:1: error: one `=` gives a name its value
           1 | a == 3
             | ^^^^
        note: write `a = 3`
      """#
    ),
    (
      #"""
      d = load sketches limit = = 20
      """#,
      #"""
      test.darkroom:1:25: error: one `=` stands between an option and its value
           1 | d = load sketches limit = = 20
             |                         ^^^
        note: write `d = load sketches limit=20`
      """#
    ),
    (
      #"""
      model = autoencoder latent=4
      d = load sketches
      log = train model, on=d
      """#,
      #"""
      test.darkroom:3:18: error: arguments and options stand without commas
           3 | log = train model, on=d
             |                  ^
        note: write `log = train model on=d`
      """#
    ),
    (
      #"""
      model = autoencoder latent 20
      """#,
      #"""
      test.darkroom:1:21: error: an option is written `key=value`
           1 | model = autoencoder latent 20
             |                     ^^^^^^^^^
        expected `latent=20`
      """#
    ),
    (
      #"""
      model = autoencoder latent: 20
      """#,
      #"""
      test.darkroom:1:21: error: an option is written `key=value`
           1 | model = autoencoder latent: 20
             |                     ^^^^^^^
        note: write `model = autoencoder latent=20`
      """#
    ),
    (
      #"""
      model = autoencoder --latent 20
      """#,
      #"""
      test.darkroom:1:21: error: an option is written `key=value`
           1 | model = autoencoder --latent 20
             |                     ^^^^^^^^
        note: write `model = autoencoder latent=20`
      """#
    ),
    (
      #"""
      model = autoencoder latent=20)
      """#,
      #"""
      test.darkroom:1:30: error: `)` closes nothing
           1 | model = autoencoder latent=20)
             |                              ^
      """#
    ),
    (
      #"""
      x = (1 ** 2)
      """#,
      #"""
      test.darkroom:1:8: error: powers are written with `^`
           1 | x = (1 ** 2)
             |        ^^
        note: write `x = (1 ^ 2)`
      """#
    ),
    (
      #"""
      x = (1 === 2)
      """#,
      #"""
      test.darkroom:1:8: error: what compares is two characters long
           1 | x = (1 === 2)
             |        ^^^
        note: write `x = (1 == 2)`
      """#
    ),
    (
      #"""
      x = (1 && 2)
      """#,
      #"""
      test.darkroom:1:8: error: “and” is a word
           1 | x = (1 && 2)
             |        ^^
        note: write `x = (1 and 2)`
      """#
    ),
    (
      #"""
      x = (1 || 2)
      """#,
      #"""
      test.darkroom:1:8: error: “or” is a word
           1 | x = (1 || 2)
             |        ^^
        note: write `x = (1 or 2)`
      """#
    ),
    (
      #"""
      x = (7 // 2)
      """#,
      #"""
      test.darkroom:1:8: error: there is one division, `/`
           1 | x = (7 // 2)
             |        ^^
        note: write `x = (7 / 2)`
      """#
    ),
    (
      #"""
      x := 3
      """#,
      #"""
      test.darkroom:1:3: error: `=` alone gives a name its value
           1 | x := 3
             |   ^^
        note: write `x = 3`
      """#
    ),
    (
      #"""
      d = load sketches;
      """#,
      #"""
      test.darkroom:1:18: error: a line ends without `;`
           1 | d = load sketches;
             |                  ^
        note: write `d = load sketches`
      """#
    ),
    (
      #"""
      x = 3 // three
      """#,
      #"""
      test.darkroom:1:7: error: a comment begins with `#`
           1 | x = 3 // three
             |       ^^^^^^^^
        note: write `x = 3 # three`
      """#
    ),
    (
      #"""
      for
      """#,
      #"""
      test.darkroom:1:4: error: `for` needs a name for the value
           1 | for
             |    ^
        expected `for NAME in 1..3`
      """#
    ),
    (
      #"""
      for i
      """#,
      #"""
      test.darkroom:1:1: error: `in` is missing behind `for i`
           1 | for i
             | ^^^
        expected `for i in 1..3`
      """#
    ),
    (
      #"""
      for i in
      """#,
      #"""
      test.darkroom:1:1: error: `for` has nothing to run over
           1 | for i in
             | ^^^
        expected values behind `in`, as in `for n in 1..3 7,9`
      """#
    ),
    (
      #"""
      n = network in=3x8x8
          conv2d 16 kernel==3
          flatten
      end
      """#,
      #"""
      test.darkroom:2:21: error: one `=` stands between an option and its value
           2 |     conv2d 16 kernel==3
             |                     ^^
        note: write `conv2d 16 kernel=3`
      """#
    ),
    (
      #"""
      x = 1
      print(x)
      """#,
      #"""
      test.darkroom:2:1: error: a command's arguments are not in parentheses
           2 | print(x)
             | ^^^^^^^^
        note: write `print x`
      """#
    ),
    (
      #"""
      print ]
      """#,
      #"""
      test.darkroom:1:7: error: `]` begins no value
           1 | print ]
             |       ^
        expected a number, a word, `"text"`, a list, a range, a shape, or an expression in parentheses
      """#
    ),
    (
      #"""
      x = (1 + 2
      """#,
      #"""
      test.darkroom:1:5: error: `(` is not closed on its line
           1 | x = (1 + 2
             |     ^
        expected `)`
      """#
    ),
  ]

  @Test("A slip is one diagnostic, with the line that was meant", arguments: table.indices)
  func slip(row: Int) throws {
    let (script, said) = Self.table[row]
    #expect(try Bench().check(script) == said + "\n")
  }
}
