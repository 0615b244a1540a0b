import NeuralNetworks
import ScriptLanguage

/// What a session that runs a share of a script does with the statements that need what other shares make: it foresees what
/// comes of them, as a check would, and does nothing else.
extension Session {
  /// Passes over a command, and gives what is foreseen of its result.
  func passOver(_ call: Call, of row: CommandRow) throws -> Value {
    let foresight = Foresight(settings: settings)
    let value = try row.check(call, foresight)
    deferModels(foresight.changed)
    for name in foresight.takeForgotten() { variables[name] = nil }
    for draws in foresight.draws {
      share?.note(.deferred)
      try skip(draws)
    }
    if row.draws { share?.noteUnknownDraws() }
    return value
  }

  /// Passes over a statement with all that lies in it.
  func passOver(_ statement: Statement) {
    let passed = Checker.passingOver(statement, settings: settings, variables: variables, stop: stop)
    variables = passed.variables
    deferModels(passed.foresight.changed)
    share?.noteUnknownDraws()
  }

  /// Draws what a training would that is left to others, where that is known.
  private func skip(_ draws: OrderDraws?) throws(NotYetKnown) {
    guard share?.isStreamUnknown == false else { return }
    if try draws?.skip(in: random) != true { share?.noteUnknownDraws() }
  }

  /// What others train is here no more than foreseen, under whatever name.
  private func deferModels(_ models: [Autoencoder]) {
    guard !models.isEmpty else { return }
    variables = variables.mapValues { value in value.deferring { model in models.contains { $0 === model } } }
  }
}

extension Value {
  /// The value with some models no more than foreseen.
  fileprivate func deferring(_ isDeferred: (Autoencoder) -> Bool) -> Value {
    switch self {
    case .model(let model): return isDeferred(model) ? .foreseen(facts ?? Foreseen(.model)) : self
    case .list(let values): return .list(values.map { $0.deferring(isDeferred) })
    case .family(var family):
      for (index, member) in family.members where member.holdsModels { family[index] = member.deferring(isDeferred) }
      return .family(family)
    default: return self
    }
  }

  private var holdsModels: Bool { [.model, .list, .family].contains(type) }
}
