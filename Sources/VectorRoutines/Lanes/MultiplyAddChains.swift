package import KernelArguments

// As many multiplications and additions as the processor can do, and nothing else: the ceiling of every kernel here.

/// Chains of fused multiply-adds that depend on nothing but themselves.
///
/// Two units with a latency of four cycles are kept busy by eight chains; twelve leave room for slower ones, and with
/// their two operands stay in the registers of either build.
private let chains = 12

/// Floating-point operations in a round of ``multiplyAddChains``, a multiplication and an addition counting two.
public var multiplyAddOperations: Int { chains * laneWidth * 2 }

/// Runs rounds of one multiply-add a chain, and gives the sum of all chains.
///
/// With a factor below 1 the numbers go towards `term / (1 − factor)`, and stay finite and normal.
package func multiplyAddChains(_ all: MultiplyAddRounds) -> Float {
  let term = all.term
  let factors = Lane(repeating: all.factor)
  let terms = Lane(repeating: term)
  var sums = InlineArray<12, Lane>(repeating: terms)
  // Every chain starts elsewhere, so that none can be computed once for all.
  for i in 0..<chains { sums[i] = Lane(repeating: term + Float(i)) }
  var round = 0
  while round < all.rounds {
    for i in 0..<chains { sums[i] = fused(terms, sums[i], factors) }
    round &+= 1
  }
  var total = Lane()
  for i in 0..<chains { total += sums[i] }
  var result: Float = 0
  for i in 0..<laneWidth { result += total[i] }
  return result
}
