import Options

extension CommandRow {
  private static let model = ValueKey<[Member<Value>]>.several(
    "model", [.model, .network], "the model or network"
  ) { $0 }

  static let summary = CommandRow(
    name: "summary", summary: "lists a model's layers with their shapes and parameters",
    takes: [model],
    example: """
      model = autoencoder latent=20 width=4
      summary model
      """,
    prepare: { call in try call[model] },
    run: { members, session in
      for member in members {
        if let index = member.index { session.output.display("[\(index)]") }
        if case .model(let model) = member.value {
          session.output.display(NetworkText.summary(of: model).displayed)
        } else {
          try session.display(member.value)
        }
      }
      return .none
    })
}
