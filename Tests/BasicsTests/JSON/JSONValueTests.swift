import Basics
import Testing

@Suite struct JSONValueTests {
  @Test(
    "A value is read and written back",
    arguments: [
      "null", "true", "-12", "0.25", "1e+300", "\"\"", "\"a\\\"\\\\\\n\\u0001é😀\"", "[]", "{}", "[1,[2,{\"a\":null}]]",
      "{\"a\":1,\"b\":[false]}", "9223372036854775807",
    ])
  func roundTrip(text: String) throws {
    #expect(try JSONValue(json: text.utf8).json() == text)
  }

  @Test("Members are written in the order of their names, a line each")
  func indented() throws {
    let value: JSONValue = ["b": [1, "x"], "a": ["c": nil], "d": [], "e": [:]]
    #expect(
      value.json(.indented(1)) == """
        {
         "a": {
          "c": null
         },
         "b": [
          1,
          "x"
         ],
         "d": [],
         "e": {}
        }
        """)
  }

  @Test(
    "What is no JSON is refused",
    arguments: [
      "", "{", "[1,]", "01", "+1", "1.", ".5", "1e", "-", "tru", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\u+123\"",
      "1e999", "\"\n\"", "nul", "\"a", "{\"a\":}", "1 2", "\u{FF}",
    ])
  func refused(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(json: text.utf8) }
  }

  @Test("The place of a mistake is told")
  func place() {
    let text = "{\n \"a\": [1,\n  <<<<<<< HEAD\n}"
    #expect(throws: JSONError(offset: 14, line: 3, found: "byte 60", expected: "a value")) {
      try JSONValue(json: text.utf8)
    }
    let error = #expect(throws: JSONError.self) { try JSONValue(json: "{\"a\"".utf8) }
    #expect(error?.description == "this is no JSON: line 1: found the end, expected a colon")
  }

  @Test("Escapes are read, pairs of surrogates too")
  func escapes() throws {
    #expect(try JSONValue(json: #""\ud83d\ude00\u00e9\/\b""#.utf8) == "😀é/\u{8}")
  }

  @Test("A thousand brackets end in an error, not in a trap")
  func deep() {
    #expect(throws: JSONError.self) { try JSONValue(json: String(repeating: "[", count: 100_000).utf8) }
  }

  @Test("Members, elements and kinds are looked up")
  func lookedUp() {
    var value: JSONValue = ["n": 2.0, "t": "x", "f": true, "l": [1]]
    #expect(value["n"]?.integer == 2)
    #expect(value["t"]?.text == "x")
    #expect(value["f"]?.boolean == true)
    #expect(value["l"]?.list == [1])
    #expect(value["none"] == nil)
    #expect(value["t"]?["x"] == nil)
    value["n"] = nil
    #expect(value.object?.count == 3)
  }

  @Test("A number that JSON cannot say is null")
  func notFinite() { #expect(JSONValue.number(.nan).json() == "null") }
}
