/// The control groups that the process is in, those of a container among them, as Linux tells them in files.
struct ControlGroups {
  /// Gives the text of one of the system's files; nil where there is none.
  let contents: (String) -> String?

  /// The folders of the process's group and of those above it that a controller keeps, the outermost first, and whether they
  /// are of the second version of control groups, where one tree is for all controllers.
  func folders(of controller: String) -> [(path: String, isSecondVersion: Bool)] {
    // A line is `number:controllers:path`, and without controllers in the second version.
    let lines = (contents("/proc/self/cgroup") ?? "0::/").split(separator: "\n")
    return lines.flatMap { line -> [(path: String, isSecondVersion: Bool)] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return [] }
      let isSecondVersion = fields[1].isEmpty
      guard isSecondVersion || fields[1].split(separator: ",").contains(Substring(controller)) else { return [] }
      var folder = isSecondVersion ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
      var folders = [(folder, isSecondVersion)]
      for name in fields[2].split(separator: "/") {
        folder += "/\(name)"
        folders.append((folder, isSecondVersion))
      }
      return folders
    }
  }
}
