import Foundation
import Testing

@Suite(.serialized) struct ShareTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.write(
      """
      data = load sketches count=60
      for number in 0..2
        seed number
        model[number] = autoencoder latent=4 width=2
        log[number] = train model[number] on=data epochs=1
        save log[number] "log-{number}.csv"
      end
      bars log save=bars.svg
      print "{log[2].epochs}"

      """, to: "sweep.darkroom")
  }

  private func run(_ words: String, environment: [String: String] = [:]) throws -> Program.Result {
    try program.run(
      arguments: words.split(separator: " ").map(String.init) + ["--threads", "1"], environment: environment)
  }

  @Test("Shares do their trainings, and the whole finds them and draws: the files of one process")
  func shares() throws {
    defer { program.clean() }
    let single = try run("run sweep.darkroom --store none --output single")
    #expect(single.status == 0 && single.output == "1\n", "\(single.errors)")
    for number in 1...2 {
      let share = try run("run sweep.darkroom --store store --output share --share \(number)/2")
      #expect(share.status == 0, "\(share.errors)")
      #expect(
        share.errors.contains(
          number == 1
            ? "share 1/2: 2 trainings done; 1 left to others\n"
            : "share 2/2: 1 training done, 2 kept from before; none is left to others\n"))
    }
    let whole = try run("run sweep.darkroom --store store --output whole")
    #expect(whole.output == single.output, "\(whole.errors)")
    #expect(whole.errors.components(separatedBy: "kept from").count == 4, "\(whole.errors)")
    for name in ["log-0.csv", "log-1.csv", "log-2.csv", "bars.svg"] {
      #expect(try program.bytes("whole/\(name)") == program.bytes("single/\(name)"))
    }
  }

  @Test("A share that steals does the rest, and the share may come from a scheduler")
  func steals() throws {
    defer { program.clean() }
    let result = try run(
      "run sweep.darkroom --store store --share auto --steal",
      environment: ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_MAX": "7"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("share 4/4: 0 trainings done; 3 left to others\n"))
    #expect(
      result.errors.hasSuffix(
        "share 4/4: 3 trainings done; none is left to others\n\nfigures:\n  output/bars.svg\n"), "\(result.errors)")
    #expect(result.output.hasSuffix("1\n"))
  }

  @Test("A check says how many trainings there are, and how evenly they fall")
  func check() throws {
    defer { program.clean() }
    let result = try run("check sweep.darkroom --share 1/2")
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 2, "\(result.output)\(result.errors)")
    #expect(lines[0].hasPrefix("sweep.darkroom: no mistakes; 3 trainings, about 0:0"))
    #expect(lines[1].hasPrefix("  2 shares: 1 or 2 trainings each"))
  }

  @Test(
    "What is no share, or goes with none, is wrong usage",
    arguments: [
      ("--share 5/4", "--share 5/4: there is no share 5 of 4; they are 1/4 to 4/4."),
      ("--share 5-4", "--share expects which share of how many, as 3/16, or auto, or auto/16, and gets “5-4”."),
      ("--share auto/0", "and gets “auto/0”."), ("--share", "Missing value for '--share"),
      ("--share auto", "darkroom: error: --share auto: no variable of a scheduler says which share this is"),
      ("--share auto/4", "darkroom: error: --share auto/4: no variable of a scheduler says which share this is"),
      ("--steal", "--steal goes with --share."), ("--share 1/2 --fresh", "--fresh trains everything anew"),
      ("--share 1/2 --store none", "--share goes with a store"),
      ("--share 1/2 --export a.md", "--export writes what came of a whole script"),
    ])
  func wrongUsage(options: String, message: String) throws {
    defer { program.clean() }
    let result = try run("run sweep.darkroom \(options)")
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
