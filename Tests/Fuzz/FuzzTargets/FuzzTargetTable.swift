/// The targets of the fuzzer; a new format is one row here.
public enum FuzzTargetTable {
  /// All targets, in the order in which `make fuzz` takes them.
  public static let targets: [any FuzzTarget.Type] = [
    ScriptParseTarget.self,
    ScriptCheckTarget.self,
    ScriptRunTarget.self,
    KeysTarget.self,
    TerminalKeysTarget.self,
    EditingTarget.self,
    HistoryTarget.self,
    TerminalAnswersTarget.self,
    SafetensorsTarget.self,
    CheckpointTarget.self,
    PickleTarget.self,
    ZipTarget.self,
    TorchTarget.self,
    TarTarget.self,
    GzipTarget.self,
    PNGTarget.self,
    JPEGTarget.self,
    WebPTarget.self,
    GIFTarget.self,
    TIFFTarget.self,
    BMPTarget.self,
    NetpbmTarget.self,
    CSVTarget.self,
    IDXTarget.self,
    MATTarget.self,
    NPYTarget.self,
    RowsTarget.self,
    NPZTarget.self,
    JSONTarget.self,
    IPYNBTarget.self,
    PercentTarget.self,
    FigureTarget.self,
    ConnectionTarget.self,
    MessagesTarget.self,
  ]

  /// The target of a name, if there is one.
  public static func target(named name: String) -> (any FuzzTarget.Type)? {
    targets.first { $0.name == name }
  }
}
