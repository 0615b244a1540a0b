"""What a script saves as ONNX makes the same numbers in onnxruntime."""

import subprocess

import pytest

numpy = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")

SCRIPT = """
encoder = network in=3x32x32
  conv2d 6 stride=2 padding=1 padding_mode=circular
  batch_norm2d
  gelu
  residual
    conv2d 8 padding=same
    conv2d 8 stride=2 padding=1
    group_norm 4
  end
  flatten
  linear 12
end
decoder = network in=12
  linear 128
  softplus
  unflatten 8x4x4
  upsample 3 mode=bilinear
  conv_transpose2d 12 padding=1
  adaptive_avg_pool2d 16
  pixel_shuffle 2
  sigmoid
end
images = load sketches count=40
model = autoencoder encoder decoder bottleneck=variational
train model on=images epochs=1 batch=8 loss=bce
few = take images 7
codes = encode model few
redrawn = reconstruct model few
save few "images.npy"
save codes "codes.npy"
save redrawn "redrawn.npy"
save model "model.onnx" encoder="encoder.onnx" decoder="decoder.onnx"
"""


@pytest.mark.parametrize("count", [1, 7])
def test_onnxruntime_makes_the_same(kernel, tmp_path, count):
    script = tmp_path / "exports.darkroom"
    script.write_text(SCRIPT)
    subprocess.run([kernel, "run", "--quiet", "--output", tmp_path, script], check=True, timeout=120)
    images, codes, redrawn = (numpy.load(tmp_path / f"{name}.npy")[:count] for name in ["images", "codes", "redrawn"])

    def run(name, **inputs):
        return onnxruntime.InferenceSession(tmp_path / f"{name}.onnx").run(None, inputs)

    code, reconstruction = run("model", image=images)
    # Both round; a layer that was another would be apart a thousand times as far.
    assert numpy.abs(code - codes).max() < 5e-6 * numpy.abs(codes).max()
    # The loss compares brightness, so that this is what the decoder makes; Darkroom gives images from -1 to 1.
    assert numpy.abs(2 * reconstruction - 1 - redrawn).max() < 5e-6
    assert numpy.array_equal(run("encoder", image=images)[0], code)
    assert numpy.array_equal(run("decoder", code=code)[0], reconstruction)
