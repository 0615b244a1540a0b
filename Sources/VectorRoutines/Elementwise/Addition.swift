package import KernelArguments

// Sums of two arrays, number by number. `count` is a multiple of 16.

/// `z = x + y`, and zero wherever that is negative if `rectified`; with a mask, zero wherever the mask is not positive.
package func addNumbers(_ added: AddedNumbers) {
  let (x, y, z) = (added.first, added.second, added.sum)
  let (mask, rectified, count) = (added.mask, added.rectified, added.count)
  var place = 0
  while place < count {
    var sum = (x + place).lane + (y + place).lane
    if rectified { sum = sum.rectified }
    if let mask { sum.replace(with: 0, where: (mask + place).lane .<= 0) }
    (z + place).lane = sum
    place &+= laneWidth
  }
}
