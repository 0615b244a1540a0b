import Options

extension CommandRow {
  private static let number = OptionKey<Int>(
    "number", .whole(from: 0), argument: true, required: true, "what the numbers start from")

  static let seed = CommandRow(
    name: "seed", summary: "restarts the session's random numbers",
    discussion: """
      Drawing a model's weights, and commands that say they are random, draw from one generator. The numbers are \
      PyTorch's: `seed 0` is `torch.manual_seed(0)`.
      """,
    takes: [number],
    example: """
      seed 0
      model = autoencoder latent=20 width=4
      """,
    prepare: { call in try call[number] },
    foresee: { _, _, foresight in
      foresight.numbers.restart()
      return .none
    },
    run: { number, session in
      session.restart(seed: UInt64(number))
      return .none
    })
}
