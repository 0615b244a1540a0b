import ScriptLanguage
import ScriptRuntime
import Testing

@Suite(.serialized) struct ArticleScriptTests {
  /// The founding script with a narrow network, few generated images and two epochs.
  static let script = """
    # %% Parameters
    param data   = sketches
    param epochs = 2

    # %% Preparing data
    device auto
    training   = load data split=training count=64
    validation = load data split=validation count=32
    test       = pick validation one-per-class
    show test save=test-images.png

    # %% The architecture
    encoder = network in=3x32x32
        conv2d 4 kernel=3 padding=1 stride=2
        relu
        flatten
        linear 20
        relu
    end
    decoder = network in=20
        linear (4*16*16)
        relu
        unflatten 4x16x16
        conv_transpose2d 3 kernel=3 padding=1 stride=2 output_padding=1
    end
    seed 0
    model[20] = autoencoder encoder decoder
    summary model[20]

    # %% Training
    log[20] = train model[20] on=training validate=validation watch=test epochs=epochs batch=64 loss=mse optimizer=adam lr=1e-3

    # %% Losses
    plot log[20] save=loss-20.svg,loss-20.png
    show log[20] epochs=first,last save=epochs-20.png

    # %% A wider bottleneck
    seed 0
    model[40] = autoencoder latent=40 width=4
    log[40] = train model[40] on=training validate=validation watch=test epochs=epochs

    # %% Both
    show log epochs=last save=bottlenecks.png
    save model[40] "wide.safetensors"
    save log[40] "wide.csv"
    again = open model "wide.safetensors"
    (again.parameters == model[40].parameters)
    expect (log[20].validation > 0) "a loss is positive"
    """

  @Test func checksAndRuns() throws {
    let bench = try Bench()
    #expect(bench.check(Self.script) == "")
    #expect(
      bench.run(Self.script) == """
        device: a processor, 2 threads
        figure 1: show test save=test-images.png
           encoder                                                   shape    parameters
             input                                                   3x32x32
        1    conv2d 4 stride=2 padding=1                             4x16x16         112
        2    relu                                                    4x16x16
        3    flatten                                                 1024
        4    linear 20                                               20           20,500
        5    relu                                                    20
           decoder
             input                                                   20
        1    linear 1024                                             1024         21,504
        2    relu                                                    1024
        3    unflatten 4x16x16                                       4x16x16
        4    conv_transpose2d 3 stride=2 padding=1 output_padding=1  3x32x32         111
           total                                                                  42,227
        trained for 0 epochs
        figure 2: plot log[20] save=loss-20.svg,loss-20.png
        figure 3: show log[20] epochs=first,last save=epochs-20.png
        figure 4: show log epochs=last save=bottlenecks.png
        note: wrote DIR/out/wide.safetensors
        note: wrote DIR/out/wide.csv
        yes

        """)
    for name in ["test-images.png", "loss-20.svg", "loss-20.png", "epochs-20.png", "bottlenecks.png", "wide.csv"] {
      #expect(bench.wrote(name), "\(name)")
    }
  }

  @Test func foreseesItsTrainings() throws {
    let bench = try Bench()
    let report = bench.session.check(SourceText(name: "test.darkroom", text: Self.script))
    #expect(report.trainings.map(\.epochs) == [2, 2])
    #expect(report.trainings.map(\.images) == [64, 64])
    #expect(report.trainings.map(\.validationImages) == [32, 32])
    #expect(report.parameters.map(\.name) == ["data", "epochs"])
  }
}
