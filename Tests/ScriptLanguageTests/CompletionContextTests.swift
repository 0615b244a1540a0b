import ScriptLanguage
import Testing

@Suite struct CompletionContextTests {
  @Test(arguments: [
    ("", CompletionContext.Place.statement, ""), ("tr", .statement, "tr"), ("x = 1\ntr", .statement, "tr"),
    ("x = ", .assignedValue, ""), ("x = tr", .assignedValue, "tr"),
    ("train ", .argument(of: "train", index: 0, isLayer: false), ""),
    ("train model ep", .argument(of: "train", index: 1, isLayer: false), "ep"),
    ("log[1] = train m", .argument(of: "train", index: 0, isLayer: false), "m"),
    ("train m loss=", .optionValue(of: "train", option: "loss", isLayer: false), ""),
    ("train m loss=m", .optionValue(of: "train", option: "loss", isLayer: false), "m"),
    ("show log epochs=first,la", .optionValue(of: "show", option: "epochs", isLayer: false), "la"),
    ("train m loss=mse ", .argument(of: "train", index: 2, isLayer: false), ""),
    ("train m \\\n lo", .argument(of: "train", index: 1, isLayer: false), "lo"),
    ("e = network in=3\n  co", .layer, "co"), ("e = network in=3\n", .layer, ""),
    ("e = network in=3\n  conv2d ker", .argument(of: "conv2d", index: 0, isLayer: true), "ker"),
    ("e = network in=3\nend\nsh", .statement, "sh"), ("figure\n  pl", .blockCommand, "pl"),
    ("for n in 1..3\n  pr", .statement, "pr"),
    ("print (lo", .variable, "lo"), ("print (log.", .property, ""), ("print (log.val", .property, "val"),
    ("model[n", .variable, "n"), ("open \"data/ph", .text, "data/ph"), ("print \"{lo", .variable, "lo"),
    ("# tr", .nothing, ""),
  ])
  func contexts(script: String, place: CompletionContext.Place, prefix: String) {
    let source = SourceText(name: "a", text: script + " rest")
    let context = Parser.completionContext(in: source, at: script.utf8.count, commands: testCommands)
    #expect(context.place == place)
    #expect(context.prefix == prefix)
    #expect(context.range.text == prefix)
  }
}
