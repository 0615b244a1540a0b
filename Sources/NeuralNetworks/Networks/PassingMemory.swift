internal import TensorMath

/// The memory through which a network passes what it needs once: two buffers by turns, since a stage reads one and writes
/// another.
///
/// Gradients go through it backwards, and activations forwards where nothing goes back over them, so that few of them
/// push each other out of the nearer caches. Networks behind one another share it.
final class PassingMemory {
  private var buffers = [FloatBuffer(count: 0), FloatBuffer(count: 0)]
  /// Counts the times that the buffers were made anew.
  private(set) var generation = 0

  /// Makes room for so many floats.
  func reserve(_ floats: Int) {
    guard buffers[0].count < floats else { return }
    // The old ones go first, so that old and new never lie side by side.
    buffers = []
    buffers = [FloatBuffer(count: floats), FloatBuffer(count: floats)]
    generation += 1
  }

  /// A batch in the buffer whose turn it is.
  func batch(turn: Int, capacity: Int, shape: SampleShape) -> Batch {
    Batch(capacity: capacity, shape: shape, storage: buffers[turn % 2])
  }

  /// The turn of the buffer that a batch does not lie in; the first where it lies in neither.
  func turn(besides batch: Batch) -> Int { batch.storage === buffers[0] ? 1 : 0 }
}
