import ScriptRuntime
import Testing

@Suite struct SchedulerVariablesTests {
  private func share(_ environment: [String: String], count: Int? = nil) -> String {
    do { return "\(try SchedulerVariables.share(in: environment, count: count))" } catch { return "\(error)" }
  }

  @Test(
    "Each scheduler's variables tell the share",
    arguments: [
      ("3/16", ["SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_MAX": "15"]),
      ("2/16", ["SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "16"]),
      (
        "3/4",
        [
          "SLURM_ARRAY_TASK_ID": "20", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_MAX": "25",
          "SLURM_ARRAY_TASK_STEP": "5", "SLURM_ARRAY_TASK_COUNT": "4",
        ]
      ),
      ("4/4", ["SLURM_PROCID": "3", "SLURM_STEP_NUM_TASKS": "4"]),
      // In a batch script, which is no step, Slurm numbers the script alone.
      (
        "1/2",
        [
          "SLURM_PROCID": "0", "SLURM_NTASKS": "4", "SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "1",
          "SLURM_ARRAY_TASK_MAX": "2",
        ]
      ),
      // Three processes in each of two tasks.
      (
        "5/6",
        [
          "SLURM_PROCID": "1", "SLURM_STEP_NUM_TASKS": "3", "SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_MIN": "1",
          "SLURM_ARRAY_TASK_MAX": "2",
        ]
      ),
      (
        "2/4",
        [
          "OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "4", "SLURM_PROCID": "0", "SLURM_STEP_NUM_TASKS": "2",
        ]
      ),
      ("1/2", ["PMI_RANK": "0", "PMI_SIZE": "2"]),
      ("2/3", ["SGE_TASK_ID": "4", "SGE_TASK_FIRST": "2", "SGE_TASK_LAST": "6", "SGE_TASK_STEPSIZE": "2"]),
      ("5/9", ["LSB_JOBINDEX": "5", "LSB_JOBINDEX_END": "9"]),
      ("3/8", ["JOB_COMPLETION_INDEX": "2", "DARKROOM_SHARES": "8"]),
      ("3/8", ["PARALLEL_SEQ": "3", "DARKROOM_SHARES": "8"]),
      ("3/8", ["PBS_ARRAY_INDEX": "3", "DARKROOM_SHARES": "8"]),
    ] as [(String, [String: String])])
  func known(expected: String, environment: [String: String]) {
    #expect(share(environment) == expected)
  }

  @Test("What is written behind auto/ comes before what a variable says")
  func count() {
    #expect(share(["PARALLEL_SEQ": "3"], count: 4) == "3/4")
    #expect(share(["JOB_COMPLETION_INDEX": "0", "DARKROOM_SHARES": "8"], count: 4) == "1/4")
  }

  @Test("What tells of no share says why")
  func refused() {
    #expect(share([:]).hasPrefix("no variable of a scheduler says which share this is; write it, as in `--share 3/16`"))
    #expect(
      share(["PARALLEL_SEQ": "3"])
        == "GNU parallel does not say how many shares there are: write `--share auto/16`, or set DARKROOM_SHARES")
    #expect(share(["PARALLEL_SEQ": "x"]) == "PARALLEL_SEQ is “x”: expected a whole number")
    #expect(share(["PARALLEL_SEQ": "5"], count: 4) == "there is no share 5 of 4")
    #expect(
      share(["PBS_ARRAY_INDEX": "0"], count: 4) == "PBS_ARRAY_INDEX is 0, which lies before the first of its tasks")
    #expect(
      share([
        "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "7",
        "SLURM_ARRAY_TASK_COUNT": "2",
      ])
        == "a Slurm array lacks some tasks between its first and its last: write which share this is, as in `--share 3/16`"
    )
  }

  @Test("No number in a variable brings the program down")
  func extremes() {
    let ends = ["\(Int.max)", "\(Int.min)", "0", "-1", ""]
    for number in ends {
      for first in ends {
        for last in ends {
          let environment = [
            "SLURM_ARRAY_TASK_ID": number, "SLURM_ARRAY_TASK_MIN": first, "SLURM_ARRAY_TASK_MAX": last,
            "SLURM_ARRAY_TASK_STEP": number, "SLURM_PROCID": last, "SLURM_STEP_NUM_TASKS": first,
            "SLURM_ARRAY_TASK_COUNT": first,
          ]
          #expect(!share(environment).isEmpty)
        }
      }
    }
  }

  @Test("Shares are read as they are written, and others are none")
  func shares() {
    #expect(Share("3/16").map { "\($0)" } == "3/16")
    for wrong in ["", "3", "0/4", "5/4", "1/0", "-1/4", "a/b", "1/2/3", "1/9999999999"] { #expect(Share(wrong) == nil) }
    let shares = (1...3).compactMap { Share($0, of: 3) }
    for training in 1...7 { #expect(shares.filter { $0.holds(training) }.count == 1) }
    #expect((1...7).filter { shares[1].holds($0) } == [2, 5])
  }
}
