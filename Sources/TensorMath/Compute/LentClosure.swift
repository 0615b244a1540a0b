internal import CPlatform

/// Calls `borrow` with `body` as other threads can take it, and with `borrower`; `body` may be called until that returns.
///
/// `withoutActuallyEscaping` would do the same, but allocates memory for each call.
@_silgen_name("platform_lend_closure")
func lend(
  _ body: (Int, Int) -> Void, to borrow: @convention(c) (platform_closure, UnsafeMutableRawPointer?) -> Void,
  _ borrower: UnsafeMutableRawPointer?)
