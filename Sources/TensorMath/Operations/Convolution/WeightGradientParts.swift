internal import KernelArguments

/// Some of the parts that the work on a weight gradient is dealt into, and which of their units are worked on here.
struct WeightGradientParts {
  /// The parts.
  let numbers: Range<Int>
  /// The parts of the whole batch.
  private let count: Int
  /// The units of the whole batch.
  private let units: Int
  /// The units of the blocks that are here.
  private let own: Range<Int>
  /// Whether sums go on from what their memory holds.
  var goesOn = false
  /// Whether the last part is not at its end with the last unit that is here.
  var leavesOpen = false
  /// The sums of a part that has begun or ends elsewhere, where they are others than those that parts end with.
  var openSums: MutableFloats?

  /// Parts of a batch that is here as a whole, or of which only some units are.
  init(_ numbers: Range<Int>, of count: Int, units: Int, here own: Range<Int>? = nil) {
    (self.numbers, self.count, self.units) = (numbers, count, units)
    self.own = own ?? 0..<units
  }

  /// The units of one of the parts, counted from the first that is here.
  func units(of part: Int) -> Range<Int> {
    let number = numbers.lowerBound + part
    let (first, last) = (number * units / count, (number + 1) * units / count)
    return max(first, own.lowerBound) - own.lowerBound..<min(last, own.upperBound) - own.lowerBound
  }
}

extension WeightGradientPlan {
  /// The weight gradient by several processes.
  ///
  /// Each computes the parts that lie in its blocks. One that lies in several goes from process to process as it stands, and
  /// so does the sum of all parts that are done.
  func run(_ share: BatchShare, rows: Batch, columns: Batch, into gradient: FloatSlice, compute: ComputeContext) {
    guard !share.blocks.isEmpty else { return }
    let perBlock = unitsPerBlock(compute)
    let units = share.wholeBlocks * perBlock
    let count = min(units, mostParts)
    let here = share.blocks.lowerBound * perBlock..<share.blocks.upperBound * perBlock
    // The part in which a unit lies.
    func part(_ unit: Int) -> Int { (0..<count).last { $0 * units / count <= unit } ?? 0 }
    let touched = part(here.lowerBound)..<part(here.upperBound - 1) + 1
    let isOpened = touched.lowerBound * units / count < here.lowerBound
    let isLeftOpen = touched.upperBound * units / count > here.upperBound
    let openFloats = fast(compute).map(openFloats) ?? 0
    compute.withWorkspace((touched.count + 1) * partFloats + 2 * openFloats) { room in
      let total = room
      let (opened, leftOpen) = (room + partFloats, room + partFloats + openFloats)
      let partials = leftOpen + openFloats
      func sum(_ numbers: Range<Int>, goesOn: Bool, leavesOpen: Bool, openSums: MutableFloats) {
        guard !numbers.isEmpty else { return }
        var parts = WeightGradientParts(numbers, of: count, units: units, here: here)
        (parts.goesOn, parts.leavesOpen, parts.openSums) = (goesOn, leavesOpen, openSums)
        let place = partials + (numbers.lowerBound - touched.lowerBound) * partFloats
        self.sum(parts, rows: rows, columns: columns, into: place, compute: compute)
      }
      // What begins here is done before the other process is heard of.
      let begun = touched.lowerBound + (isOpened ? 1 : 0)..<touched.upperBound
      sum(begun, goesOn: false, leavesOpen: isLeftOpen, openSums: leftOpen)
      if touched.lowerBound > 0 { share.takeUp(total, partFloats) }
      if isOpened {
        share.takeUp(openFloats > 0 ? opened : partials, openFloats > 0 ? openFloats : partFloats)
        sum(
          touched.lowerBound..<touched.lowerBound + 1, goesOn: true, leavesOpen: isLeftOpen && begun.isEmpty,
          openSums: opened)
      }
      let done = touched.count - (isLeftOpen ? 1 : 0)
      addUp(done, of: partials, to: total, goesOn: touched.lowerBound > 0, compute)
      guard share.isGoneOnWith else { return addUp(total, parts: 1, into: gradient, compute: compute) }
      if touched.lowerBound + done > 0 { share.handOn(total, partFloats) }
      guard isLeftOpen else { return }
      if openFloats > 0 {
        share.handOn(begun.isEmpty ? opened : leftOpen, openFloats)
      } else {
        share.handOn(partials + done * partFloats, partFloats)
      }
    }
  }

  /// Adds so many parts to a total, in their order; the total begins with the first unless it goes on.
  private func addUp(
    _ parts: Int, of partials: MutableFloats, to total: MutableFloats, goesOn: Bool, _ compute: ComputeContext
  ) {
    guard parts > 0 else { return }
    let kernels = compute.kernels
    let stretch = 8192
    compute.run((partFloats + stretch - 1) / stretch) { task in
      let first = task * stretch
      let length = min(stretch, partFloats - first)
      if !goesOn { (total + first).update(from: partials + first, count: length) }
      for part in (goesOn ? 0 : 1)..<parts {
        kernels.addNumbers(
          AddedNumbers(
            first: total + first, second: partials + part * partFloats + first, mask: nil, rectified: false,
            count: length, sum: total + first))
      }
    }
  }
}
