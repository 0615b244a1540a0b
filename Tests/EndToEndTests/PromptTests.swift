import Testing

@Suite(.serialized) struct PromptTests {
  @Test("The prompt keeps its session through mistakes, and reads blocks to their end")
  func session() throws {
    let program = try Program()
    defer { program.clean() }
    let result = try program.run(
      input: """
        size = 3
        print sise
        expect (size > 5) "too small"
        for i in 1..2
          print (i * size)
        end
        size
        """)
    #expect(result.status == 0)
    #expect(result.output == "3\n6\n3\n")
    #expect(result.errors.contains("In [2]:1:7: error: "), "\(result.errors)")
    #expect(result.errors.contains("did you mean `size`?"))
    #expect(result.errors.contains("too small"))
  }

  @Test("The program explains the language's commands, and itself")
  func help() throws {
    let program = try Program()
    defer { program.clean() }
    #expect(try program.run("help", "train").output.hasPrefix("train — "))
    #expect(try program.run("help").output.contains("autoencoder"))
    let unknown = try program.run("help", "trian")
    #expect(unknown.status == 2)
    #expect(unknown.errors == "darkroom: error: there is no help on `trian`; did you mean `train`?\n")
    let version = try program.run("--version")
    #expect(version.status == 0)
    #expect(version.output.hasPrefix("Darkroom 0.1.0\nprocessor: "))
    #expect(try program.run("--help").output.contains("SUBCOMMANDS"))
  }
}
