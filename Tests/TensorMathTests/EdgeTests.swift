import Foundation
import TensorMath
import TestSupport
import Testing

/// The kernels are built without checks, so nothing that does not fit may reach them: every operation stops before it.
@Suite struct EdgeTests {
  /// Calls that must stop the process, by name.
  static let calls = [OperationEdges.calls, ShapeEdges.calls, NormalizationEdges.calls].reduce(into: [:]) {
    $0.merge($1) { first, _ in first }
  }

  @Test(arguments: calls.keys.sorted()) func theProcessStops(call: String) async {
    // A trap, and neither a fault in the kernels nor a regular end.
    #if arch(x86_64)
      await #expect(processExitsWith: .signal(SIGILL)) { [call] in EdgeTests.calls[call]?() }
    #else
      await #expect(processExitsWith: .signal(SIGTRAP)) { [call] in EdgeTests.calls[call]?() }
    #endif
  }

  @Test func whatFitsGoesThrough() {
    for (_, call) in OperationEdges.fittingCalls { call() }
    #expect(OperationEdges.fittingCalls.count == 52)
  }
}
