internal import CPlatform
internal import KernelArguments
internal import VectorRoutines
internal import VectorRoutinesAVX512

/// The build of the vector routines that runs: eight floats a lane, or sixteen. Both give the same bits.
public enum InstructionSet: String, Sendable, CaseIterable {
  /// Eight floats a lane: AVX2 and FMA, or the vectors of any processor that is no x86.
  case avx2
  /// Sixteen floats a lane: AVX-512.
  case avx512

  /// The best that this processor can run, or nil where it has not even AVX2 and FMA.
  public static var best: InstructionSet? {
    switch platform_vector_level() {
    case 2: .avx512
    case 1: .avx2
    default: nil
    }
  }
}

/// What the processor must have; the command line asks before anything else runs.
public enum ProcessorSupport {
  /// Why the kernels cannot run here, or nil where they can.
  public static var obstacle: String? {
    InstructionSet.best == nil
      ? "this processor has no AVX2 and FMA instructions, which Darkroom's kernels are built for" : nil
  }
}

typealias Floats = UnsafePointer<Float>
typealias MutableFloats = UnsafeMutablePointer<Float>
typealias MutableDoubles = UnsafeMutablePointer<Double>

/// The one place where the two builds of the vector routines meet: a table of functions for each.
/// Only pointers and numbers cross this edge, by themselves or in the plain structs of KernelArguments.
package struct Kernels: Sendable {
  /// The build that the functions are from.
  package let instructionSet: InstructionSet
  let gatherConvolutionRow: @Sendable (GatherRow) -> Void
  let packConvolutionWeights: @Sendable (ConvolutionWeights, MutableFloats) -> Void
  let addConvolutionWeightProducts: @Sendable (WeightProducts) -> Void
  let finishConvolutionWeightGradient: @Sendable (WeightGradientSums) -> Void
  let addThinWeightProducts: @Sendable (ThinWeightProducts) -> Void
  let sumEntries: @Sendable (EntrySums) -> Void
  let winogradStrip: @Sendable (WinogradTiles) -> Void
  let spreadWeights: @Sendable (WeightSpreading) -> Void
  let addWinogradWeightProducts: @Sendable (WinogradWeightTiles) -> Void
  let gatherWinogradWeights: @Sendable (WinogradWeightSums) -> Void
  let sumChannels: @Sendable (ChannelSums) -> Void
  let linearProduct: @Sendable (LinearProduct) -> Void
  let packColumns: @Sendable (PackedColumns) -> Void
  let turnFeatures: @Sendable (TurnedFeatures) -> Void
  let linearWeightGradient: @Sendable (LinearWeightGradient) -> Void
  let leakyRectifierForward: @Sendable (MappedNumbers, Float) -> Void
  let leakyRectifierBackward: @Sendable (MappedGradients, Float) -> Void
  let gaussianErrorForward, logisticForward, hyperbolicTangentForward: @Sendable (MappedNumbers) -> Void
  let gaussianErrorBackward, logisticBackward, hyperbolicTangentBackward: @Sendable (MappedGradients) -> Void
  let squaredErrorLoss, absoluteErrorLoss, crossEntropyLoss: @Sendable (LossStretch) -> Double
  let adamStep: @Sendable (AdamStep) -> Void
  let blockImages: @Sendable (BlockedImages) -> Void
  let unblockImages: @Sendable (UnblockedImages) -> Void
  let blockBytes: @Sendable (ByteImages) -> Void
  let exchangeEntries: @Sendable (ExchangedEntries) -> Void
  let addNumbers: @Sendable (AddedNumbers) -> Void
  let multiplyAddChains: @Sendable (MultiplyAddRounds) -> Float
  let multiplyAddOperations: Int
  let normalBlocks: @Sendable (NormalBlocks) -> Void
  let spreadUniform: @Sendable (UniformSpan) -> Void
  let maskEntries: @Sendable (MaskedEntries) -> Void
  let sigmoidLinearForward: @Sendable (MappedNumbers) -> Void
  let sigmoidLinearBackward: @Sendable (MappedGradients) -> Void
  let exponentialLinearForward: @Sendable (MappedNumbers, Float) -> Void
  let exponentialLinearBackward: @Sendable (MappedGradients, Float) -> Void
  let softplusForward: @Sendable (MappedNumbers, SoftplusCurve) -> Void
  let softplusBackward: @Sendable (MappedGradients, SoftplusCurve) -> Void
  let huberLoss: @Sendable (LossStretch, Float) -> Double
  let squaredErrors, absoluteErrors: @Sendable (ImageErrors) -> Void
  let structuralSimilarity: @Sendable (SimilarityChannel) -> Void
  let gaussianDivergence: @Sendable (CodeStretch) -> Double
  let sampleGaussian: @Sendable (CodeSamples) -> Void
  let sampleGaussianBackward: @Sendable (CodeSampleGradients) -> Void
  let descentStep: @Sendable (DescentStep) -> Void
  let rootMeanSquareStep: @Sendable (RootMeanSquareStep) -> Void
  let adaptiveGradientStep: @Sendable (AdaptiveGradientStep) -> Void
  let sumOfSquares: @Sendable (Floats, Int) -> Double
  let scaleNumbers: @Sendable (ScaledNumbers) -> Void
  let boundNumbers: @Sendable (BoundedNumbers) -> Void
  let resampleRow: @Sendable (ResampledRow) -> Void
  let maximumRow: @Sendable (WindowRow) -> Void
  let maximumGradientRow: @Sendable (WindowGradientRow) -> Void
  let shuffleRow: @Sendable (ShuffledRow) -> Void
  let unshuffleRow: @Sendable (UnshuffledRow) -> Void
  let softmaxForward: @Sendable (SoftmaxPixels) -> Void
  let softmaxBackward: @Sendable (SoftmaxGradients) -> Void
  let parametricRectifierForward: @Sendable (WeightedPixels) -> Void
  let parametricRectifierBackward: @Sendable (WeightedGradients) -> Void
  let parametricRectifierWeightGradient: @Sendable (ChannelSums, Floats) -> Void
  let channelMoments, groupMoments: @Sendable (MomentSums) -> Void
  let groupStatistics: @Sendable (GroupStatistics) -> Void
  let groupGradientTerms: @Sendable (GroupGradientTerms) -> Void
  let channelGradientMoments: @Sendable (ChannelGradientSums) -> Void
  let groupGradientMoments: @Sendable (GroupGradientSums) -> Void
  let scaleAndShift: @Sendable (ScaledStretch) -> Void
  let normalizationGradient: @Sendable (NormalizationGradient) -> Void
  let groupScaleAndShift: @Sendable (GroupScaledStretch) -> Void
  let groupNormalizationGradient: @Sendable (GroupNormalizationGradient) -> Void
  let normalizeEntries: @Sendable (NormalizedEntries) -> Void
  let entryGradientMoments: @Sendable (EntryGradientSums) -> Void
  let entryGradient: @Sendable (EntryGradient) -> Void
  let doubleProduct: @Sendable (DoubleProduct) -> Void

  private static let avx2 = Kernels(
    instructionSet: .avx2,
    gatherConvolutionRow: VectorRoutines.gatherConvolutionRow,
    packConvolutionWeights: VectorRoutines.packConvolutionWeights,
    addConvolutionWeightProducts: VectorRoutines.addConvolutionWeightProducts,
    finishConvolutionWeightGradient: VectorRoutines.finishConvolutionWeightGradient,
    addThinWeightProducts: VectorRoutines.addThinWeightProducts,
    sumEntries: VectorRoutines.sumEntries,
    winogradStrip: VectorRoutines.winogradStrip,
    spreadWeights: VectorRoutines.spreadWeights,
    addWinogradWeightProducts: VectorRoutines.addWinogradWeightProducts,
    gatherWinogradWeights: VectorRoutines.gatherWinogradWeights,
    sumChannels: VectorRoutines.sumChannels,
    linearProduct: VectorRoutines.linearProduct,
    packColumns: VectorRoutines.packColumns,
    turnFeatures: VectorRoutines.turnFeatures,
    linearWeightGradient: VectorRoutines.linearWeightGradient,
    leakyRectifierForward: VectorRoutines.leakyRectifierForward,
    leakyRectifierBackward: VectorRoutines.leakyRectifierBackward,
    gaussianErrorForward: VectorRoutines.gaussianErrorForward,
    logisticForward: VectorRoutines.logisticForward,
    hyperbolicTangentForward: VectorRoutines.hyperbolicTangentForward,
    gaussianErrorBackward: VectorRoutines.gaussianErrorBackward,
    logisticBackward: VectorRoutines.logisticBackward,
    hyperbolicTangentBackward: VectorRoutines.hyperbolicTangentBackward,
    squaredErrorLoss: VectorRoutines.squaredErrorLoss,
    absoluteErrorLoss: VectorRoutines.absoluteErrorLoss,
    crossEntropyLoss: VectorRoutines.crossEntropyLoss,
    adamStep: VectorRoutines.adamStep,
    blockImages: VectorRoutines.blockImages,
    unblockImages: VectorRoutines.unblockImages,
    blockBytes: VectorRoutines.blockBytes,
    exchangeEntries: VectorRoutines.exchangeEntries,
    addNumbers: VectorRoutines.addNumbers,
    multiplyAddChains: VectorRoutines.multiplyAddChains,
    multiplyAddOperations: VectorRoutines.multiplyAddOperations,
    normalBlocks: VectorRoutines.normalBlocks,
    spreadUniform: VectorRoutines.spreadUniform,
    maskEntries: VectorRoutines.maskEntries,
    sigmoidLinearForward: VectorRoutines.sigmoidLinearForward,
    sigmoidLinearBackward: VectorRoutines.sigmoidLinearBackward,
    exponentialLinearForward: VectorRoutines.exponentialLinearForward,
    exponentialLinearBackward: VectorRoutines.exponentialLinearBackward,
    softplusForward: VectorRoutines.softplusForward,
    softplusBackward: VectorRoutines.softplusBackward,
    huberLoss: VectorRoutines.huberLoss,
    squaredErrors: VectorRoutines.squaredErrors,
    absoluteErrors: VectorRoutines.absoluteErrors,
    structuralSimilarity: VectorRoutines.structuralSimilarity,
    gaussianDivergence: VectorRoutines.gaussianDivergence,
    sampleGaussian: VectorRoutines.sampleGaussian,
    sampleGaussianBackward: VectorRoutines.sampleGaussianBackward,
    descentStep: VectorRoutines.descentStep,
    rootMeanSquareStep: VectorRoutines.rootMeanSquareStep,
    adaptiveGradientStep: VectorRoutines.adaptiveGradientStep,
    sumOfSquares: VectorRoutines.sumOfSquares,
    scaleNumbers: VectorRoutines.scaleNumbers,
    boundNumbers: VectorRoutines.boundNumbers,
    resampleRow: VectorRoutines.resampleRow,
    maximumRow: VectorRoutines.maximumRow,
    maximumGradientRow: VectorRoutines.maximumGradientRow,
    shuffleRow: VectorRoutines.shuffleRow,
    unshuffleRow: VectorRoutines.unshuffleRow,
    softmaxForward: VectorRoutines.softmaxForward,
    softmaxBackward: VectorRoutines.softmaxBackward,
    parametricRectifierForward: VectorRoutines.parametricRectifierForward,
    parametricRectifierBackward: VectorRoutines.parametricRectifierBackward,
    parametricRectifierWeightGradient: VectorRoutines.parametricRectifierWeightGradient,
    channelMoments: VectorRoutines.channelMoments,
    groupMoments: VectorRoutines.groupMoments,
    groupStatistics: VectorRoutines.groupStatistics,
    groupGradientTerms: VectorRoutines.groupGradientTerms,
    channelGradientMoments: VectorRoutines.channelGradientMoments,
    groupGradientMoments: VectorRoutines.groupGradientMoments,
    scaleAndShift: VectorRoutines.scaleAndShift,
    normalizationGradient: VectorRoutines.normalizationGradient,
    groupScaleAndShift: VectorRoutines.groupScaleAndShift,
    groupNormalizationGradient: VectorRoutines.groupNormalizationGradient,
    normalizeEntries: VectorRoutines.normalizeEntries,
    entryGradientMoments: VectorRoutines.entryGradientMoments,
    entryGradient: VectorRoutines.entryGradient,
    doubleProduct: VectorRoutines.doubleProduct)

  private static let avx512 = Kernels(
    instructionSet: .avx512,
    gatherConvolutionRow: VectorRoutinesAVX512.gatherConvolutionRow,
    packConvolutionWeights: VectorRoutinesAVX512.packConvolutionWeights,
    addConvolutionWeightProducts: VectorRoutinesAVX512.addConvolutionWeightProducts,
    finishConvolutionWeightGradient: VectorRoutinesAVX512.finishConvolutionWeightGradient,
    addThinWeightProducts: VectorRoutinesAVX512.addThinWeightProducts,
    sumEntries: VectorRoutinesAVX512.sumEntries,
    winogradStrip: VectorRoutinesAVX512.winogradStrip,
    spreadWeights: VectorRoutinesAVX512.spreadWeights,
    addWinogradWeightProducts: VectorRoutinesAVX512.addWinogradWeightProducts,
    gatherWinogradWeights: VectorRoutinesAVX512.gatherWinogradWeights,
    sumChannels: VectorRoutinesAVX512.sumChannels,
    linearProduct: VectorRoutinesAVX512.linearProduct,
    packColumns: VectorRoutinesAVX512.packColumns,
    turnFeatures: VectorRoutinesAVX512.turnFeatures,
    linearWeightGradient: VectorRoutinesAVX512.linearWeightGradient,
    leakyRectifierForward: VectorRoutinesAVX512.leakyRectifierForward,
    leakyRectifierBackward: VectorRoutinesAVX512.leakyRectifierBackward,
    gaussianErrorForward: VectorRoutinesAVX512.gaussianErrorForward,
    logisticForward: VectorRoutinesAVX512.logisticForward,
    hyperbolicTangentForward: VectorRoutinesAVX512.hyperbolicTangentForward,
    gaussianErrorBackward: VectorRoutinesAVX512.gaussianErrorBackward,
    logisticBackward: VectorRoutinesAVX512.logisticBackward,
    hyperbolicTangentBackward: VectorRoutinesAVX512.hyperbolicTangentBackward,
    squaredErrorLoss: VectorRoutinesAVX512.squaredErrorLoss,
    absoluteErrorLoss: VectorRoutinesAVX512.absoluteErrorLoss,
    crossEntropyLoss: VectorRoutinesAVX512.crossEntropyLoss,
    adamStep: VectorRoutinesAVX512.adamStep,
    blockImages: VectorRoutinesAVX512.blockImages,
    unblockImages: VectorRoutinesAVX512.unblockImages,
    blockBytes: VectorRoutinesAVX512.blockBytes,
    exchangeEntries: VectorRoutinesAVX512.exchangeEntries,
    addNumbers: VectorRoutinesAVX512.addNumbers,
    multiplyAddChains: VectorRoutinesAVX512.multiplyAddChains,
    multiplyAddOperations: VectorRoutinesAVX512.multiplyAddOperations,
    normalBlocks: VectorRoutinesAVX512.normalBlocks,
    spreadUniform: VectorRoutinesAVX512.spreadUniform,
    maskEntries: VectorRoutinesAVX512.maskEntries,
    sigmoidLinearForward: VectorRoutinesAVX512.sigmoidLinearForward,
    sigmoidLinearBackward: VectorRoutinesAVX512.sigmoidLinearBackward,
    exponentialLinearForward: VectorRoutinesAVX512.exponentialLinearForward,
    exponentialLinearBackward: VectorRoutinesAVX512.exponentialLinearBackward,
    softplusForward: VectorRoutinesAVX512.softplusForward,
    softplusBackward: VectorRoutinesAVX512.softplusBackward,
    huberLoss: VectorRoutinesAVX512.huberLoss,
    squaredErrors: VectorRoutinesAVX512.squaredErrors,
    absoluteErrors: VectorRoutinesAVX512.absoluteErrors,
    structuralSimilarity: VectorRoutinesAVX512.structuralSimilarity,
    gaussianDivergence: VectorRoutinesAVX512.gaussianDivergence,
    sampleGaussian: VectorRoutinesAVX512.sampleGaussian,
    sampleGaussianBackward: VectorRoutinesAVX512.sampleGaussianBackward,
    descentStep: VectorRoutinesAVX512.descentStep,
    rootMeanSquareStep: VectorRoutinesAVX512.rootMeanSquareStep,
    adaptiveGradientStep: VectorRoutinesAVX512.adaptiveGradientStep,
    sumOfSquares: VectorRoutinesAVX512.sumOfSquares,
    scaleNumbers: VectorRoutinesAVX512.scaleNumbers,
    boundNumbers: VectorRoutinesAVX512.boundNumbers,
    resampleRow: VectorRoutinesAVX512.resampleRow,
    maximumRow: VectorRoutinesAVX512.maximumRow,
    maximumGradientRow: VectorRoutinesAVX512.maximumGradientRow,
    shuffleRow: VectorRoutinesAVX512.shuffleRow,
    unshuffleRow: VectorRoutinesAVX512.unshuffleRow,
    softmaxForward: VectorRoutinesAVX512.softmaxForward,
    softmaxBackward: VectorRoutinesAVX512.softmaxBackward,
    parametricRectifierForward: VectorRoutinesAVX512.parametricRectifierForward,
    parametricRectifierBackward: VectorRoutinesAVX512.parametricRectifierBackward,
    parametricRectifierWeightGradient: VectorRoutinesAVX512.parametricRectifierWeightGradient,
    channelMoments: VectorRoutinesAVX512.channelMoments,
    groupMoments: VectorRoutinesAVX512.groupMoments,
    groupStatistics: VectorRoutinesAVX512.groupStatistics,
    groupGradientTerms: VectorRoutinesAVX512.groupGradientTerms,
    channelGradientMoments: VectorRoutinesAVX512.channelGradientMoments,
    groupGradientMoments: VectorRoutinesAVX512.groupGradientMoments,
    scaleAndShift: VectorRoutinesAVX512.scaleAndShift,
    normalizationGradient: VectorRoutinesAVX512.normalizationGradient,
    groupScaleAndShift: VectorRoutinesAVX512.groupScaleAndShift,
    groupNormalizationGradient: VectorRoutinesAVX512.groupNormalizationGradient,
    normalizeEntries: VectorRoutinesAVX512.normalizeEntries,
    entryGradientMoments: VectorRoutinesAVX512.entryGradientMoments,
    entryGradient: VectorRoutinesAVX512.entryGradient,
    doubleProduct: VectorRoutinesAVX512.doubleProduct)

  /// The table for a set of instructions, which the processor has to have.
  package static func of(_ set: InstructionSet) -> Kernels { set == .avx512 ? avx512 : avx2 }

  /// The table for the best instructions that the processor has.
  package static let best = of(InstructionSet.best ?? .avx2)
}
