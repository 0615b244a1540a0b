import Basics
import Datasets

/// Images written as JPEG and read again.
struct JPEGPictures {
  /// The numbers of all images as they are read.
  private(set) var values: [Float] = []
  /// The bytes of all files, and of their scans alone.
  private(set) var fileBytes = 0, scanBytes = 0

  /// Writes and reads images of a shape; nil where libjpeg-turbo does not write such images.
  init?(_ images: Images, _ shape: ImageShape, quality: Int, isFull: Bool) throws {
    values.reserveCapacity(images.values.count)
    for image in 0..<images.count {
      let planes = images.values[image * shape.elementCount..<(image + 1) * shape.elementCount]
      let samples = planes.transposed(columns: shape.height * shape.width).map { value in
        let byte = ((value + 1) * 127.5).rounded()
        return byte.isNaN ? 0 : UInt8(min(max(byte, 0), 255))
      }
      let picture = Picture(
        size: PictureSize(height: shape.height, width: shape.width), layout: shape.channels == 1 ? .grey : .colour,
        samples: samples)
      guard let bytes = JPEGWriter.encode(picture, quality: quality, chroma: isFull ? .full : .quarter) else {
        return nil
      }
      fileBytes += JPEGWriter.optimized(bytes).count
      scanBytes += JPEGWriter.scanBytes(bytes)
      let read = try JPEGWriter.decode(bytes).samples
      values += read.transposed(columns: shape.channels).map { Float($0) / 127.5 - 1 }
    }
  }
}
