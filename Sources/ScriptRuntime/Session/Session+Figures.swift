import Figures

extension Session {
  /// Shows a figure in the size and the colours that are asked for, having written it to the files.
  func show(_ figure: Figure, as request: FigureRequest) throws -> Value {
    var figure = request.dressed(figure)
    figure.provenance = provenance
    figure.stop = stop
    figures += 1
    var places: [String] = []
    do {
      if let warning = try request.fontWarning(for: figure) { output.warn(warning) }
      for path in request.paths {
        places.append(try settings.workspace.write(path) { place in try figure.write(to: place) })
      }
    } catch {
      throw request.diagnostic(of: error)
    }
    try output.show(
      ShownFigure(figure: figure, number: figures, paths: places, command: request.call.range.text))
    return .figure(figure)
  }

  /// What makes figures, and pages, at this moment.
  var provenance: Provenance {
    var provenance = Provenance()
    provenance.program = settings.program
    provenance.script = settings.scriptName
    provenance.scriptText = settings.scriptText
    provenance.parameters = parameters.map { Provenance.Parameter(name: $0.key, value: $0.value) }
    provenance.seeds = seedsDrawnFrom
    provenance.time = settings.time
    return provenance
  }
}
