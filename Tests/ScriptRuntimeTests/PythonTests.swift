import ScriptRuntime
import Testing

/// Lines of Python and PyTorch: one answer each, with the line to write.
@Suite struct PythonTests {
  private static let variables = "x = 1\nmodel = autoencoder latent=4 width=4\n"

  /// What is said of a line behind variables that it may name: the message, and the advice.
  private func said(_ line: String) throws -> [String] {
    let report = try Bench().check(Self.variables + line)
    return report.split(separator: "\n").map(String.init).filter { $0.contains("error:") || $0.contains("note:") }
      .map { $0.split(separator: ": ", maxSplits: 2).last.map(String.init) ?? $0 }
  }

  @Test func aLayerHasItsLineAndItsCarets() throws {
    #expect(
      try Bench().check(
        """
        encoder = network in=3x32x32
            nn.Conv2d(3, 16, 3, stride=(2, 1), padding=1),
            linear 20
        end
        """) == """
          test.darkroom:2:5: error: a layer is a line of a `network`, without parentheses
               2 |     nn.Conv2d(3, 16, 3, stride=(2, 1), padding=1),
                 |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            note: write `conv2d 16 kernel=3 stride=2x1 padding=1`

          """)
  }

  @Test(
    "A layer that nothing is like is answered with those that there are",
    arguments: [
      ("nn.LSTM(3, 4)", "LSTM"), ("nn.Embedding(10, 3)", "Embedding"),
      ("nn.MultiheadAttention(8, 2)", "MultiheadAttention"),
    ])
  func noLayer(line: String, name: String) throws {
    #expect(
      try Bench().check("encoder = network in=3x32x32\n    \(line)\n    flatten\nend") == """
        test.darkroom:2:5: error: there is no layer like `\(name)`
             2 |     \(line)
               |     \(String(repeating: "^", count: line.count))
          note: the layers are `adaptive_avg_pool2d`, `avg_pool2d`, `batch_norm1d`, `batch_norm2d`, `conv2d`, \
        `conv_transpose2d`, `dropout`, `dropout2d`, `elu`, `flatten`, `gelu`, `group_norm`, `layer_norm`, `leaky_relu`, \
        `linear`, `max_pool2d`, `pixel_shuffle`, `prelu`, `relu`, `repeat`, `residual`, `sigmoid`, `silu`, `softmax`, \
        `softplus`, `tanh`, `unflatten` and `upsample`

        """)
  }

  @Test func aLoopKeepsItsBody() throws {
    #expect(
      try Bench().check("for i in range(3):\n    print i\n    y = (i + 1)\nprint y") == """
        test.darkroom:1:1: error: a loop has no `:`, and ends with `end`
             1 | for i in range(3):
               | ^^^^^^^^^^^^^^^^^^
          note: write `for i in 0..2`

        """)
    #expect(
      try Bench().check("for i in range(2, 5):\n    print i\nend\nprint 1").contains("note: write `for i in 2..4`\n"))
  }

  @Test func aFunctionIsOneMistake() throws {
    #expect(
      try Bench().check(
        "def f(x):\n    y = x.y + 1\n    return y\n\nclass A(nn.Module):\n    pass\nif 1 > 2:\n    print 3\nend")
          == """
          test.darkroom:1:1: error: there are no functions: lines that are used again are a script of their own
               1 | def f(x):
                 | ^^^^^^^^^
            note: write `include "f.darkroom"`
          test.darkroom:5:1: error: there are no classes: a network is its layers, a line each, up to `end`
               5 | class A(nn.Module):
                 | ^^^^^^^^^^^^^^^^^^^
            note: write `A = network in=3x32x32`
          test.darkroom:7:1: error: a condition has no `:`, and its lines end with `end`
               7 | if 1 > 2:
                 | ^^^^^^^^^
            note: write `if (1 > 2)`

          """)
  }

  @Test(arguments: [
    ("nn.Conv2d(3, 16, 3)", "write `conv2d 16 kernel=3`"),
    ("conv = nn.Conv2d(3, 16, kernel_size=3, bias=False)", "write `conv2d 16 kernel=3 bias=no`"),
    ("ReLU()", "write `relu`"), ("nn.LeakyReLU(0.2)", "write `leaky_relu slope=0.2`"),
    ("nn.Linear(4 * 8, 20)", "write `linear 20`"), ("nn.Unflatten(1, (64, 8, 8))", "write `unflatten 64x8x8`"),
    ("model.to(\"cuda\")", "write `device auto`"), ("model = model.cuda()", "write `device auto`"),
    ("x += 1", "write `x = (x + 1)`"), ("x*=2", "write `x = (x * 2)`"), ("x **= 2", "write `x = (x ^ 2)`"),
    ("if x > 1:", "write `if (x > 1)`"), ("if (x > 1):", "write `if (x > 1)`"), ("else:", "write `else`"),
    ("elif x > 1:", "write `else if (x > 1)`"),
    ("import torch", "leave this line out"), ("from torch import nn", "leave this line out"),
    ("print(x)", "write `print x`"), ("print 'x'", "write `print \"x\"`"),
    ("print(f\"{x} of\", 3)", "write `print \"{x} of\" 3`"), ("print(x + 1)", "write `print (x + 1)`"),
    ("optimizer.zero_grad()", "write `log = train model on=training`"),
    ("loss.backward()", "write `log = train model on=training`"), ("torch.manual_seed(0)", "write `seed 0`"),
    ("def f(x):", "write `include \"f.darkroom\"`"), ("class A(nn.Module):", "write `A = network in=3x32x32`"),
    ("with torch.no_grad():", "leave this line out"), ("model.eval()", "leave this line out"),
    ("while True:", "write `for step in 1..100`"), ("return x", "leave this line out; `(x)` displays the value"),
    ("encoder = nn.Sequential(", "write `encoder = network in=3x32x32`"),
    ("nn.Conv3d(3, 4, 3)", "the nearest is `conv2d`; `help network` lists the layers"),
    ("nn.BatchNorm3d(3)", "the nearest are `batch_norm1d` and `batch_norm2d`; `help network` lists the layers"),
    ("nn.PReLU(16, init=0.1)", "write `prelu 16 init=0.1`"), ("nn.Softmax(dim=1)", "write `softmax`"),
    ("nn.PixelShuffle(2)", "write `pixel_shuffle 2`"),
    ("nn.AdaptiveAvgPool2d((1, 2))", "write `adaptive_avg_pool2d 1x2`"),
    ("criterion = nn.MSELoss()", "write `log = train model on=training loss=mse`"),
    ("nn.SmoothL1Loss()", "write `log = train model on=training loss=huber`"),
    ("seed(0)", "write `seed 0`"),
    ("opt = torch.optim.Adam(model.parameters(), lr=1e-3)", "write `log = train model on=training optimizer=adam`"),
    ("optim.SGD(p, lr=0.1)", "write `log = train model on=training optimizer=sgd`"),
    ("torch.save(model.state_dict(), 'night.pt')", "write `save model \"night.safetensors\"`"),
    ("torch.save(model, \"night\")", "write `save model \"night.safetensors\"`"),
    ("model.load_state_dict(torch.load(\"m.pt\"))", "write `model = open model \"m.pt\"`"),
    ("net = torch.load('m.pt', map_location='cpu')", "write `net = open model \"m.pt\"`"),
    ("train_set = datasets.CIFAR10(root='data', train=True)", "write `train_set = load cifar10`"),
    ("torchvision.datasets.FashionMNIST('.')", "write `training = load fashion-mnist`"),
    ("d = datasets.ImageFolder('x')", "write `d = load images path=\"photos\"`"),
    ("loader = DataLoader(d, batch_size=64)", "write `log = train model on=training batch=64 shuffle=yes`"),
    ("plt.plot(log)", "write `plot log`"), ("plt.imshow(images[0])", "write `show images`"),
    ("plt.savefig('loss.png')", "write `plot log save=\"loss.png\"`"), ("plt.show()", "leave this line out"),
    ("fig, ax = plt.subplots(1, 2)", "leave this line out"),
    ("codes = model.encode(x)", "write `codes = encode model x`"),
    ("model.fit(x, epochs=3)", "write `train model on=x epochs=3`"),
    ("a.b.c(3)", "`help` lists the commands"),
  ])
  func oneAnswer(line: String, advice: String) throws {
    let said = try said(line)
    #expect(said.count == 2)
    #expect(said.last == advice)
  }

  @Test("A line that is longer than people write is not taken for Python's, since looking for its brackets takes long")
  func longLine() throws {
    let said = try said("def f(" + String(repeating: ")(", count: 20_000))
    #expect(!said.contains { $0.contains("there are no functions") })
  }

  @Test("The line that is to be written can be read")
  func advice() throws {
    for line in ["x += 1", "print(x, 'a')", "torch.manual_seed(0)", "seed(0)", "x = model.to(\"cuda\")"] {
      let advice = try #require(try said(line).last)
      let written = advice.dropFirst("write `".count).dropLast()
      #expect(try Bench().check(Self.variables + written) == "", "\(written)")
    }
  }
}
