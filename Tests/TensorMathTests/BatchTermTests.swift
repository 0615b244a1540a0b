import TensorMath
import TestSupport
import Testing

/// What losses over whole images and codes keep to: padding counts nothing, the same bits everywhere, no allocation.
@Suite(.serialized) struct BatchTermTests {
  private static let shape = SampleShape.image(channels: 3, height: 14, width: 12)
  private static let samples = 37

  private func batch(_ seed: UInt64, _ count: Int = samples, _ shape: SampleShape = shape) -> Batch {
    var random = MersenneTwister(seed: seed)
    return Batch(random.numbers(count * shape.elementCount), count: count, shape: shape)
  }

  /// Everything that is measured of two batches, bit by bit.
  private func everything(_ prediction: Batch, _ target: Batch, _ compute: ComputeContext) -> [[UInt64]] {
    let gradient = Batch(capacity: prediction.capacity, shape: prediction.shape)
    let loss = StructuralSimilarity(range: 2).evaluate(
      prediction, target: target, gradient: GradientPlace(gradient), compute: compute)
    let measures = [ImageMeasure.mse, .l1, .psnr(range: 2), .ssim(range: 2)].map {
      $0.values(prediction, target: target, compute: compute).map(\.bitPattern)
    }
    let code = GaussianCode(means: prediction, logVariances: target)
    let room = (0..<4).map { _ in Batch(capacity: prediction.capacity, shape: prediction.shape) }
    var random = RandomGenerator(seed: 3)
    code.sample(into: room[0], noise: room[1], generator: &random, compute: compute)
    let codeGradient = GaussianCode.Gradient(means: room[2], logVariances: room[3])
    code.sampleGradient(gradient, noise: room[1], into: codeGradient, compute: compute)
    let divergence = code.divergence(gradient: codeGradient, weight: 0.1, adding: true, compute: compute)
    return measures + [[loss.bitPattern, divergence.bitPattern]]
      + ([gradient] + room).map { $0.storage.values.bits.map(UInt64.init) }
  }

  @Test func theSameBitsEverywhere() {
    let (prediction, target) = (batch(1), batch(2))
    let expected = everything(prediction, target, ComputeContext(threads: 1))
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      #expect(
        withEachInstructionSet {
          everything(prediction, target, ComputeContext(team: team, instructions: $0)) == expected
        }.allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test(arguments: [ImageMeasure.mse, .l1, .psnr(range: 2), .ssim(range: 2)])
  func anImageMeasuresTheSameInAnyCompany(_ measure: ImageMeasure) {
    let (prediction, target) = (batch(1), batch(2))
    let compute = ComputeContext(threads: 2)
    let together = measure.values(prediction, target: target, compute: compute)
    let (p, t) = (prediction.rowMajor(), target.rowMajor())
    let size = Self.shape.elementCount
    for image in 0..<Self.samples {
      let numbers = image * size..<(image + 1) * size
      let alone = measure.values(
        Batch(Array(p[numbers]), count: 1, shape: Self.shape),
        target: Batch(Array(t[numbers]), count: 1, shape: Self.shape),
        compute: compute)
      #expect(alone == [together[image]])
    }
  }

  @Test func equalImagesAreAsSimilarAsCanBe() {
    let compute = ComputeContext(threads: 1)
    let image = batch(5, 3)
    let gradient = Batch(capacity: 3, shape: Self.shape)
    let similarity = StructuralSimilarity(range: 2)
    let loss = similarity.evaluate(image, target: image, gradient: GradientPlace(gradient), compute: compute)
    #expect(abs(loss) < 1e-7)
    #expect(gradient.rowMajor().allSatisfy { abs($0) < 1e-7 })
    #expect(
      ImageMeasure.psnr(range: 2).values(image, target: image, compute: compute) == [.infinity, .infinity, .infinity])
  }

  @Test func theSimilaritysGradientIsThatOfItsDifferences() {
    let compute = ComputeContext(threads: 1)
    let shape = SampleShape.image(channels: 1, height: 11, width: 13)
    let (prediction, target) = (batch(6, 2, shape), batch(7, 2, shape))
    let gradient = Batch(capacity: 2, shape: shape)
    let similarity = StructuralSimilarity(range: 2)
    _ = similarity.evaluate(prediction, target: target, gradient: GradientPlace(gradient), compute: compute)
    let values = prediction.rowMajor()
    for place in [0, 6, 71, 142, 143, 200, 285] {
      let losses = [Float(-0.02), 0.02].map { step in
        var moved = values
        moved[place] += step
        return similarity.evaluate(Batch(moved, count: 2, shape: shape), target: target, compute: compute)
      }
      let slope = (losses[1] - losses[0]) / 0.04
      #expect(abs(slope - Double(gradient.rowMajor()[place])) < 2e-5 + 0.01 * abs(slope))
    }
  }

  @Test func aGradientIsAddedToTheOneBefore() {
    let compute = ComputeContext(threads: 2)
    let (prediction, target) = (batch(1), batch(2))
    let (alone, both) = (batch(3), batch(3))
    let before = both.rowMajor()
    let similarity = StructuralSimilarity(range: 2)
    _ = similarity.evaluate(prediction, target: target, gradient: GradientPlace(alone), compute: compute)
    _ = similarity.evaluate(
      prediction, target: target, gradient: GradientPlace(both, weight: 3, isAdded: true), compute: compute)
    let expected = zip(before, alone.rowMajor()).map { Double($0) + 3 * Double($1) }
    #expect(relativeError(both.rowMajor(), expected) < 1e-6)
    // Zero in the padding, and so still zero.
    #expect(both.storage.values.count { $0 != 0 } == both.rowMajor().count { $0 != 0 })
  }

  @Test func imagesSmallerThanAWindowDoNotFit() {
    let similarity = StructuralSimilarity(range: 1)
    #expect(similarity.fits(.image(channels: 1, height: 11, width: 11)))
    #expect(!similarity.fits(.image(channels: 1, height: 10, width: 32)))
    #expect(!similarity.fits(.image(channels: 1, height: 32, width: 10)))
    #expect(!similarity.fits(.vector(300)))
    #expect(!ImageMeasure.ssim(range: 1).fits(.vector(300)))
    #expect(ImageMeasure.mse.fits(.vector(300)))
    #expect(similarity.memory(batch: 16, shape: .vector(300)) == nil)
  }

  @Test(.enabled(if: AllocationCount.isPossible)) func nothingIsAllocated() {
    let compute = ComputeContext(threads: 2)
    let (prediction, target) = (batch(1), batch(2))
    let room = (0..<4).map { _ in Batch(capacity: Self.samples, shape: Self.shape) }
    let code = GaussianCode(means: prediction, logVariances: target)
    let gradient = GaussianCode.Gradient(means: room[2], logVariances: room[3])
    var random = RandomGenerator(seed: 3)
    var sum = 0.0
    func step() {
      sum += StructuralSimilarity(range: 2).evaluate(
        prediction, target: target, gradient: GradientPlace(room[0]), compute: compute)
      for term in LossTests.terms {
        sum += term.evaluate(
          prediction, target: target, gradient: GradientPlace(room[0], isAdded: true), compute: compute)
      }
      ImageMeasure.ssim(range: 2).forEachImage(prediction, target: target, compute: compute) { sum += $1 }
      ImageMeasure.psnr(range: 2).forEachImage(prediction, target: target, compute: compute) { sum += $1 }
      code.sample(into: room[1], noise: room[0], generator: &random, compute: compute)
      code.sampleGradient(room[1], noise: room[0], into: gradient, compute: compute)
      sum += code.divergence(gradient: gradient, adding: true, compute: compute)
    }
    step()
    let count = AllocationCount(on: compute.team)
    step()
    let allocations = count.allocations
    #expect(allocations == 0)
    #expect(!sum.isZero)
  }
}
