internal import Basics

/// What is said of a line that people write out of habit from Python and PyTorch.
struct PythonCue {
  /// What stands behind a line that opens a block in Python.
  enum Block {
    /// Lines that are statements here too.
    case statements
    /// Lines that mean nothing here.
    case definition
  }

  /// What the line is taken for, in one clause.
  let message: String
  /// What to do, with the line to write where there is one.
  let advice: String
  /// The block that it opens; nil for none.
  var block: Block?
}

/// The table of such lines: patterns, each with its answer. It is asked about lines that are none here, and no others.
struct PythonCues {
  let commands: CommandVocabulary

  /// More bytes than a line has that people write out of habit; a pattern goes through a line many times over.
  private static let longestLine = 1000

  /// What to say of a line; nil where it is of no such kind.
  func cue(for line: String) -> PythonCue? {
    guard line.utf8.count <= Self.longestLine else { return nil }
    for (pattern, answer) in Self.rows {
      guard let match = line.wholeMatch(of: pattern) else { continue }
      let groups = match.output.dropFirst().map { $0.substring.map(String.init) ?? "" }
      if let cue = answer(self, groups) { return cue }
    }
    return nil
  }

  private typealias Answer = @Sendable (PythonCues, [String]) -> PythonCue?

  private static func write(_ line: String, _ message: String, block: PythonCue.Block? = nil) -> PythonCue {
    PythonCue(message: message, advice: "write `\(line)`", block: block)
  }

  private static func leaveOut(_ message: String, block: PythonCue.Block? = nil) -> PythonCue {
    PythonCue(message: message, advice: "leave this line out", block: block)
  }

  /// Patterns are costly to make, and may be matched on any thread, though they are not declared so.
  private nonisolated(unsafe) static let rows: [(Regex<AnyRegexOutput>, Answer)] = [
    // Arithmetic.
    (Regex(#/(\w+)\s*(\*\*|[-+*\/%])=\s*(.+)/#), { Self.augmented($1[0], $1[1], $1[2]) }),
    // Loops, conditions and definitions.
    (
      Regex(#/for\s+(\w+)\s+in\s+range\(\s*([^,()]+?)\s*(?:,\s*([^,()]+?)\s*)?\)\s*:/#),
      { Self.write("for \($1[0]) in \(Self.range($1[1], $1[2]))", "a loop has no `:`, and ends with `end`") }
    ),
    (
      Regex(#/for\s+(\w+)\s+in\s+(\S+?)\s*:/#),
      { Self.write("for \($1[0]) in \($1[1])", "a loop has no `:`, and ends with `end`") }
    ),
    (
      Regex(#/(el)?if\s+(.+?)\s*:/#),
      {
        Self.write(
          ($1[0].isEmpty ? "if" : "else if") + " (\(Self.bare($1[1])))",
          "a condition has no `:`, and its lines end with `end`", block: .statements)
      }
    ),
    (
      Regex(#/else\s*:/#),
      { _, _ in Self.write("else", "`else` has no `:`, and stands in a block of `if` up to `end`", block: .statements) }
    ),
    (
      Regex(#/while\s.*:/#),
      { _, _ in Self.write("for step in 1..100", "there is no `while`: a loop goes through values", block: .statements)
      }
    ),
    (
      Regex(#/def\s+(\w+)\s*\(.*\).*:/#),
      {
        PythonCue(
          message: "there are no functions: lines that are used again are a script of their own",
          advice: "write `include \"\($1[0]).darkroom\"`", block: .definition)
      }
    ),
    (
      Regex(#/class\s+(\w+).*:/#),
      {
        Self.write(
          "\($1[0]) = network in=3x32x32", "there are no classes: a network is its layers, a line each, up to `end`",
          block: .definition)
      }
    ),
    (
      Regex(#/with\s.*:/#),
      { _, _ in Self.leaveOut("there is no `with`: only `train` changes a model", block: .statements) }
    ),
    (
      Regex(#/return(?:\s+(.+))?/#),
      {
        PythonCue(
          message: "there are no functions, and nothing returns",
          advice: "leave this line out" + ($1[0].isEmpty ? "" : "; `(\($1[0]))` displays the value"))
      }
    ),
    (
      Regex(#/(?:import\s.+|from\s+\S+\s+import\s.+)/#),
      { _, _ in Self.leaveOut("there is nothing to import: what there is are commands, which `help` lists") }
    ),
    // What PyTorch's training takes, and `train` does by itself.
    (
      Regex(#/(?:torch|np\.random|random)\.(?:manual_)?seed\((.+)\)/#),
      { Self.write("seed \($1[0])", "`seed` is a command") }
    ),
    (
      Regex(#/(?:\w+\s*=\s*)?[\w.]+\.(?:to|cuda|cpu)\(.*\)/#),
      { _, _ in Self.write("device auto", "nothing is moved from device to device") }
    ),
    (
      Regex(#/[\w.]+\.(?:zero_grad|backward|step)\(.*\)/#),
      { _, _ in Self.write("log = train model on=training", "`train` takes all steps, and needs no help with them") }
    ),
    (
      Regex(#/[\w.]+\.(?:eval|train)\(\)/#),
      { _, _ in Self.leaveOut("a model has no modes: `train` trains it, and every other command measures") }
    ),
    // What of PyTorch and matplotlib is called with points here and there.
    (
      Regex(#/(?:\w+\s*=\s*)?(?:torch\.)?optim\.(\w+)\(.*\)/#),
      {
        Self.write(
          "log = train model on=training optimizer=\($1[0].lowercased())",
          "an optimiser is no value: `train` is told its name")
      }
    ),
    (
      Regex(#/torch\.save\(\s*(\w+)(?:\.state_dict\(\))?\s*,\s*['"]([^'"]*?)(?:\.\w+)?['"]\s*\)/#),
      { Self.write("save \($1[0]) \"\($1[1]).safetensors\"", "`save` is a command") }
    ),
    (
      Regex(#/(?:(\w+)\s*=\s*|\w+\.load_state_dict\()?torch\.load\(\s*['"](.*?)['"].*\)/#),
      {
        Self.write(
          "\($1[0].isEmpty ? "model" : $1[0]) = open model \"\($1[1])\"",
          "`open` is a command, which knows PyTorch's files")
      }
    ),
    (
      Regex(#/(?:(\w+)\s*=\s*)?(?:torchvision\.)?datasets\.(\w+)\(.*\)/#),
      { $0.dataSet($1[0], $1[1]) }
    ),
    (
      Regex(#/(?:\w+\s*=\s*)?(?:[\w.]+\.)?DataLoader\(.*\)/#),
      { _, _ in
        Self.write(
          "log = train model on=training batch=64 shuffle=yes", "nothing loads batches: `train` takes them itself")
      }
    ),
    (
      Regex(#/plt\.(?:plot|hist|bar|scatter)\(.*\)/#),
      { _, _ in Self.write("plot log", "a figure is one line: `plot`, `bars`, `histogram`, `scatter`, `show`") }
    ),
    (
      Regex(#/(?:plt|ax\w*|fig)\.imshow\((\w*).*\)/#),
      { Self.write("show \($1[0].isEmpty ? "images" : $1[0])", "`show` is a command") }
    ),
    (
      Regex(#/(?:plt|ax\w*|fig)\.savefig\(\s*['"](.*?)['"].*\)/#),
      { Self.write("plot log save=\"\($1[0])\"", "what draws a figure saves it too") }
    ),
    (
      Regex(#/(?:[\w, ]+=\s*)?(?:plt|ax\w*|fig)\.\w+\(.*\)/#),
      { _, _ in Self.leaveOut("a figure is one line, and its title, size and the like are options of it") }
    ),
    // Layers and commands as functions.
    (
      Regex(#/(?:([\w.]+)\s*=\s*)?(?:torch\.)?nn\.Sequential\(.*/#),
      {
        Self.write(
          "\($1[0].isEmpty ? "encoder" : $1[0]) = network in=3x32x32",
          "a network is its layers, a line each, up to `end`")
      }
    ),
    (
      Regex(#/(?:[\w.]+\s*=\s*)?(?:torch\.)?nn\.(MSELoss|L1Loss|HuberLoss|SmoothL1Loss|BCELoss)\(.*\)/#),
      { Self.loss($1[0]) }
    ),
    (
      Regex(#/(?:[\w.]+\s*=\s*)?((?:torch\.)?nn\.)?([A-Z]\w*)\((.*)\)\s*,?/#),
      { $0.layer($1[1], $1[2], isQualified: !$1[0].isEmpty) }
    ),
    (Regex(#/print\s+'(.*)'/#), { Self.write("print \"\($1[0])\"", "text is quoted with `\"`") }),
    (Regex(#/(\w+)\((.*)\)/#), { $0.call($1[0], $1[1]) }),
    (Regex(#/(?:(\w+)\s*=\s*)?(\w+)\.(\w+)\((.*)\)/#), { $0.method($1[0], $1[1], $1[2], $1[3]) }),
    (
      Regex(#/(?:\w+\s*=\s*)?\w+(?:\.\w+)+\(.*\)/#),
      { _, _ in
        PythonCue(
          message: "nothing is called here: a line begins with a command, whose arguments follow without parentheses",
          advice: "`help` lists the commands")
      }
    ),
  ]
}

extension PythonCues {
  private static func augmented(_ name: String, _ sign: String, _ value: String) -> PythonCue {
    write(
      "\(name) = (\(name) \(sign == "**" ? "^" : sign) \(value))",
      "`\(sign)=` is no operator: a name is given its new value")
  }

  /// A condition without the parentheses that stand around all of it.
  private static func bare(_ condition: String) -> String {
    guard condition.first == "(", condition.last == ")" else { return condition }
    let inner = condition.dropFirst().dropLast()
    return inner.contains("(") || inner.contains(")") ? condition : String(inner)
  }

  /// One of PyTorch's losses, which `train` names.
  private static func loss(_ name: String) -> PythonCue? {
    let names = ["MSELoss": "mse", "L1Loss": "l1", "HuberLoss": "huber", "SmoothL1Loss": "huber", "BCELoss": "bce"]
    return names[name].map {
      write("log = train model on=training loss=\($0)", "a loss is no value: `train` is told its name")
    }
  }

  /// Python's range with both its ends counted.
  private static func range(_ first: String, _ second: String) -> String {
    let (start, end) = second.isEmpty ? ("0", first) : (first, second)
    if let end = Int(end) { return "\(start)..\(end - 1)" }
    return "(\(start)..\(end) - 1)"
  }

  /// A command that is called as a function.
  private func call(_ name: String, _ arguments: String) -> PythonCue? {
    guard commands.names.contains(name) else { return nil }
    let words = PythonValue.arguments(arguments).map { key, value in
      (key.map { $0 + "=" } ?? "") + PythonValue.word(value)
    }
    return Self.write(([name] + words).joined(separator: " "), "a command's arguments are not in parentheses")
  }

  /// A command that is called as a method: of what it takes first.
  private func method(_ result: String, _ object: String, _ name: String, _ arguments: String) -> PythonCue? {
    let name = name == "fit" ? "train" : name
    guard commands.names.contains(name) else { return nil }
    let words = PythonValue.arguments(arguments).enumerated().map { place, argument in
      let key = argument.keyword ?? (name == "train" && place == 0 ? "on" : nil)
      return (key.map { $0 + "=" } ?? "") + PythonValue.word(argument.value)
    }
    let line = ([name, object] + words).joined(separator: " ")
    return Self.write(
      result.isEmpty ? line : "\(result) = \(line)",
      "a command stands before what it takes, without points and parentheses")
  }

  /// One of torchvision's data sets.
  private func dataSet(_ result: String, _ name: String) -> PythonCue? {
    let names = [
      "CIFAR10": "cifar10", "CIFAR100": "cifar100", "MNIST": "mnist", "FashionMNIST": "fashion-mnist",
      "KMNIST": "kmnist",
      "EMNIST": "emnist", "SVHN": "svhn", "STL10": "stl10",
    ]
    let line = names[name].map { "load \($0)" } ?? "load images path=\"photos\""
    return Self.write("\(result.isEmpty ? "training" : result) = \(line)", "`load` is a command")
  }

  /// One of PyTorch's layers.
  private func layer(_ name: String, _ arguments: String, isQualified: Bool) -> PythonCue? {
    guard let layer = PyTorchLayer(name) else { return isQualified ? noLayer(name) : nil }
    guard commands.layers.contains(layer.name) else { return noLayer(name) }
    return Self.write(layer.line(arguments), "a layer is a line of a `network`, without parentheses")
  }

  /// A layer of PyTorch's that nothing here is like: the nearest ones, or all that there are.
  private func noLayer(_ name: String) -> PythonCue {
    let all = commands.layers.sorted()
    let near = NearMisses.of(name, among: all, limit: 3).map { "`\($0)`" }
    return PythonCue(
      message: "there is no layer like `\(name)`",
      advice: near.isEmpty
        ? "the layers are " + allOf(all.map { "`\($0)`" })
        : "the nearest \(near.count == 1 ? "is" : "are") \(allOf(near)); `help network` lists the layers")
  }
}
