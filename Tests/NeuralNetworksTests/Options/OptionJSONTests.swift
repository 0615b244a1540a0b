import Basics
import NeuralNetworks
import Options
import TestSupport
import Testing

@Suite struct OptionJSONTests {
  @Test("Every value comes back from JSON as it was, to the last digit")
  func roundTrip() throws {
    let term = Term("gaussian", OptionValues(["deviation": .number(0.1 + 0.2), "word": .text("é \"x\"\n")]))
    let values: [OptionValue] = [
      .whole(-3), .whole(.max), .number(0.1 + 0.2), .number(1e-300), .number(2), .flag(true), .flag(false), .text(""),
      .text("a b"), .extent(Extent(height: 3, width: 5)), .shape([3, 32, 32]), .shape([]), .term(term),
      .sum([WeightedTerm(weight: 0.1, term: term), WeightedTerm(weight: 1, term: Term("mse"))]),
      .list([.whole(1), .list([.text("x")]), .term(term)]), .list([]),
    ]
    for value in values {
      let text = value.json.json()
      #expect(OptionValue(json: try JSONValue(json: text.utf8)) == value, "\(text)")
    }
    let all = OptionValues(Dictionary(uniqueKeysWithValues: values.enumerated().map { ("option\($0)", $1) }))
    #expect(OptionValues(json: try JSONValue(json: all.json.json().utf8)) == all)
  }

  @Test(
    "What is no value is none",
    arguments: [
      "[]", "3", "[\"whole\"]", "[\"whole\",1.5]", "[\"whole\",1,2]", "[\"number\",\"1\"]", "[\"flag\",1]",
      "[\"text\",1]", "[\"extent\",1]", "[\"extent\",1,\"2\"]", "[\"shape\",null]", "[\"term\",\"mse\"]",
      "[\"term\",[\"mse\"]]", "[\"sum\",[1]]", "[\"sum\",[\"x\",[\"mse\",{}]]]", "[\"list\",1]", "[\"other\",1]",
      "[\"term\",[\"mse\",{\"a\":1}]]",
    ])
  func refused(_ text: String) throws {
    #expect(OptionValue(json: try JSONValue(json: text.utf8)) == nil)
  }
}
