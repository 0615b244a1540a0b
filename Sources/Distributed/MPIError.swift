/// Why no job of several processes can be joined.
public enum MPIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// None of these libraries could be opened.
  case noLibrary([String])
  /// The library is neither Open MPI nor one with MPICH's binary interface.
  case unknownLibrary(String)
  /// The library refused.
  case cannotJoin

  /// What is missing, and the way out.
  public var description: String {
    switch self {
    case .noLibrary(let names):
      "needs an MPI library, such as Debian's libopenmpi3 or libmpich12; none of \(names.joined(separator: ", ")) "
        + "could be opened"
    case .unknownLibrary(let name):
      "needs Open MPI, or a library with MPICH's binary interface, and \(name) is neither"
    case .cannotJoin: "cannot join the job: the MPI library could not be initialised"
    }
  }
}
