/// Zip archives as tests need them: members that are stored, in their order.
public enum ZipArchive {
  /// The bytes of an archive of members.
  public static func bytes(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = archive.count
      let name = Array(member.name.utf8)
      let facts =
        little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 4) + little(checkSum(member.bytes), 4)
        + little(member.bytes.count, 4) + little(member.bytes.count, 4) + little(name.count, 2) + little(0, 2)
      archive += little(0x0403_4b50, 4) + facts + name + member.bytes
      directory += little(0x0201_4b50, 4) + little(20, 2) + facts + little(0, 10) + little(start, 4) + name
    }
    let end =
      little(0x0605_4b50, 4) + little(0, 4) + little(members.count, 2) + little(members.count, 2)
      + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    return archive + directory + end
  }

  /// The CRC-32 of bytes, as RFC 1952 has it.
  public static func checkSum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xedb8_8320 }
    }
    return Int(~sum)
  }

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }
}
