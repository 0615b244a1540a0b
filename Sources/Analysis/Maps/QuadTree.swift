/// Points of a plane in squares within squares, each with the middle of its points, after Barnes and Hut (1986).
struct QuadTree {
  private struct Node {
    /// The middle of the square, and half of its side.
    var x, y, half: Double
    /// The sum of the points, and later their mean.
    var sumX = 0.0
    var sumY = 0.0
    var count = 0
    /// The first of four squares; −1 for a square that is not divided.
    var children: Int32 = -1
  }

  private var nodes: [Node] = []
  private static let deepest = 48

  /// Puts points into squares, `[n, 2]`.
  init(_ points: UnsafePointer<Double>, count: Int) {
    var (left, right, low, high) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
    for point in 0..<count {
      (left, right) = (min(left, points[2 * point]), max(right, points[2 * point]))
      (low, high) = (min(low, points[2 * point + 1]), max(high, points[2 * point + 1]))
    }
    nodes.reserveCapacity(3 * count)
    let half = max(right - left, high - low) / 2 * (1 + 1e-9) + 1e-300
    nodes.append(Node(x: (left + right) / 2, y: (low + high) / 2, half: half))
    for point in 0..<count { insert(points[2 * point], points[2 * point + 1]) }
    for place in nodes.indices where nodes[place].count > 0 {
      nodes[place].sumX /= Double(nodes[place].count)
      nodes[place].sumY /= Double(nodes[place].count)
    }
  }

  private mutating func insert(_ x: Double, _ y: Double) {
    var (place, depth) = (0, 0)
    while true {
      let node = nodes[place]
      if node.children < 0 {
        // An empty square takes the point, and so does one whose points all lie in the same place.
        let isSame = node.count > 0 && node.sumX == x * Double(node.count) && node.sumY == y * Double(node.count)
        if node.count == 0 || isSame || depth >= Self.deepest {
          nodes[place].sumX += x
          nodes[place].sumY += y
          nodes[place].count += 1
          return
        }
        divide(place)
      }
      nodes[place].sumX += x
      nodes[place].sumY += y
      nodes[place].count += 1
      place = Int(nodes[place].children) + quarter(x, y, nodes[place])
      depth += 1
    }
  }

  private func quarter(_ x: Double, _ y: Double, _ node: Node) -> Int { (x >= node.x ? 1 : 0) + (y >= node.y ? 2 : 0) }

  /// Divides a square, whose points lie in one place, into four.
  private mutating func divide(_ place: Int) {
    let node = nodes[place]
    nodes[place].children = Int32(nodes.count)
    let half = node.half / 2
    for part in 0..<4 {
      nodes.append(
        Node(x: node.x + (part & 1 == 1 ? half : -half), y: node.y + (part & 2 == 2 ? half : -half), half: half))
    }
    let (x, y) = (node.sumX / Double(node.count), node.sumY / Double(node.count))
    let child = nodes.count - 4 + quarter(x, y, node)
    nodes[child].sumX = node.sumX
    nodes[child].sumY = node.sumY
    nodes[child].count = node.count
  }

  /// What all points push a point with, by Student's distribution, and the sum of what they weigh; a square that looks
  /// smaller than the angle counts as its middle.
  func repulsion(_ x: Double, _ y: Double, angle: Double) -> (x: Double, y: Double, weight: Double) {
    var push = (x: 0.0, y: 0.0, weight: 0.0)
    let limit = angle * angle
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 4 * (Self.deepest + 2)) { stack in
      nodes.withUnsafeBufferPointer { nodes in
        stack[0] = 0
        var height = 1
        while height > 0 {
          height -= 1
          let place = Int(stack[height])
          let count = nodes[place].count
          if count == 0 { continue }
          let (dx, dy) = (x - nodes[place].sumX, y - nodes[place].sumY)
          let distance = dx * dx + dy * dy
          let children = nodes[place].children
          let side = 2 * nodes[place].half
          if children < 0 || side * side < limit * distance {
            let weight = 1 / (1 + distance)
            // The point itself does not count.
            let others = Double(children < 0 && distance == 0 ? count - 1 : count)
            push.weight += others * weight
            push.x += others * weight * weight * dx
            push.y += others * weight * weight * dy
          } else {
            for part in 0..<4 { stack[height + part] = children + Int32(part) }
            height += 4
          }
        }
      }
    }
    return push
  }
}
