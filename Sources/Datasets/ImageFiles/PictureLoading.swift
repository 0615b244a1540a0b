import Basics
import FileFormats
import Synchronization

/// Decodes pictures with all threads into images of one size.
struct PictureLoading: Sendable {
  let catalogue: PictureCatalogue
  let channels: Int
  let transparency: Transparency
  /// What brings them to one size; nil where they have it.
  let fitting: PictureFitting?
  let watcher: LoadingWatcher

  /// What came of it.
  struct Outcome {
    let shape: ImageShape
    let pixels: PixelStorage
    /// The places of items that could not be decoded, each with what is wrong.
    let damaged: [(place: Int, reason: String)]
  }

  /// Decodes all pictures to `size`, which those that are not fitted have.
  ///
  /// Throws ``DatasetError`` where one has another size than the first, or where there is no room.
  func run(size: PictureSize, folder: String?) throws -> Outcome {
    let shape = ImageShape(channels: channels, height: size.height, width: size.width)
    let (bytes, overflow) = catalogue.items.count.multipliedReportingOverflow(by: shape.elementCount)
    guard !overflow, bytes < 1 << 46 else {
      throw DatasetError.tooLarge(
        what: "\(catalogue.tree.path): \(catalogue.items.count) images of \(shape)", bytes: overflow ? nil : bytes,
        limit: 1 << 46)
    }
    let damaged = Mutex<[(place: Int, reason: String)]>([])
    let done = Mutex(0)
    let total = catalogue.items.count
    let pixels = try PixelStorage.filled(count: bytes, memory: watcher.memoryLimit, folder: folder) { target in
      nonisolated(unsafe) let target = target
      try decode { place, picture in
        defer {
          let count = done.withLock { done in
            done += 1
            return done
          }
          watcher.progress(.images(done: count, total: total))
        }
        do {
          let path = catalogue.tree.path(of: catalogue.items[place].index)
          let image = try interleaved(picture.get(), size: size, path: path)
          put(
            image,
            into: UnsafeMutableBufferPointer(
              rebasing: target[place * shape.elementCount..<(place + 1) * shape.elementCount]))
        } catch let error as Interrupted {
          throw error
        } catch {
          damaged.withLock { $0.append((place, "\(error)")) }
        }
      }
    }
    return Outcome(shape: shape, pixels: pixels, damaged: damaged.withLock { $0.sorted { $0.place < $1.place } })
  }

  /// Decodes all pictures for the sizes that they have, and for what is wrong with them.
  func measure() throws -> (sizes: [PictureSize: Int], damaged: [(place: Int, reason: String)]) {
    let found = Mutex<(sizes: [PictureSize: Int], damaged: [(place: Int, reason: String)])>(([:], []))
    try decode { place, picture in
      found.withLock { found in
        switch picture {
        case .success(let picture): found.sizes[picture.size, default: 0] += 1
        case .failure(let error): found.damaged.append((place, "\(error)"))
        }
      }
    }
    return found.withLock { ($0.sizes, $0.damaged.sorted { $0.place < $1.place }) }
  }

  /// Decodes all pictures, and calls `body` with each and its place among the items.
  func decode(_ body: @Sendable (_ place: Int, _ picture: Result<Picture, any Error>) throws -> Void) throws {
    var places: [Int: Int] = [:]
    for (place, item) in catalogue.items.enumerated() { places[item.index] = place }
    let stop = watcher.stop
    let tree = catalogue.tree
    try tree.read(catalogue.items.map(\.index), threads: watcher.threads, unless: stop) { [places] index, contents in
      guard let place = places[index] else { return }
      try body(
        place,
        Result {
          do {
            return try PictureTable.decode(contents.get(), path: tree.path(of: index), unless: stop)
          } catch {
            // Whatever a library says of it.
            try stop.check()
            throw error
          }
        })
    }
  }

  /// The pixels of a picture at the size, `[row, column, channel]`.
  private func interleaved(_ picture: Picture, size: PictureSize, path: String) throws -> [UInt8] {
    let pixels = picture.pixels(channels: channels, transparency: transparency)
    if let fitting {
      return try fitting.fitted(pixels, channels: channels, from: picture.size, unless: watcher.stop)
    }
    guard picture.size == size else {
      throw PictureError(path, "has \(picture.size) pixels, and others \(size)")
    }
    return pixels
  }

  /// Writes pixels as planes, `[channel, row, column]`.
  private func put(_ pixels: [UInt8], into target: UnsafeMutableBufferPointer<UInt8>) {
    _ = target.update(fromContentsOf: pixels.transposed(columns: channels))
  }
}
