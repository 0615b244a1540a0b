internal import NeuralNetworks
public import ScriptLanguage

/// All commands, from which the parser, the checker, help, completion and the reference page draw.
public enum CommandTable {
  /// The commands, in the order in which a reader meets them.
  public static let rows: [CommandRow] = [
    .load, .pick, .take, .split, .shuffle, .join, .describe, .show, .network, .autoencoder, .copy, .summary, .draw,
    .train,
    .resume, .plot,
    .bars, .scatter, .histogram, .heatmap, .encode, .decode, .reconstruct, .sample,
    .interpolate, .traverse, .neighbours, .mapCodes, .probe, .pca, .explore,
    .filters, .activations, .dimensions, .quantize, .rates,
    .measure, .roc, .differences, .corrupt, .denoise, .evaluate,
    .save, .open, .print, .expect, .question, .lesson, .seed,
    .device, .help, .vars, .forget, .history, .clear,
    .trainingTable, .curve, .panel,
  ]

  /// The row of a command, or nil.
  public static func row(named name: String) -> CommandRow? { rowsByName[name] }

  /// The words by which the parser knows a command.
  public static let vocabulary = CommandVocabulary(
    names: rows.map(\.name), blockOpeners: rows.filter(\.opensBlock).map(\.name),
    layerOpeners: LayerTable.table.declarations.filter(\.opensBlock).map(\.name), layers: LayerTable.names,
    commandBlockOpeners: [CommandRow.panel.name])

  private static let rowsByName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })
}
