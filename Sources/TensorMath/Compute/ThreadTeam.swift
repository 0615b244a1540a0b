internal import CPlatform
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A team of threads that share out numbered tasks, the calling thread among them.
///
/// Every thread begins with a stretch of the tasks of its own, the same one in every run of so many, so that it finds in
/// its caches what it wrote there in the run before; a thread that is done takes tasks from the others' ends. Idle
/// threads spin briefly, then sleep. While tasks run, denormal numbers count as zero. A run inside a run, or beside one
/// that another thread has started, works through its tasks alone.
public final class ThreadTeam: Sendable {
  /// The threads of the team, the caller's included.
  public let threads: Int
  private let shared: TeamState
  private let scratchBuffers: [ScratchBuffer]
  private let workspace = ScratchBuffer()
  private let workers: [pthread_t]
  /// What looks on; nil for most teams.
  private let watch: TaskWatch?

  /// Starts `threads − 1` threads, which live as long as the team.
  public convenience init(threads: Int) { self.init(threads: threads, watch: nil) }

  /// A team of the calling thread alone, whose tasks are timed.
  public convenience init(watchedBy watch: TaskWatch) { self.init(threads: 1, watch: watch) }

  private init(threads: Int, watch: TaskWatch?) {
    self.watch = watch
    precondition(threads >= 1, "A team has one thread at least.")
    let state = TeamState(threads: threads)
    shared = state
    var started: [pthread_t] = []
    for worker in 1..<max(threads, 1) {
      let start = Unmanaged.passRetained(WorkerStart(state: state, worker: worker))
      var thread = pthread_t()
      let failure = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<WorkerStart>.fromOpaque(argument).takeRetainedValue()
          _ = platform_flush_denormals()
          start.state.work(worker: start.worker)
          return nil
        }, start.toOpaque())
      guard failure == 0 else {
        start.release()
        break
      }
      started.append(thread)
    }
    workers = started
    self.threads = started.count + 1
    state.members = started.count + 1
    scratchBuffers = (0...started.count).map { _ in ScratchBuffer() }
  }

  deinit {
    shared.stop()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Runs `body` for every task from 0 up to `tasks`, in any order and on any thread of the team, and waits for all.
  public func run(_ tasks: Int, _ body: (Int) -> Void) {
    run(tasks) { task, _ in body(task) }
  }

  /// As `run`, with the number of the thread, below `threads`, that runs the task.
  package func run(_ tasks: Int, _ body: (_ task: Int, _ worker: Int) -> Void) {
    guard tasks > 0 else { return }
    let denormals = platform_flush_denormals()
    defer { platform_restore_denormals(denormals) }
    if tasks > 1, !workers.isEmpty, tasks < TeamState.taskLimit, shared.claimTeam() {
      defer { shared.leaveTeam() }
      shared.share(tasks, body)
    } else if let watch {
      watch.run(tasks) { task in body(task, 0) }
    } else {
      for task in 0..<tasks { body(task, 0) }
    }
  }

  /// Runs `body` with memory of the thread's own, at least `floats` long and of any content.
  ///
  /// Not to be used from within a task.
  package func run(
    _ tasks: Int, scratch floats: Int, _ body: (_ task: Int, _ scratch: UnsafeMutablePointer<Float>) -> Void
  ) {
    let free = scratchBuffers[0].inUse.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing)
    guard free.exchanged else {
      // Another thread is using this team: work alone, in memory for this once.
      let own = FloatBuffer(count: floats)
      return withExtendedLifetime(own) { for task in 0..<tasks { body(task, own.pointer) } }
    }
    defer { scratchBuffers[0].inUse.store(false, ordering: .releasing) }
    for scratch in scratchBuffers { scratch.reserve(floats) }
    run(tasks) { task, worker in body(task, scratchBuffers[worker].pointer) }
  }

  /// Runs `body` with memory that all threads share, at least `floats` long and of any content.
  ///
  /// It stays from one run to the next within `body`. Not to be used from within a task, nor from within `body`.
  package func withWorkspace(_ floats: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let free = workspace.inUse.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing)
    guard free.exchanged else {
      let own = FloatBuffer(count: floats)
      return withExtendedLifetime(own) { body(own.pointer) }
    }
    defer { workspace.inUse.store(false, ordering: .releasing) }
    workspace.reserve(floats)
    body(workspace.pointer)
  }
}

/// One thread's memory for intermediate results; it grows to the largest size asked for.
private final class ScratchBuffer: @unchecked Sendable {
  let inUse = Atomic<Bool>(false)
  private var buffer = FloatBuffer(count: 0)
  var pointer: UnsafeMutablePointer<Float> { buffer.pointer }
  func reserve(_ floats: Int) { if buffer.count < floats { buffer = FloatBuffer(count: floats) } }
}

/// What a starting thread is handed.
private final class WorkerStart: Sendable {
  let state: TeamState
  let worker: Int
  init(state: TeamState, worker: Int) {
    self.state = state
    self.worker = worker
  }
}

/// What the threads share. A ticket holds the run's number and one thread's stretch of tasks that are left, so that a
/// thread that comes late can never take a task of another run.
private final class TeamState: @unchecked Sendable {
  static let taskLimit = 1 << 20

  /// A cache line apart, one for each thread.
  private let tickets: UnsafeMutablePointer<Atomic<UInt64>>
  private let ticketCount: Int
  private static let ticketStride = 8
  /// The threads that take part, as many as could be started; only the one that shares out a run reads it. The tickets
  /// of the others stay empty.
  var members = 1
  private var runNumber: UInt64 = 0
  private let completed = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let claimed = Atomic<Bool>(false)
  private let stopping = Atomic<Bool>(false)
  /// What the run under way does; its owner waits until no thread calls it.
  private var body = platform_closure()
  private var tasks = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init(threads: Int) {
    ticketCount = threads
    tickets = .allocate(capacity: threads * Self.ticketStride)
    for place in 0..<(threads * Self.ticketStride) { (tickets + place).initialize(to: Atomic(0)) }
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
    tickets.deinitialize(count: ticketCount * Self.ticketStride)
    tickets.deallocate()
  }

  func claimTeam() -> Bool {
    claimed.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
  }

  func leaveTeam() { claimed.store(false, ordering: .releasing) }

  /// Runs `body` for every task on all threads, and waits until all are done.
  func share(_ tasks: Int, _ body: (Int, Int) -> Void) {
    self.tasks = tasks
    lend(
      body,
      to: { body, state in
        guard let state else { return }
        Unmanaged<TeamState>.fromOpaque(state).takeUnretainedValue().share(body)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Publishes a run, takes part in it, and waits until all its tasks are done.
  private func share(_ body: platform_closure) {
    self.body = body
    completed.store(0, ordering: .relaxed)
    runNumber = (runNumber + 1) & 0xffffff
    for worker in 0..<members {
      let (first, end) = (UInt64(worker * tasks / members), UInt64((worker + 1) * tasks / members))
      tickets[worker * Self.ticketStride].store(runNumber << 40 | end << 20 | first, ordering: .sequentiallyConsistent)
    }
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
    takeTasks(worker: 0)
    var waiting = Waiting()
    while completed.load(ordering: .acquiring) < tasks { waiting.pause() }
  }

  /// Takes tasks of the current run until none is left: first its own from the front, then the others' from the end.
  private func takeTasks(worker: Int) {
    for distance in 0..<ticketCount {
      let owner = (worker + distance) % ticketCount
      while let task = takeTask(of: owner, fromEnd: distance > 0) {
        // The run cannot end before this task is completed, so its body is still there.
        platform_call_closure(body, task, worker)
        completed.wrappingAdd(1, ordering: .acquiringAndReleasing)
      }
    }
  }

  /// A task of a thread's stretch; nil where none is left.
  private func takeTask(of owner: Int, fromEnd: Bool) -> Int? {
    var current = tickets[owner * Self.ticketStride].load(ordering: .acquiring)
    while Self.hasTasks(current) {
      let (taken, found) = tickets[owner * Self.ticketStride].weakCompareExchange(
        expected: current, desired: fromEnd ? current - (1 << 20) : current + 1, ordering: .acquiringAndReleasing)
      if taken { return fromEnd ? Int(current >> 20 & 0xfffff) - 1 : Int(current & 0xfffff) }
      current = found
    }
    return nil
  }

  private static func hasTasks(_ ticket: UInt64) -> Bool { ticket & 0xfffff < ticket >> 20 & 0xfffff }

  private var hasTasks: Bool {
    (0..<ticketCount).contains {
      Self.hasTasks(tickets[$0 * Self.ticketStride].load(ordering: .sequentiallyConsistent))
    }
  }

  /// A worker's life: tasks, a short spin, sleep.
  func work(worker: Int) {
    var waiting = Waiting()
    while !stopping.load(ordering: .acquiring) {
      if hasTasks {
        takeTasks(worker: worker)
        waiting = Waiting()
      } else if !waiting.isLong {
        waiting.pause()
      } else {
        pthread_mutex_lock(mutex)
        sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
        while !hasTasks && !stopping.load(ordering: .acquiring) { pthread_cond_wait(condition, mutex) }
        sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        pthread_mutex_unlock(mutex)
        waiting = Waiting()
      }
    }
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    wake()
  }
}

/// How a thread passes the time until another one is done: it spins, and gives way now and then, since with more threads
/// than cores the other one may be waiting for this core.
private struct Waiting {
  private var spins = 0

  /// Whether it has spun for long enough to sleep, some tens of microseconds.
  var isLong: Bool { spins >= 4000 }

  mutating func pause() {
    spins += 1
    if spins % 64 == 0 { sched_yield() } else { platform_pause() }
  }
}
