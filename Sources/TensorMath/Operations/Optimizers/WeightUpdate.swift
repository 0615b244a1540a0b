/// How weights follow their gradients, one step at a time.
///
/// What an optimiser remembers lies with the caller: so many numbers for each weight, all zero before the first step.
public protocol WeightUpdate: Hashable, Sendable {
  /// The rule's name, by which a file tells whose memory it holds.
  var name: String { get }
  /// What is remembered for each weight, one number in each slot, by the name that PyTorch's optimiser has for it.
  ///
  /// It is asked for in every step, and gives literals, which take no memory.
  var slotNames: [String] { get }

  /// Updates the parameters and what is remembered of them, each slot as long as the parameters.
  ///
  /// `step` is 1 the first time; `rate` is the learning rate of this step.
  func update(
    _ parameters: FloatSlice, gradients: FloatSlice, slots: [FloatSlice], step: Int, rate: Double,
    compute: ComputeContext)
}

extension WeightUpdate {
  /// The numbers that are remembered for each weight.
  public var slots: Int { slotNames.count }

  /// Stops unless everything is as long as the parameters.
  func check(_ parameters: FloatSlice, _ gradients: FloatSlice, _ slots: [FloatSlice], step: Int) {
    precondition(step >= 1, "Steps are counted from 1.")
    precondition(slots.count == self.slots, "\(slots.count) slots are there, and \(self.slots) are needed.")
    gradients.check(parameters.count)
    for slot in slots { slot.check(parameters.count) }
  }
}

/// Shares a flat run of numbers out among the threads.
func forEachStretch(_ total: Int, _ compute: ComputeContext, _ body: (_ place: Int, _ count: Int) -> Void) {
  let stretch = 32768
  compute.run((total + stretch - 1) / stretch) { task in body(task * stretch, min(stretch, total - task * stretch)) }
}
