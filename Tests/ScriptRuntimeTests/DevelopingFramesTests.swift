import Figures
import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing

@Suite(.serialized) struct DevelopingFramesTests {
  static let training = """
    training = load sketches count=32
    test = pick training one-per-class
    model = autoencoder latent=4 width=4
    log = train model on=training watch=test epochs=3 batch=16

    """

  private func file(_ name: String, of bench: Bench) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: bench.folder + "/out/" + name)))
  }

  /// The captions of every frame: of each band, then of its rows.
  private func captions(_ figure: Figure) -> [[String]] {
    figure.frames.map { frame in
      (try? (frame.content as? LatePanel)?.make())?.bands.flatMap { band in
        (band.caption.map { [$0] } ?? []) + band.rows.compactMap(\.caption)
      } ?? []
    }
  }

  @Test func aLogIsWrittenAsAnAnimationOfAllEpochs() throws {
    let bench = try Bench()
    let said = bench.run(Self.training + "show log save=developing.gif,developing.apng,developing.png")
    #expect(said == "figure 1: show log save=developing.gif,developing.apng,developing.png\n")
    let figure = try #require(bench.output.figures.first).figure
    #expect(captions(figure) == (1...3).map { ["original", "epoch \($0)"] })
    #expect(figure.frames.map(\.hundredths) == [60, 60, 200])
    #expect(try file("developing.gif", of: bench) == figure.render(.gif))
    #expect(try file("developing.apng", of: bench) == figure.render(.apng))
    let rasters = try figure.frameRasters()
    #expect(Set(rasters).count == 3 && Set(rasters.map(\.width)).count == 1)
    // The picture is that of the last epoch, as ever.
    let still = try #require(figure.content as? ImagePanel)
    #expect(still.bands.flatMap(\.rows).map(\.caption) == ["original", "epoch 3"])

    let again = try Bench()
    _ = again.run(Self.training + "figure = show log\nsave figure \"developing.gif\"")
    #expect(try file("developing.gif", of: again) == file("developing.gif", of: bench))
  }

  @Test func epochsAreTakenInTheirOrder() throws {
    let bench = try Bench()
    _ = bench.run(
      Self.training + "show log epochs=last,first save=a.gif\nshow log epochs=2 save=b.gif\nshow test save=c.gif")
    let figures = bench.output.figures.map(\.figure)
    #expect(
      figures.map(captions) == [[["original", "epoch 1"], ["original", "epoch 3"]], [["original", "epoch 2"]], []])
    #expect(figures[1].frames.map(\.hundredths) == [200])
    #expect(["a.gif", "b.gif", "c.gif"].allSatisfy(bench.wrote))
  }

  @Test func aFamilyHasABandEach() throws {
    let bench = try Bench()
    _ = bench.run(
      """
      training = load sketches count=32
      test = pick training one-per-class
      for size in 4,8
          model[size] = autoencoder latent=size width=4
          log[size] = train model[size] on=training watch=test epochs=(size/4) batch=16
      end
      show log save=family.gif
      show log layout=grid save=grids.apng
      log[9] = train model[8] on=training watch=test epochs=1 batch=16
      show log save=later.gif
      """)
    let figures = bench.output.figures.map(\.figure)
    // A training that has ended stays as it ended.
    #expect(
      captions(figures[0]) == [
        ["bottleneck 4", "original", "epoch 1", "bottleneck 8", "original", "epoch 1"],
        ["bottleneck 4", "original", "epoch 1", "bottleneck 8", "original", "epoch 2"],
      ])
    #expect(
      captions(figures[1]) == [
        ["bottleneck 4, epoch 1", "bottleneck 8, epoch 1"], ["bottleneck 4, epoch 1", "bottleneck 8, epoch 2"],
      ])
    // One that goes on with a model stands as it begins until its first epoch comes.
    #expect(captions(figures[2]).map(\.last) == ["epoch 3", "epoch 3", "epoch 3"])
    #expect(try figures.allSatisfy { Set(try $0.frameRasters().map(\.width)).count == 1 })
    #expect(bench.wrote("family.gif") && bench.wrote("grids.apng") && bench.wrote("later.gif"))
  }
}
