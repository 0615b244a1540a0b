import Testing

/// `darkroom run --distributed` where there is nobody to share with.
@Suite(.serialized) struct DistributedRunTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.write("print \"here\"\n", to: "lesson.darkroom")
  }

  @Test("Without a launcher it says what to start it by")
  func noLauncher() throws {
    defer { program.clean() }
    let result = try program.run("run", "lesson.darkroom", "--distributed")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors
        == "darkroom: error: --distributed needs a launcher of MPI: `mpirun -n 4 darkroom run lesson.darkroom "
        + "--distributed`, or srun in its place\n")
  }

  @Test(
    "Processes that share nothing are remarked on once, by the first of them",
    arguments: [
      (["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "4"], [], true),
      (["PMI_RANK": "0", "PMI_SIZE": "4"], [], true),
      (["PMI_RANK": "1", "PMI_SIZE": "4"], [], false), (["PMI_RANK": "0", "PMI_SIZE": "1"], [], false),
      (["PMI_RANK": "x", "PMI_SIZE": "4"], [], false), (["PMI_RANK": "0", "PMI_SIZE": "4"], ["--quiet"], false),
      (["PMI_RANK": "0", "PMI_SIZE": "4"], ["--share", "auto"], false),
    ] as [([String: String], [String], Bool)])
  func nothingShared(environment: [String: String], rest: [String], isSaid: Bool) throws {
    defer { program.clean() }
    let result = try program.run(arguments: ["run", "lesson.darkroom"] + rest, environment: environment)
    #expect(result.status == 0)
    #expect(
      result.errors.hasPrefix(
        "4 processes were started, and each runs the whole script: --distributed has them share every training, "
          + "--share auto the trainings\n") == isSaid, "\(result.errors)")
  }

  @Test("Without a library it says which were looked for")
  func noLibrary() throws {
    defer { program.clean() }
    let result = try program.run(
      arguments: ["run", "lesson.darkroom", "--distributed"],
      environment: ["OMPI_COMM_WORLD_SIZE": "2", "DARKROOM_MPI": "/nowhere/libmpi.so"])
    #expect(result.status == 2)
    #expect(
      result.errors
        == "darkroom: error: --distributed needs an MPI library, such as Debian's libopenmpi3 or libmpich12; none of "
        + "/nowhere/libmpi.so could be opened\n")
  }

  @Test("A library that is none of MPI's is named")
  func anotherLibrary() throws {
    defer { program.clean() }
    let result = try program.run(
      arguments: ["run", "lesson.darkroom", "--distributed"],
      environment: ["PMI_RANK": "0", "DARKROOM_MPI": "libm.so.6"])
    #expect(result.status == 2)
    #expect(
      result.errors.contains("needs Open MPI, or a library with MPICH's binary interface, and libm.so.6 is neither"))
  }

  @Test(
    "What does not go together is refused",
    arguments: [["-"], ["lesson.darkroom", "--share", "1/2"]])
  func refused(rest: [String]) throws {
    defer { program.clean() }
    let result = try program.run(arguments: ["run", "--distributed"] + rest)
    #expect(result.status == 2)
    #expect(result.errors.contains("--distributed"))
  }
}
