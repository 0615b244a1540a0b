import Basics
import Foundation
import JupyterKernel
import Synchronization
import Testing

@Suite struct PublishingQueueTests {
  /// A clock that a test sets.
  private final class Time: Sendable {
    private let value = Mutex(0.0)
    var now: Double {
      get { value.withLock { $0 } }
      set { value.withLock { $0 = newValue } }
    }
  }

  private let time = Time()
  private let queue: PublishingQueue

  init() throws {
    let time = time
    let mint = MessageMint(session: "s", timestamp: { "1970-01-01T00:00:00Z" })
    queue = PublishingQueue(mint: mint, wakeUp: try #require(WakeUp()), clock: { time.now })
  }

  private func taken() -> [KernelMessage] {
    queue.take().items.compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  @Test("Lines of a stream become one message, which waits a little for more")
  func lines() {
    for number in 0..<1000 { queue.stream("stdout", "\(number)\n", about: ["msg_id": "r"]) }
    let (items, wait) = queue.take()
    #expect(items.isEmpty)
    #expect(wait == PublishingQueue.patience)
    time.now = PublishingQueue.patience
    let messages = taken()
    #expect(messages.count == 1)
    #expect(messages[0].content["text"]?.text == (0..<1000).map { "\($0)\n" }.joined())
    #expect(messages[0].parent == ["msg_id": "r"])
    #expect(queue.take().wait == nil)
  }

  @Test("What follows a stream takes it along, in order")
  func order() {
    queue.stream("stdout", "a", about: [:])
    queue.stream("stderr", "b", about: [:])
    queue.stream("stderr", "c", about: [:])
    queue.stream("stderr", "d", about: ["msg_id": "another"])
    queue.publish("status", ["execution_state": "idle"])
    let messages = taken()
    #expect(messages.map(\.type) == ["stream", "stream", "stream", "status"])
    #expect(messages.map { $0.content["text"]?.text } == ["a", "bc", "d", nil])
  }

  @Test("A long text does not wait")
  func long() {
    queue.stream("stdout", "a", about: [:])
    queue.stream("stdout", String(repeating: "b", count: 1 << 20), about: [:])
    #expect(taken().count == 1)
  }

  @Test("Whoever waits is told where the messages before are out, and a closed queue keeps nobody waiting")
  func marks() {
    queue.publish("a", [:])
    let queue = queue
    let waiting = Thread { queue.flush() }
    waiting.start()
    var types: [String] = []
    var isMarked = false
    while !isMarked {
      for item in queue.take().items {
        switch item {
        case .message(let message): types.append(message.type)
        case .mark(let call):
          isMarked = true
          call.call()
        }
      }
    }
    #expect(types == ["a"])
    queue.stream("stdout", "last", about: [:])
    queue.close()
    queue.flush()
    queue.publish("too late", [:])
    #expect(!queue.isFinished)
    #expect(taken().map(\.type) == ["stream"])
    #expect(queue.isFinished)
  }
}
