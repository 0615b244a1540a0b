import Foundation
import Testing

@Suite(.serialized) struct AboutTests {
  let program: Program

  init() throws { program = try Program() }

  static let script = """
    param count = 20
    seed 5
    test = load sketches count=count
    show test title="Sketches" caption="As they are drawn." save=a.png,a.svg,a.pdf,a.gif,a.apng

    """

  @Test("A figure of every format tells what made it, and when if that is asked for")
  func everyFormat() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    let arguments = ["run", "lesson.darkroom", "--quiet", "--set", "count=12"]
    #expect(try program.run(arguments: arguments, environment: ["SOURCE_DATE_EPOCH": "1700000000"]).status == 0)
    for ending in ["png", "svg", "pdf", "gif", "apng"] {
      let told = try program.run("about", "output/a.\(ending)")
      #expect(told.status == 0 && told.errors.isEmpty)
      #expect(
        told.output == """
          output/a.\(ending)
            title    Sketches
            caption  As they are drawn.
            script   lesson.darkroom
            param    count = 12
            seed     5
            version  Darkroom 0.1.0
            date     2023-11-14T22:13:20Z

          """)
    }
  }

  @Test("The bytes are the same on every run, whatever the file and the folder are called")
  func sameBytes() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "two"), withIntermediateDirectories: true)
    let renamed = Self.script.replacing("save=a.", with: "save=other.").replacing(",a.", with: ",more/b.")
    try program.write(renamed, to: "two/lesson.darkroom")
    #expect(try program.run("run", "lesson.darkroom", "--quiet").status == 0)
    #expect(try program.run("run", "two/lesson.darkroom", "--quiet", "--output", "elsewhere").status == 0)
    #expect(try program.bytes("output/a.png") == program.bytes("elsewhere/other.png"))
    for ending in ["svg", "pdf", "gif", "apng"] {
      #expect(try program.bytes("output/a.\(ending)") == program.bytes("elsewhere/more/b.\(ending)"), "\(ending)")
    }
  }

  @Test("What is no figure of Darkroom's is refused in a sentence, and the others are told of")
  func refused() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    try program.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "plain.svg")
    #expect(try program.run("run", "lesson.darkroom", "--quiet").status == 0)
    let told = try program.run("about", "lesson.darkroom", "none.png", "plain.svg", "output/a.png")
    #expect(told.status == 1)
    #expect(
      told.errors == """
        darkroom: error: lesson.darkroom: expected a figure as PNG, SVG, PDF or GIF, and this is a text file
        darkroom: error: none.png: there is no such file
        darkroom: error: plain.svg: the SVG tells nothing of what made it: it is no figure of Darkroom's

        """)
    #expect(told.output.hasPrefix("output/a.png\n  title    Sketches\n"))
  }

  @Test(
    "A time that is none is an error before anything runs", arguments: ["yesterday", "-1", "1e9", "", "999999999999"])
  func wrongTime(text: String) throws {
    defer { program.clean() }
    let said = try program.run(arguments: ["--version"], environment: ["SOURCE_DATE_EPOCH": text])
    #expect(said.status == 2)
    #expect(
      said.errors == "darkroom: error: SOURCE_DATE_EPOCH is “\(text)”: expected the seconds since 1970, up to the year "
        + "9999, as digits alone\n")
  }

  @Test("Of several seeds each is told once")
  func severalSeeds() throws {
    defer { program.clean() }
    let script = """
      for n in 7,7,9
          seed n
          model = autoencoder latent=2 width=2
      end
      draw model save=a.svg

      """
    try program.write(script, to: "seeds.darkroom")
    #expect(try program.run("run", "seeds.darkroom", "--quiet", "--seed", "3").status == 0)
    let told = try program.run("about", "output/a.svg")
    #expect(told.output == "output/a.svg\n  script   seeds.darkroom\n  seeds    7, 9\n  version  Darkroom 0.1.0\n")
  }
}
