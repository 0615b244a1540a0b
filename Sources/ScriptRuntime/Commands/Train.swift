import Basics
import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath
import Training

extension CommandRow {
  static let train = CommandRow(
    name: "train", summary: "trains a model, and gives the log of the training",
    discussion: """
      The model learns to give back the images it gets, batch by batch in their order; where that is class by class, a \
      remark advises `shuffle=yes`. Training goes on from the weights, \
      the epoch and the optimiser's memory that the model has, and says so; a model opened from a file has such a memory \
      where it was saved with `optimizer=yes`. After every epoch the loss is measured on the images of `validate`, as the mean over batches, and those of \
      `watch` are reconstructed and kept in the log. Ctrl-C, \
      or in Jupyter the stop button, ends the training after the batch under way; the model and the log stay.

      The same training is not done twice: where a store keeps what came of it, with the same weights, images, options \
      and random numbers, that is taken, and one that was stopped goes on where it stood, to the same end. `checkpoint=` \
      keeps it in a file of its own too, for `resume`.
      """,
    takes: AskedTraining.options,
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      log
      """,
    acts: true, computes: true, result: .log,
    prepare: AskedTraining.init,
    foresee: { call, _, foresight in
      if foresight.device != nil { try AskedTraining.checkDevice(call) }
      if call.isGiven(AskedTraining.checkpoint) { foresight.writes(call.known(AskedTraining.checkpoint)) }
      foresight.trains(
        AskedTraining.foreseen(call), call.value(AskedTraining.model),
        drawing: OrderDraws(call))
      for warning in AskedTraining.warnings(call) { foresight.report(warning) }
      var facts = Foreseen(.log)
      facts.watches = call.isGiven(AskedTraining.watch)
      facts.validates = call.isGiven(AskedTraining.validate)
      facts.measures = AskedTraining.measured(call)
      return .foreseen(facts)
    },
    run: { training, session in .log(try training.run(in: session)) })
}
