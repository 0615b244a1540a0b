import NeuralNetworks
import Options
import TensorMath
import Testing

@Suite struct PyTorchSourceTests {
  /// The end of every file, for images of these sides.
  private func main(_ sides: String) -> String {
    """


    if __name__ == "__main__":
        from pathlib import Path

        from safetensors.torch import load_file

        model = Autoencoder()
        model.load_state_dict(load_file(Path(__file__).with_suffix(".safetensors")))
        model.eval()
        pixels = torch.randint(0, 256, (8, \(sides)))  # Put images here.
        with torch.no_grad():
            images = (pixels / 255 - 0.5) / 0.5
            codes = model.encode(images)
            reconstructions = model(images)
        print("codes", tuple(codes.shape), "reconstructions", tuple(reconstructions.shape))

    """
  }

  @Test("The article's network has the article's classes")
  func article() throws {
    let model = try SmallModel.article()
    model.epochs = 2
    #expect(
      try PyTorchSource(model, program: "Darkroom 9.9").text == #"""
        """An autoencoder, written by Darkroom 9.9 after 2 epochs of training.

        It takes images as [n, 1, 4, 4], each number x of 0 to 255 as (x / 255 - 0.5) / 0.5.
        Their codes are [n, 3], and it makes images from -1 (black) to 1 (white).
        The weights are in the file beside this one that has its name and ends in .safetensors.
        """

        import torch
        from torch import nn


        class Encoder(nn.Module):
            """From images to codes."""

            def __init__(self):
                super().__init__()
                self.net = nn.Sequential(
                    nn.Conv2d(1, 1, 3, padding=1),
                    nn.ReLU(),
                    nn.Conv2d(1, 1, 3, padding=1),
                    nn.ReLU(),
                    nn.Conv2d(1, 2, 3, stride=2, padding=1),  # 2x2x2
                    nn.ReLU(),
                    nn.Conv2d(2, 2, 3, padding=1),
                    nn.ReLU(),
                    nn.Conv2d(2, 4, 3, stride=2, padding=1),  # 4x1x1
                    nn.ReLU(),
                    nn.Conv2d(4, 4, 3, padding=1),
                    nn.ReLU(),
                    nn.Flatten(),  # 4
                    nn.Linear(4, 3),
                    nn.ReLU(),
                )

            def forward(self, x):
                return self.net(x)


        class Decoder(nn.Module):
            """From codes to images."""

            def __init__(self):
                super().__init__()
                self.linear = nn.Sequential(
                    nn.Linear(3, 4),
                    nn.ReLU(),
                )
                self.conv = nn.Sequential(
                    nn.ConvTranspose2d(4, 4, 3, padding=1),
                    nn.ReLU(),
                    nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1),  # 2x2x2
                    nn.ReLU(),
                    nn.ConvTranspose2d(2, 2, 3, padding=1),
                    nn.ReLU(),
                    nn.ConvTranspose2d(2, 1, 3, stride=2, padding=1, output_padding=1),  # 1x4x4
                    nn.ReLU(),
                    nn.ConvTranspose2d(1, 1, 3, padding=1),
                    nn.ReLU(),
                    nn.ConvTranspose2d(1, 1, 3, padding=1),
                )

            def forward(self, z):
                z = self.linear(z)
                z = z.view(-1, 4, 1, 1)
                return self.conv(z)


        class Autoencoder(nn.Module):
            """From images to codes and back."""

            def __init__(self):
                super().__init__()
                self.encoder = Encoder()
                self.decoder = Decoder()

            def encode(self, x):
                """The codes of images."""
                return self.encoder(x)

            def decode(self, z):
                """The images that codes stand for."""
                return self.decoder(z)

            def forward(self, x):
                return self.decode(self.encode(x))

        """# + main("1, 4, 4"))
  }

  @Test("Any other network is two sequences, with a class for what PyTorch does not have")
  func other() throws {
    let image = SampleShape.image(channels: 3, height: 8, width: 8)
    let encoder = try NetworkDescription(
      image,
      [
        "residual", "conv2d 4 padding=1 stride=2", "batch_norm2d momentum=none", "end", "repeat 2",
        "conv2d 4 kernel=3x1 padding=same bias=no padding_mode=reflect", "relu", "end", "flatten", "linear 9 bias=no",
      ])
    let decoder = try NetworkDescription(
      .vector(2), ["linear 12", "unflatten 3x2x2", "repeat 2", "upsample 2 mode=bilinear", "end", "sigmoid"])
    var generator = RandomGenerator(seed: 1)
    let model = try Autoencoder(
      AutoencoderDescription(
        encoder: encoder, bottleneck: BottleneckTable.table.make(Term("variational")), decoder: decoder),
      generator: &generator)
    model.scale = .brightness
    #expect(
      try PyTorchSource(model, program: nil).text == #"""
        """An autoencoder, written by Darkroom after no training.

        It takes images as [n, 3, 8, 8], each number x of 0 to 255 as (x / 255 - 0.5) / 0.5.
        Their codes are [n, 2], and it makes images from 0 (black) to 1 (white).
        The weights are in the file beside this one that has its name and ends in .safetensors.
        """

        import torch
        from torch import nn


        class Residual(nn.Module):
            """What the modules of the body make, added to what went in; a shortcut changes its shape where it has to."""

            def __init__(self, *body, shortcut=None):
                super().__init__()
                self.body = nn.Sequential(*body)
                self.shortcut = nn.Identity() if shortcut is None else shortcut

            def forward(self, x):
                return self.body(x) + self.shortcut(x)


        class Autoencoder(nn.Module):
            """From images to codes and back."""

            def __init__(self):
                super().__init__()
                self.encoder = nn.Sequential(
                    Residual(
                        nn.Conv2d(3, 4, 3, stride=2, padding=1),  # 4x4x4
                        nn.BatchNorm2d(4, momentum=None),
                        shortcut=nn.Conv2d(3, 4, 1, stride=2),
                    ),  # 4x4x4
                    nn.Sequential(
                        *(
                            nn.Sequential(
                                nn.Conv2d(4, 4, (3, 1), padding="same", bias=False, padding_mode="reflect"),
                                nn.ReLU(),
                            ) for _ in range(2)
                        ),
                    ),
                    nn.Flatten(),  # 64
                    nn.Linear(64, 9, bias=False),
                )
                self.bottleneck = nn.Linear(9, 4)
                self.decoder = nn.Sequential(
                    nn.Linear(2, 12),
                    nn.Unflatten(1, (3, 2, 2)),  # 3x2x2
                    nn.Sequential(
                        nn.Sequential(
                            nn.Upsample(scale_factor=2, mode="bilinear"),  # 3x4x4
                        ),
                        nn.Sequential(
                            nn.Upsample(scale_factor=2, mode="bilinear"),  # 3x8x8
                        ),
                    ),  # 3x8x8
                    nn.Sigmoid(),
                )

            def encode(self, x):
                """The codes of images: the means of the distributions that the bottleneck gives."""
                means, _ = self.bottleneck(self.encoder(x)).chunk(2, dim=1)
                return means

            def decode(self, z):
                """The images that codes stand for."""
                return self.decoder(z)

            def forward(self, x):
                means, log_variances = self.bottleneck(self.encoder(x)).chunk(2, dim=1)
                codes = means
                if self.training:
                    codes = means + torch.exp(log_variances / 2) * torch.randn_like(means)
                return self.decode(codes)

        """# + main("3, 8, 8"))
  }
}
