// Sums of two arrays, number by number. `count` is a multiple of 16.

/// `z = x + y`, and zero wherever that is negative if `rectified`; with a mask, zero wherever the mask is not positive.
public func addNumbers(
  _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, mask: UnsafePointer<Float>?, rectified: Bool,
  into z: UnsafeMutablePointer<Float>, count: Int
) {
  var place = 0
  while place < count {
    var sum = (x + place).lane + (y + place).lane
    if rectified { sum = sum.rectified }
    if let mask { sum.replace(with: 0, where: (mask + place).lane .<= 0) }
    (z + place).lane = sum
    place &+= laneWidth
  }
}
