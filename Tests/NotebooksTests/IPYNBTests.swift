import Basics
import Notebooks
import Testing

@Suite struct IPYNBTests {
  @Test func aNotebookIsWrittenAsJupyterWritesIt() {
    let notebook = Notebook(
      cells: [
        Cell(kind: .markdown, title: "Start", source: "# Ä\n\ntext", id: "start"),
        Cell(
          kind: .code, tags: ["parameters"], metadata: [.init(key: "collapsed", value: "false")], source: "",
          outputs: [
            .stream(name: "stdout", text: "1\n2\n"),
            .display(MIMEBundle(["image/png": .bytes([1, 2, 3]), "text/plain": .text("a figure")])),
            .result(MIMEBundle(["text/plain": .text("1")]), count: 2),
            .error(name: "ScriptFailure", value: "no", traceback: ["a", "b"]),
          ], executionCount: 2, id: "code"),
      ], metadata: ["title": "Lesson"])
    #expect(
      notebook.ipynb == """
        {
         "cells": [
          {
           "cell_type": "markdown",
           "id": "start",
           "metadata": {
            "title": "Start"
           },
           "source": [
            "# Ä\\n",
            "\\n",
            "text"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 2,
           "id": "code",
           "metadata": {
            "collapsed": false,
            "tags": [
             "parameters"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "1\\n",
              "2\\n"
             ]
            },
            {
             "data": {
              "image/png": "AQID",
              "text/plain": [
               "a figure"
              ]
             },
             "metadata": {},
             "output_type": "display_data"
            },
            {
             "data": {
              "text/plain": [
               "1"
              ]
             },
             "execution_count": 2,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "ename": "ScriptFailure",
             "evalue": "no",
             "output_type": "error",
             "traceback": [
              "a",
              "b"
             ]
            }
           ],
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": "Darkroom",
           "language": "darkroom",
           "name": "darkroom"
          },
          "language_info": {
           "codemirror_mode": {
            "mime": "text/x-julia",
            "name": "darkroom"
           },
           "file_extension": ".darkroom",
           "mimetype": "text/x-darkroom",
           "name": "darkroom",
           "pygments_lexer": "julia",
           "version": "0.1.0"
          },
          "title": "Lesson"
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """)
  }

  @Test func idsAreValidUniqueAndStable() throws {
    let alike = Notebook(cells: Array(repeating: Cell(kind: .code, source: "x"), count: 50))
    let ids = try Notebook(ipynb: alike.ipynb.utf8, name: "a").cells.compactMap(\.id)
    #expect(Set(ids).count == 50)
    #expect(ids.allSatisfy { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
    #expect(alike.ipynb == alike.ipynb)
    var odd = alike
    odd.cells[1].id = "kept-1"
    odd.cells[2].id = "kept-1"
    odd.cells[3].id = "not valid"
    odd.cells[4].id = ""
    let mended = try Notebook(ipynb: odd.ipynb.utf8, name: "a").cells.compactMap(\.id)
    #expect(Set(mended).count == 50 && mended[1] == "kept-1" && mended[2] != "kept-1")
  }

  @Test(
    "What is malformed is said with its place",
    arguments: [
      ("{", nil),
      ("[]", "a.ipynb: the file: found a list, expected an object with a list of cells"),
      (#"{"cells":[]}"#, "a.ipynb: nbformat: found nothing, expected the number 4"),
      (
        #"{"nbformat":3,"worksheets":[]}"#,
        "a.ipynb: nbformat: found notebook format 3, expected notebook format 4; `jupyter nbconvert --to notebook` makes a notebook of format 4 of it"
      ),
      (#"{"nbformat":5}"#, "a.ipynb: nbformat: found notebook format 5, expected notebook format 4"),
      (#"{"nbformat":4}"#, "a.ipynb: cells: found nothing, expected a list of cells"),
      (#"{"nbformat":4,"cells":[],"metadata":7}"#, "a.ipynb: metadata: found the number 7, expected an object"),
      (#"{"nbformat":4,"cells":[7]}"#, "a.ipynb: cells[0]: found the number 7, expected a cell, which is an object"),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"heading"}]}"#,
        "a.ipynb: cells[0].cell_type: found the text “heading”, expected “code”, “markdown” or “raw”"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code"}]}"#,
        "a.ipynb: cells[0].source: found nothing, expected a text or a list of texts"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"raw","source":["a",null]}]}"#,
        "a.ipynb: cells[0].source[1]: found null, expected a text"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code","source":"","execution_count":-1}]}"#,
        "a.ipynb: cells[0].execution_count: found the number -1, expected a whole number that is not negative, or null"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"pyout"}]}]}"#,
        "a.ipynb: cells[0].outputs[0].output_type: found the text “pyout”, expected “stream”, “display_data”, “execute_result” or “error”"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{"output_type":"display_data","data":1.5}]}]}"#,
        "a.ipynb: cells[0].outputs[0].data: found the number 1.5, expected an object of MIME types"
      ),
      (
        #"{"nbformat":4,"cells":[{"cell_type":"raw","source":"","attachments":{"a \" b":true}}]}"#,
        #"a.ipynb: cells[0].attachments["a \" b"]: found true, expected an object of MIME types"#
      ),
    ] as [(String, String?)])
  func malformed(text: String, words: String?) throws {
    let error = #expect(throws: NotebookError.self) { try Notebook(ipynb: text.utf8, name: "a.ipynb") }
    if let words {
      #expect(error?.description == words)
    } else {
      #expect(
        error?.description.hasPrefix("a.ipynb: found no JSON, expected a notebook as Jupyter writes it: ") == true)
    }
  }

  @Test func noBytesTrap() {
    var random = RandomNotebooks(seed: 6)
    for _ in 0..<2000 {
      var bytes = Array(random.notebook(withOutputs: true).ipynb.utf8)
      for _ in 0..<3 {
        let place = Int.random(in: 0..<bytes.count, using: &random.generator)
        switch Int.random(in: 0..<3, using: &random.generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random.generator)
        case 1: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Array("[{\"7,".utf8), at: place)
        }
        if bytes.isEmpty { break }
      }
      _ = try? Notebook(ipynb: bytes, name: "random").percentText
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: NotebookError.self) { try Notebook(ipynb: deep.utf8, name: "deep") }
    #expect(Notebook(percent: "# %% a=\(deep)").cells.first?.title == "a=\(deep)")
  }

  @Test func olderMinorNumbersAreRead() throws {
    let text = #"""
      {"nbformat": 4, "nbformat_minor": 0, "metadata": {"kernelspec": {"name": "python3"}, "signature": "x", "authors": []},
      "cells": [{"cell_type": "code", "metadata": {"tags": ["a", "a", "b,c"]}, "source": ["x\n", "y"], "outputs": [
      {"output_type": "display_data", "metadata": {}, "data": {"image/png": "AQ\nID", "text/plain": ["a", "b"]}}]}]}
      """#
    let notebook = try Notebook(ipynb: text.utf8, name: "old")
    #expect(notebook.metadata == ["authors": []])
    let cell = try #require(notebook.cells.first)
    #expect(cell.source == "x\ny" && cell.tags == ["a", "b", "c"] && cell.id == nil && cell.executionCount == nil)
    #expect(
      cell.outputs == [.display(MIMEBundle(["image/png": .text("AQ\nID"), "text/plain": .text("ab")]), metadata: [:])])
  }

  @Test func formatsGoByTheEndingsOfNames() throws {
    #expect(try NotebookFormat(path: "a/b.darkroom") == .percent)
    #expect(try NotebookFormat(path: "b.ipynb") == .ipynb)
    for path in ["a", "a.py", "", ".ipynb", "a/.darkroom", "a.ipynb/b", "-"] {
      #expect(throws: NotebookError.unknownFormat(path: path)) { try NotebookFormat(path: path) }
    }
  }
}
