extension CommandRow {
  static let seed = CommandRow(
    name: "seed", summary: "restarts the session's random numbers",
    discussion: """
      Drawing a model's weights, and commands that say they are random, draw from one generator. The numbers are \
      PyTorch's: `seed 0` is `torch.manual_seed(0)`.
      """,
    arguments: [CommandParameter("number", .whole(minimum: 0), required: true, "what the numbers start from")],
    example: """
      seed 0
      model = autoencoder latent=20 width=4
      """
  ) { call, session in
    session.restart(seed: UInt64(call.whole("number") ?? 0))
    return .none
  }
}
