import Foundation
import TensorMath
import TestSupport
import Testing
import VectorRoutines
import VectorRoutinesAVX512

/// The elementary functions against the system's library in double precision.
@Suite struct ElementaryFunctionTests {
  typealias Routine = (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void

  /// The function over the grid, by the AVX2 build; where the processor can, the other must give the same bits.
  private func values(_ x: [Float], _ narrow: Routine, _ wide: Routine) -> [Float] {
    func run(_ routine: Routine) -> [Float] {
      let (input, output) = (FloatBuffer(x), FloatBuffer(count: x.count))
      routine(input.pointer, output.pointer, x.count)
      return output.values
    }
    let found = run(narrow)
    if InstructionSet.best == .avx512 {
      let bits = found.map { $0.isNaN ? Float.nan : $0 }.bits
      #expect(run(wide).map { $0.isNaN ? Float.nan : $0 }.bits == bits)
    }
    return found
  }

  private func worst(_ x: [Float], _ found: [Float], _ expected: (Double) -> Double) -> WorstError {
    var worst = WorstError()
    for (x, y) in zip(x, found) {
      let value = expected(Double(x))
      worst.add(at: x, y, value, size: value)
    }
    return worst
  }

  @Test func theExponentialIsWithinTwoUnits() {
    let found = values(Grid.values, VectorRoutines.exponentials, VectorRoutinesAVX512.exponentials)
    let error = worst(Grid.values, found) { exp($0) }
    #expect(error.units <= 2, "\(error)")
  }

  @Test func theLogarithmIsWithinTwoUnits() {
    let x = Grid.values.map { $0.isInfinite ? 1 : $0 }
    let found = values(x, VectorRoutines.naturalLogarithms, VectorRoutinesAVX512.naturalLogarithms)
    // Of denormal and negative numbers it is minus infinity.
    let error = worst(x, found) { $0 < Double(Float.leastNormalMagnitude) ? -.infinity : log($0) }
    #expect(error.units <= 2, "\(error)")
  }

  @Test func theNormalDistributionIsWithinFiveUnits() {
    let found = values(Grid.values, VectorRoutines.normalDistributions, VectorRoutinesAVX512.normalDistributions)
    let error = worst(Grid.values, found) { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    #expect(error.units <= 5, "\(error)")
  }

  @Test func theNormalDensityIsWithinThreeUnits() {
    let found = values(Grid.values, VectorRoutines.normalDensities, VectorRoutinesAVX512.normalDensities)
    let error = worst(Grid.values, found) { exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() }
    #expect(error.units <= 3, "\(error)")
  }
}

/// Numbers to try a function at: a dense grid around zero, and every order of size, denormal numbers, both zeros, both
/// infinities and NaN among them. A multiple of sixteen.
enum Grid {
  static let values: [Float] = {
    var values: [Float] = [0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .leastNormalMagnitude]
    values += [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, -.leastNonzeroMagnitude, -.leastNormalMagnitude]
    values += stride(from: -110, through: 110, by: Float(1) / 256)
    for bits in stride(from: 0, to: Float.infinity.bitPattern, by: 65537) {
      values += [Float(bitPattern: bits), -Float(bitPattern: bits)]
    }
    while values.count % 16 != 0 { values.append(1) }
    return values
  }()
}

/// The largest error of a function, in units in the last place of a size given with each value.
///
/// Where that size is below 2 · 10⁻³⁷, an error below 2 · 10⁻³⁷ counts as none: there begin the denormal numbers, which
/// count as zero while a team runs, and the products of thirteen with them.
struct WorstError: CustomStringConvertible {
  private(set) var units = 0.0
  private(set) var place = Float(0)

  mutating func add(at x: Float, _ found: Float, _ expected: Double, size: Double) {
    let error: Double
    if expected.isNaN {
      error = found.isNaN ? 0 : .infinity
    } else if Float(expected).isInfinite {
      error = found == Float(expected) ? 0 : .infinity
    } else if abs(size) < 2e-37 {
      error = abs(Double(found) - expected) < 2e-37 ? 0 : .infinity
    } else {
      let difference = abs(Double(found) - expected) / Double(Float(abs(size)).ulp)
      error = difference.isNaN ? .infinity : difference
    }
    if error > units { (units, place) = (error, x) }
  }

  var description: String { "off by \(units) units at \(place)" }
}
