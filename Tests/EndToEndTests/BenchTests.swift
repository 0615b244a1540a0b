import Foundation
import Testing

@Suite(.serialized) struct BenchTests {
  let program: Program

  init() throws { program = try Program() }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let child = try program.start(["bench", "--json", "--seconds", "0"] + arguments)
    let result = child.finish()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors == "")
    return try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("bench measures a step, and prints it as JSON")
  func step() throws {
    defer { program.clean() }
    let report = try json(["--only", "step", "--batch", "2", "--network", "uva", "--width", "4", "--threads", "2"])
    #expect(Set(report.keys) == ["exact", "processor", "program", "steps", "threads"])
    let steps = try #require(report["steps"] as? [[String: Any]])
    #expect(steps.count == 1)
    #expect(steps[0]["network"] as? String == "uva")
    #expect(steps[0]["batch"] as? Int == 2)
    #expect((steps[0]["training_images_per_second"] as? Double ?? 0) > 0)
    #expect((steps[0]["peak_memory_bytes"] as? Int ?? 0) > 1_000_000)
    #expect(steps[0]["loss"] is Double)
  }

  @Test("Each thing is measured for a second, unless it is said for how long")
  func defaults() throws {
    defer { program.clean() }
    let help = try program.run("bench", "--help").output
    #expect(help.contains(/--seconds <s> +The time for each thing that is measured\.\s+\(default:\s+1\.0\)/), "\(help)")
  }

  @Test("bench starts the program itself, up to a prompt and up to a figure")
  func start() throws {
    defer { program.clean() }
    let report = try json(["--only", "start"])
    let start = try #require(report["start"] as? [String: Any])
    for name in ["prompt", "figure"] {
      let pass = try #require(start[name] as? [String: Any])
      let best = try #require(pass["best_seconds"] as? Double)
      #expect(best > 1e-4 && best <= pass["median_seconds"] as? Double ?? 0)
      #expect(pass["repetitions"] as? Int == 3)
    }
  }

  @Test("bench prints tables, and draws growth where it is told to")
  func growth() throws {
    defer { program.clean() }
    let result = try program.run(
      "bench", "--only", "growth,peak", "--seconds", "0", "--width", "1", "--batch", "1", "--threads", "1", "--plot",
      "plots")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("FMA peak, avx"))
    for axis in ["threads", "images in a batch", "channels of the first layer", "image side in pixels"] {
      #expect(result.output.contains("Growth with \(axis): article, "), "\(axis)")
    }
    for name in ["batch", "width", "size"] {
      let svg = String(decoding: try program.bytes("plots/growth-\(name).svg"), as: UTF8.self)
      #expect(svg.contains("<svg role=\"img\" "))
    }
    #expect(!program.holds("plots/growth-threads.svg"))
  }

  @Test(
    "Wrong options leave with 2, and say what would be right",
    arguments: [
      (["--only", "stp"], "--only has no part “stp”: did you mean step?"),
      (["--only", ""], "--only has no part “”: expected peak, layers, step, growth, sharing, figures, start."),
      (["--network", "uvva"], "--network has no “uvva”: did you mean uva?"),
      (["--width", "0"], "--width expects a number from 1 to 1024, and gets 0."),
      (["--batch", "0"], "--batch expects a number from 1 to 65536, and gets 0."),
      (["--threads", "257"], "--threads expects a number from 1 to 256, and gets 257."),
      (["--seconds", "nan"], "--seconds expects a number from 0 to 3600, and gets nan."),
      (["--only", "peak", "--plot", "x"], "--plot draws the growth, which --only leaves out."),
    ])
  func wrongOptions(options: [String], message: String) throws {
    defer { program.clean() }
    let result = try program.start(["bench"] + options).finish()
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("Data that are not there are an error")
  func missingData() throws {
    defer { program.clean() }
    let result = try program.run("bench", "--only", "step", "--data", "nowhere")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("darkroom: error: "), "\(result.errors)")
    #expect(result.errors.contains("nowhere"))
  }
}
