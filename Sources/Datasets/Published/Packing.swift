import FileFormats

/// A form in which a data set is published: what its files are called, where they lie, and where they are fetched from.
package struct Packing: Sendable {
  /// The archive that holds all of the files; nil where each is fetched by itself.
  var archive: String?
  /// The folders in which the files lie unpacked, below the place where data are kept.
  var folders: [String]
  /// Whether the files are of no other data set, so that they may lie in the place itself.
  var isUnmistakable = false
  /// The files with what is asked for.
  var files: [String]
  /// The files with other parts of the data set, by which it is known too.
  var otherFiles: [String] = []
  /// What to fetch for what is asked for; empty for a form that is only read.
  package var downloads: [ArchiveDownload] = []
  /// The folder of the cache in which it is kept; empty for the cache itself.
  package var downloadFolder = ""

  /// The names by which the form is known.
  var knownFiles: [String] { files + otherFiles }

  /// What to look for, in words.
  var expected: [String] { (archive.map { [$0] } ?? files) }
}

/// A file of a data set, whether it lies in a folder or in an archive, unpacked as it is read.
package struct PublishedMember {
  /// Its name, without folders and without `.gz`.
  let name: String
  /// Where it lies, for errors.
  let place: String
  /// Its bytes, where they are known before it is read.
  let size: Int?
  /// Its contents.
  let stream: any ByteStream
}

/// What puts a data set together from its files, in whatever order they come.
package protocol DatasetAssembler {
  /// Takes in a file; each comes once.
  mutating func take(_ member: PublishedMember) throws
  /// The images, once every file was taken in.
  func imageSet() throws -> ImageSet
}
