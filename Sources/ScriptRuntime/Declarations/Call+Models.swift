import Basics
import Datasets
import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath
import Training

extension OptionKey<TermSum> {
  /// The option of what is made small, or measured.
  static func objective(_ summary: String) -> OptionKey {
    OptionKey("loss", .sum(LossTable.table.declarations), default: "mse", otherName: "criterion", summary)
  }
}

extension ImageShape {
  /// The shape of images that a network knows as this; nil for a vector.
  init?(_ sample: SampleShape) {
    guard case .image(let channels, let height, let width) = sample else { return nil }
    self.init(channels: channels, height: height, width: width)
  }
}

extension Call {
  /// Throws where images have another shape than a model's, as far as both are known.
  func checkImages<Images>(_ images: ValueKey<Images>, suit model: ValueKey<Autoencoder>) throws {
    guard let model = facts(model)?.model, let shape = facts(images)?.imageShape, shape.sample != model.image else {
      return
    }
    var diagnostic = misfit(images, of: shape, model)
    if model.decoder.input == shape.sample {
      diagnostic.notes = [
        .init("its networks are the wrong way round? `autoencoder` takes the encoder first, and then the decoder")
      ]
    }
    throw diagnostic
  }

  /// What is said where images have another shape than a model's.
  func misfit(_ images: some OptionDeclaring, of shape: ImageShape, _ model: AutoencoderDescription) -> Diagnostic {
    let isImage = ImageShape(model.image) != nil
    return error(
      at: images, "the model takes images of \(model.image), and these are \(shape)",
      expected: isImage
        ? "a model that was made for them, as `autoencoder latent=\(model.latentSize) in=\(shape)`" : nil)
  }

  /// Throws where images have neither one channel nor three, as far as that is known.
  func checkImagesCanBeDrawn<Images>(_ images: ValueKey<Images>) throws {
    guard let channels = facts(images)?.imageShape?.channels, channels != 1, channels != 3 else { return }
    throw error(
      at: images, "images of \(countText(channels, "channel")) cannot be drawn",
      expected: "1 channel (grey) or 3 (colour)")
  }

  /// Throws where a model decodes to vectors, as far as that is known.
  func checkDecodesToImages(_ model: ValueKey<Autoencoder>) throws {
    guard let description = facts(model)?.model, ImageShape(description.image) == nil else { return }
    throw error(at: model, "this model decodes to vectors, which are no images")
  }

  /// Throws where images cannot be compared with others one by one, as far as both are known; `verb` says what is done.
  func checkImages<Others>(_ images: Foreseen?, _ verb: String, _ others: ValueKey<Others>) throws {
    guard let images, let found = facts(others) else { return }
    if let shape = images.imageShape, let other = found.imageShape, shape != other {
      throw error(at: others, "images of \(shape) cannot be \(verb) images of \(other)")
    }
    if let count = images.count, let other = found.count, count != other {
      throw error(
        at: others, "\(countText(count, "image")) cannot be \(verb) \(countText(other))", expected: "one image for each"
      )
    }
  }

  /// The codes that a model makes of images; throws where they hold numbers that are not finite.
  func finiteCodes(
    of images: ImageCollection, by model: ValueKey<Autoencoder>, _ session: Session
  ) throws -> [Float] {
    let codes = try self[model].encode(
      session.watched(images.source, "encoding"), compute: session.compute, unless: session.stop)
    guard codes.allSatisfy(\.isFinite) else {
      throw error(at: model, "codes of this model hold numbers that are not finite")
    }
    return codes
  }

  /// Throws where what a model makes cannot be measured by an objective, as far as both are known.
  func checkObjective(_ objective: OptionKey<TermSum>, suits model: ValueKey<Autoencoder>) throws {
    guard let description = facts(model)?.model, let known = known(objective) else { return }
    do {
      try Objective(known).check(decoder: description.decoder, image: description.image)
    } catch {
      throw self.error(at: objective, "\(error)")
    }
  }
}

/// How much memory something takes, in words.
enum MemoryText {
  /// So many bytes, or more than can be counted.
  static func needed(_ bytes: Int) -> String {
    bytes == .max ? "more memory than can be counted" : "\(byteText(bytes)) of memory"
  }
}
