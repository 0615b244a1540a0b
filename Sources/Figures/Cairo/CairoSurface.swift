import Basics
import CCairo
import Dispatch

/// The owner of a Cairo surface.
final class CairoSurface {
  /// What is drawn on.
  enum Kind { case pixels, svg, pdf }

  let pointer: OpaquePointer
  /// What the surface is written to; nil for one of pixels.
  private let stream: CairoStream?

  /// Takes over `pointer`; throws when Cairo could not make the surface it stands for.
  init(_ pointer: OpaquePointer?, writingTo stream: CairoStream? = nil) throws(FigureError) {
    guard let pointer else { throw .drawing(reason: "Cairo made no surface") }
    self.pointer = pointer
    self.stream = stream
    try check()
  }

  deinit {
    guard let stream, stream.stop.isSet else { return cairo_surface_destroy(pointer) }
    // Cairo would still write what it holds back.
    nonisolated(unsafe) let (pointer, kept) = (pointer, stream)
    DispatchQueue.global().async { withExtendedLifetime(kept) { cairo_surface_destroy(pointer) } }
  }

  /// Throws the surface's first error.
  func check() throws(FigureError) { try throwUnlessSuccess(cairo_surface_status(pointer)) }

  /// Writes what is still held back and closes the surface.
  ///
  /// Cairo cannot be stopped meanwhile: it does this on another thread, and where it is stopped, nobody waits for it.
  func finish(unless stop: StopFlag) throws(FigureError) {
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) let surface = self
    DispatchQueue.global().async {
      cairo_surface_finish(surface.pointer)
      done.signal()
    }
    while done.wait(timeout: .now() + .milliseconds(20)) == .timedOut { try stop.checkDrawing() }
    try stop.checkDrawing()
    try check()
  }
}

/// The owner of a Cairo drawing context.
final class CairoContext {
  let pointer: OpaquePointer
  private let surface: CairoSurface

  init(drawingOn surface: CairoSurface) throws(FigureError) {
    guard let pointer = cairo_create(surface.pointer) else { throw .drawing(reason: "Cairo made no context") }
    self.pointer = pointer
    self.surface = surface
    try check()
  }

  deinit { cairo_destroy(pointer) }

  /// Throws the context's first error.
  func check() throws(FigureError) { try throwUnlessSuccess(cairo_status(pointer)) }
}

/// Throws what Cairo says of `status`, unless all went well.
func throwUnlessSuccess(_ status: cairo_status_t) throws(FigureError) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw .drawing(
    reason: cairo_status_to_string(status).map { String(cString: $0) } ?? "Cairo status \(status.rawValue)")
}

/// The bytes that Cairo writes through a stream callback, which fails once it is stopped.
final class CairoStream {
  var bytes: [UInt8] = []
  let stop: StopFlag

  init(unless stop: StopFlag) { self.stop = stop }

  /// What Cairo is given as the callback's closure; valid while this object is.
  var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// Appends what Cairo hands over.
  static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
    closure, data, count in
    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
    let stream = Unmanaged<CairoStream>.fromOpaque(closure).takeUnretainedValue()
    guard !stream.stop.isSet else { return CAIRO_STATUS_WRITE_ERROR }
    stream.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
