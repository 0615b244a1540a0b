import Testing

/// Families with several indices, conditions, functions, places in brackets and arithmetic of codes.
@Suite struct ExpressionTests {
  @Test("Words that are no variables are texts in a loop, with commas between them too")
  func wordsOfLoops() throws {
    #expect(try Bench().run("for kind in cat,dog bird\n    print kind\nend") == "cat\ndog\nbird\n")
    #expect(try Bench().run("dog = 3\nfor n in dog,1\n    print n\nend") == "3\n1\n")
    #expect(try Bench().check("for n in 3,dgo\n    print n\nend").contains("there is no variable `dgo`"))
  }

  @Test("A family has several indices, and its members stay in the order in which they were made")
  func severalIndices() throws {
    let found = try Bench().run(
      """
      for size in 64 16
          for seed in 1..2
              grid[size,seed] = (size * 10 + seed)
          end
      end
      grid
      """)
    #expect(
      found == """
        [64,1]  641
        [64,2]  642
        [16,1]  161
        [16,2]  162

        """)
    let some = try Bench().run(
      """
      grid[64,1] = 1
      grid[64,2] = 2
      grid["wide",2] = 3
      print grid[64,2] (grid.count)
      grid[64]
      """)
    #expect(some == "2 3\n[1]  1\n[2]  2\n")
  }

  @Test("Indices that are too many, too few, or of no member")
  func wrongIndices() throws {
    let found = try Bench().run(
      """
      grid[64,1] = 1
      grid[64] = 2
      print grid[64,1,2]
      print grid[16,1]
      print grid[16]
      """)
    #expect(
      found == """
        test.darkroom:2:1: error: the members of `grid` have 2 indices, and this one has 1
             2 | grid[64] = 2
               | ^^^^^^^^
        test.darkroom:3:7: error: `grid` has 2 indices, and these are 3
             3 | print grid[64,1,2]
               |       ^^^^^^^^^^^^
        test.darkroom:4:7: error: there is no `grid[16,1]`
             4 | print grid[16,1]
               |       ^^^^^^^^^^
          expected `grid[64,1]`
        test.darkroom:5:7: error: there is no `grid[16]`
             5 | print grid[16]
               |       ^^^^^^^^
          expected `grid[64,1]`

        """)
  }

  @Test("The branch behind the first condition that holds runs, and no other")
  func conditions() throws {
    let found = try Bench().run(
      """
      for size in 1..4
          if (size == 1)
              print "one"
          else if (size == 2)
              if (size > 1)
                  print "two"
              end
          else if (size == 3)
          else
              print "{size}"
          end
      end
      """)
    #expect(found == "one\ntwo\n4\n")
  }

  @Test("What only the run knows lets both branches be checked, each from where the condition stood")
  func uncertainConditions() throws {
    let bench = try Bench()
    let found = bench.run(
      """
      data = load sketches count=20
      model = autoencoder latent=4 width=4
      log = train model on=data epochs=1
      if (log.training > 1000)
          kind = "bad"
          only = 3
      else
          kind = 1
          print (data.width)
      end
      print kind only
      """)
    #expect(
      found == """
        test.darkroom:9:17: error: a data set has no property `width`
             9 |     print (data.width)
               |                 ^^^^^
          expected `count`, `shape`, `classes` or `class_names`

        """)
    let ran = bench.run(
      """
      data = load sketches count=20
      model = autoencoder latent=4 width=4
      log = train model on=data epochs=1
      if (log.training > 1000)
          kind = "bad"
      else
          kind = 1
      end
      print (kind + 1)
      """)
    #expect(ran == "2\n")
  }

  @Test("Conditions that are none, and blocks that are not closed")
  func wrongConditions() throws {
    let found = try Bench().run(
      """
      if 3
      end
      if size > 3
          print 1
      end
      if
      end
      else
      end
      if (1 < 2)
      else (3)
      """)
    #expect(
      found == """
        test.darkroom:1:4: error: `if` takes true or false, and this is a number
             1 | if 3
               |    ^
          expected a condition, as in `if (size > 100)`
        test.darkroom:3:4: error: a condition stands in parentheses
             3 | if size > 3
               |    ^^^^^^^^
          expected as in `if (size > 100)`
        test.darkroom:6:3: error: `if` needs a condition
             6 | if
               |   ^
          expected one in parentheses, as in `if (size > 100)`
        test.darkroom:8:1: error: there is no `if` that this `else` belongs to
             8 | else
               | ^^^^
        test.darkroom:9:1: error: `end` closes nothing
             9 | end
               | ^^^
          expected a `for`, an `if` or a `network` before it
        test.darkroom:10:1: error: `if` is never closed
            10 | if (1 < 2)
               | ^^
          expected `end` on a line of its own
        test.darkroom:11:6: error: nothing may stand behind `else` on its line
            11 | else (3)
               |      ^^^
          expected `else` alone, or `else if` with a condition

        """)
  }

  @Test(
    "Functions of numbers, lists and families",
    arguments: [
      ("(sqrt(9))", "3"), ("(exp(0) + log10(1000) + log(1))", "4"), ("(abs(-2) + floor(-1.5))", "0"),
      ("(round(2.5))", "3"), ("(round(3.14159, 2))", "3.14"), ("(min(3, 1, 2))", "1"), ("(max(1..5))", "5"),
      ("(mean(sizes))", "4"), ("(mean(loss) + max(loss))", "5"),
    ])
  func functions(written: String, value: String) throws {
    #expect(try Bench().run("sizes = 2,4,6\nloss[1] = 1\nloss[2] = 3\nprint \(written)") == value + "\n")
  }

  @Test("What a function does not take")
  func wrongFunctions() throws {
    let found = try Bench().run(
      """
      print (sqrt(-1))
      print (sqrt(1, 2))
      print (sqrt("x"))
      print (sqr(2))
      print (max("a", 2))
      print (log(0))
      """)
    #expect(
      found == """
        test.darkroom:1:8: error: `sqrt` gives no number of -1
             1 | print (sqrt(-1))
               |        ^^^^^^^^
        test.darkroom:2:8: error: `sqrt` takes one number, and these are 2
             2 | print (sqrt(1, 2))
               |        ^^^^^^^^^^
          expected `(sqrt(x))`
        test.darkroom:3:13: error: `sqrt` takes a number, and this is text
             3 | print (sqrt("x"))
               |             ^^^
        test.darkroom:4:8: error: there is no function `sqr`
             4 | print (sqr(2))
               |        ^^^
          did you mean `sqrt`?
          note: commands take their arguments without parentheses: `train model on=training`
        test.darkroom:5:12: error: `max` takes numbers, and this is text
             5 | print (max("a", 2))
               |            ^^^
        test.darkroom:6:8: error: `log` gives no number of 0
             6 | print (log(0))
               |        ^^^^^^

        """)
  }

  @Test("Places in brackets, of whatever lies in a row")
  func places() throws {
    let found = try Bench().run(
      """
      sizes = 20,200,1000
      print sizes[2]
      data = load sketches count=20
      model = autoencoder latent=4 width=4
      codes = encode model data
      print "{data[3]}"
      codes[2..5]
      (data.shape[0])
      some = reconstruct model data[0..2]
      some
      print codes[20]
      print data[-1]
      print data["a"]
      """)
    #expect(
      found == """
        test.darkroom:11:13: error: there is no place 20: here are 20 elements, counted from 0
            11 | print codes[20]
               |             ^^
        test.darkroom:12:12: error: there is no place -1: here are 20 elements, counted from 0
            12 | print data[-1]
               |            ^^
        test.darkroom:13:12: error: a place is a whole number, counted from 0, and this is a
            13 | print data["a"]
               |            ^^^

        """)
  }

  @Test("Codes are added, subtracted, scaled, made by hand, saved and opened")
  func codes() throws {
    let bench = try Bench()
    let found = bench.run(
      """
      seed 1
      data = load sketches count=20
      model = autoencoder latent=2 width=4
      codes = encode model data
      same = (2 * codes / 2 + codes[3] - codes[3])
      save same "same.npy"
      again = open codes "same.npy"
      zero = (again - again)
      moved = (zero + 1.5,-2)
      """)
    #expect(
      found == """
        test.darkroom:9:20: error: `,` cannot follow here
             9 | moved = (zero + 1.5,-2)
               |                    ^
          expected an operator or `)`

        """)
    let ran = bench.run(
      """
      seed 1
      data = load sketches count=20
      model = autoencoder latent=2 width=4
      codes = encode model data
      save (2 * codes / 2) "same.npy"
      again = open codes "same.npy"
      hand = 1.5,-2
      moved = (again - again + hand)
      save moved[0..1] "moved.csv"
      again
      images = decode model 1.5,-2
      images
      others = decode model (codes.mean)
      others
      """)
    #expect(
      ran
        == "note: wrote DIR/out/same.npy\nnote: wrote DIR/out/moved.csv\n20 codes of 2 numbers\n1 image of 3x32x32\n1 image of 3x32x32\n"
    )
    #expect(
      String(decoding: try bench.bytes("moved.csv"), as: UTF8.self) == "class,number 1,number 2\n,1.5,-2.0\n,1.5,-2.0\n"
    )
  }

  @Test("Codes that do not go together")
  func wrongCodes() throws {
    let found = try Bench().run(
      """
      data = load sketches count=20
      small = autoencoder latent=2 width=4
      large = autoencoder latent=3 width=4
      a = encode small data
      b = encode large data
      print (a + b)
      print (a + a[0..1])
      print (a * a)
      print (a ^ 2)
      print (a / 0)
      images = decode small 1,2,3
      images = decode small "x","y"
      """)
    #expect(
      found == """
        test.darkroom:6:8: error: these codes have 2 numbers, and those 3
             6 | print (a + b)
               |        ^^^^^
          expected codes of one length
        test.darkroom:7:8: error: these are 20 codes, and those 2
             7 | print (a + a[0..1])
               |        ^^^^^^^^^^^
          expected as many, or a single one on either side
        test.darkroom:8:12: error: codes are multiplied by a number, and this is codes
             8 | print (a * a)
               |            ^
          expected a number
        test.darkroom:9:8: error: `^` takes no codes
             9 | print (a ^ 2)
               |        ^
          expected `+` or `-` between codes, `*` or `/` with a number
        test.darkroom:10:12: error: cannot divide by zero
            10 | print (a / 0)
               |            ^
        test.darkroom:11:23: error: the model takes codes of 2 numbers, and these are 3 numbers long
            11 | images = decode small 1,2,3
               |                       ^^^^^
        test.darkroom:12:23: error: a code by hand is a list of numbers, and this is another
            12 | images = decode small "x","y"
               |                       ^^^^^^^
          expected as many numbers as a code has, as in `0.5,-1`

        """)
  }
}
