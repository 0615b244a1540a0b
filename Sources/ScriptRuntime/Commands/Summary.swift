extension CommandRow {
  static let summary = CommandRow(
    name: "summary", summary: "lists a model's layers with their shapes and parameters",
    arguments: [
      CommandParameter("model", .value([.model, .network], several: true), required: true, "the model or network")
    ],
    example: """
      model = autoencoder latent=20 width=4
      summary model
      """
  ) { call, session in
    for (index, member) in call["model"]?.members ?? [] {
      if let index { session.output.display("[\(index)]") }
      if case .model(let model) = member {
        session.output.display(NetworkText.summary(of: model))
      } else {
        session.display(member)
      }
    }
    return .none
  }
}
