/// A few colours that stand for all those of a picture.
struct ColorPalette {
  /// The colours, at most as many as were asked for.
  let colors: [PixelColor]
  /// Whether they are the picture's very colours.
  let isExact: Bool

  /// The palette of a picture: its own colours where there are not too many, else the means of boxes of colours, which
  /// are halved at the median of their longest side.
  init(of picture: Picture, atMost limit: Int) {
    var counts: [PixelColor: Int] = [:]
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        if let color = picture.color(x, y) { counts[color, default: 0] += 1 }
      }
    }
    // In an order that does not change from run to run.
    let all = counts.map { Box.Entry(color: $0.key, count: $0.value) }.sorted { $0.color.key < $1.color.key }
    guard all.count > limit else {
      colors = all.map(\.color)
      isExact = true
      return
    }
    var boxes = [Box(all)]
    while boxes.count < limit {
      guard let index = boxes.indices.max(by: { boxes[$0].priority < boxes[$1].priority }), boxes[index].side > 0
      else { break }
      let (low, high) = boxes[index].halves
      boxes[index] = low
      boxes.append(high)
    }
    colors = boxes.map(\.mean)
    isExact = false
  }

  /// The place of the colour that is nearest to one.
  func nearest(to color: PixelColor) -> Int {
    var best = 0
    var least = Int.max
    for (index, candidate) in colors.enumerated() {
      let distance = color.distance(to: candidate)
      if distance < least { (best, least) = (index, distance) }
    }
    return best
  }

  /// Colours that lie together.
  private struct Box {
    struct Entry {
      let color: PixelColor
      let count: Int
    }

    let entries: [Entry]
    let count: Int
    /// The longest side, and which channel it is of.
    let side: Int
    let channel: KeyPath<PixelColor, UInt8>

    init(_ entries: [Entry]) {
      self.entries = entries
      count = entries.reduce(0) { $0 + $1.count }
      let channels: [KeyPath<PixelColor, UInt8>] = [\.green, \.red, \.blue]
      var longest = (side: -1, channel: channels[0])
      for channel in channels {
        let values = entries.lazy.map { $0.color[keyPath: channel] }
        let side = Int(values.max() ?? 0) - Int(values.min() ?? 0)
        if side > longest.side { longest = (side, channel) }
      }
      (side, channel) = longest
    }

    /// Boxes with many pixels and a long side are halved first.
    var priority: Double { Double(count).squareRoot() * Double(side) }

    var halves: (Box, Box) {
      let sorted = entries.sorted {
        ($0.color[keyPath: channel], $0.color.key) < ($1.color[keyPath: channel], $1.color.key)
      }
      var passed = 0
      var end = 0
      while end < sorted.count - 1, passed + sorted[end].count <= count / 2 {
        passed += sorted[end].count
        end += 1
      }
      end = max(1, end)
      return (Box(Array(sorted[..<end])), Box(Array(sorted[end...])))
    }

    var mean: PixelColor {
      func mean(_ channel: KeyPath<PixelColor, UInt8>) -> UInt8 {
        UInt8((entries.reduce(0) { $0 + Int($1.color[keyPath: channel]) * $1.count } + count / 2) / count)
      }
      return PixelColor(red: mean(\.red), green: mean(\.green), blue: mean(\.blue))
    }
  }
}

extension PixelColor {
  /// A number for each colour.
  fileprivate var key: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}
