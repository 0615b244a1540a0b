"""Networks that have every layer and every way of an option, for what runs models elsewhere."""

# By name: encoder, decoder, options of `autoencoder`, options of `train` (None where the model is not trained), and the
# shape of a code where it is an image.
SMALL = "linear 192\nunflatten 3x8x8\nupsample 4"
NETWORKS = {
    "article": ("article", "latent=20 width=8", "init=article", ""),
    "article-untrained": ("article", "latent=7 width=3", "init=pytorch", None),
    "article-variational": ("article", "latent=12 width=4", "bottleneck=variational", ""),
    "convolutions": (
        """conv2d 8 padding=same
        conv2d 8 kernel=4x2 padding=same padding_mode=reflect
        conv2d 12 kernel=3x5 stride=2x1 padding=1x2 groups=4 bias=no
        conv2d 12 groups=12 kernel=5 padding=same dilation=2x1 padding_mode=circular
        conv2d 6 padding=2 dilation=2 padding_mode=replicate stride=1x2
        conv2d 6 padding=2x1 padding_mode=circular
        conv2d 4 padding=1x3 padding_mode=reflect
        relu
        flatten
        linear 20 bias=no""",
        """linear 128
        unflatten 8x4x4
        conv_transpose2d 8 kernel=4 stride=2 padding=1
        relu
        conv_transpose2d 6 groups=2 stride=2 padding=1 output_padding=1 bias=no
        conv_transpose2d 6 dilation=2x3 padding=2x3
        conv_transpose2d 6 kernel=1 output_padding=1x2 dilation=2x3
        conv2d 6 kernel=2x3
        conv_transpose2d 3 kernel=3x2 stride=2 padding=1x0 output_padding=1x0""",
        "init=pytorch", ""),
    "activations": (
        """conv2d 6 stride=2 padding=1
        leaky_relu slope=0.2
        conv2d 6 padding=1
        gelu
        conv2d 6 padding=1
        silu
        conv2d 6 padding=1
        elu alpha=0.5
        conv2d 6 padding=1
        softplus
        conv2d 6 padding=1
        softplus beta=3 threshold=2
        conv2d 6 padding=1
        prelu
        conv2d 6 padding=1
        prelu 6 init=0.1
        conv2d 6 padding=1
        softmax
        flatten
        linear 12
        prelu 12
        linear 12
        softmax
        linear 12
        leaky_relu
        elu
        tanh""",
        SMALL + "\nconv2d 3 padding=1\nsigmoid", "init=pytorch", "loss=bce"),
    "max-pools": (
        """max_pool2d 2
        conv2d 6 padding=1
        max_pool2d 3 stride=2 padding=1
        conv2d 6 padding=1
        max_pool2d 3x2 stride=1x3 ceil_mode=yes
        max_pool2d 3 stride=2 padding=1 ceil_mode=yes
        flatten
        linear 10""",
        SMALL, "init=pytorch", ""),
    "average-pools": (
        """avg_pool2d 2
        conv2d 6 padding=1
        avg_pool2d 3 stride=1 padding=1
        avg_pool2d 3 stride=2 padding=1 count_include_pad=no ceil_mode=yes
        conv2d 6 kernel=1
        avg_pool2d 3 stride=2 padding=1 ceil_mode=yes
        avg_pool2d 4x3 stride=3x2 ceil_mode=yes
        flatten
        linear 10""",
        SMALL, "init=pytorch", ""),
    "adaptive-pools": (
        """conv2d 6 padding=1
        adaptive_avg_pool2d 16
        conv2d 6 padding=1
        adaptive_avg_pool2d 7x5
        conv2d 6 padding=1
        adaptive_avg_pool2d 9x10
        conv2d 24 padding=1
        adaptive_avg_pool2d 1
        flatten""",
        "linear 192\nunflatten 3x8x8\nconv2d 6 padding=1\nupsample 2\nconv2d 3 padding=1\nadaptive_avg_pool2d 32",
        "init=pytorch", ""),
    "upsamples": (
        """conv2d 4 stride=4 padding=1
        upsample 1.3
        upsample 0.7 mode=bilinear
        flatten
        linear 12""",
        """linear 48
        unflatten 3x4x4
        upsample 2 mode=bilinear
        conv2d 6 padding=1
        upsample 3 mode=bilinear
        conv2d 6 padding=1
        upsample 1.5 mode=bilinear align_corners=yes
        upsample 2 mode=bilinear align_corners=yes
        upsample 0.5
        conv2d 8 padding=1
        upsample 4 mode=bilinear
        conv2d 3 kernel=4 stride=4
        upsample 1
        adaptive_avg_pool2d 32""",
        "init=pytorch", ""),
    "batch-norms": (
        """conv2d 8 stride=2 padding=1
        batch_norm2d
        relu
        conv2d 8 padding=1
        batch_norm2d eps=0.01 momentum=0.3 affine=no
        conv2d 8 stride=2 padding=1
        batch_norm2d momentum=none
        flatten
        linear 24
        batch_norm1d
        linear 24
        batch_norm1d affine=no eps=0.001""",
        "linear 192\nunflatten 12x4x4\npixel_shuffle 2\nconv2d 12 padding=1\nbatch_norm2d\npixel_shuffle 2\nupsample 2\n"
        "conv2d 3 padding=1",
        "init=pytorch", ""),
    "sample-norms": (
        """conv2d 8 stride=2 padding=1
        group_norm 4
        conv2d 8 stride=2 padding=1
        group_norm 8 affine=no eps=0.001
        layer_norm
        flatten
        linear 24
        layer_norm elementwise_affine=no
        linear 24
        group_norm 2
        layer_norm eps=0.01
        tanh""",
        "linear 192\nlayer_norm\nunflatten 12x4x4\ngroup_norm 3\npixel_shuffle 2\nlayer_norm elementwise_affine=no\n"
        "upsample 4\nconv2d 3 padding=1",
        "init=pytorch", ""),
    "dropouts": (
        "dropout2d 0.1\nconv2d 6 stride=4 padding=1\nrelu\ndropout2d\nflatten\ndropout 0.2\nlinear 16\ndropout",
        SMALL + "\ndropout2d 0.05", "init=pytorch", ""),
    "residuals": (
        """conv2d 4 padding=1
        residual
          conv2d 4 padding=1
          relu
          conv2d 4 padding=1
        end
        relu
        residual
          conv2d 8 padding=1 stride=2
          batch_norm2d
          relu
          residual
            batch_norm2d
            conv2d 8 padding=1
          end
        end
        repeat 2
          residual
            repeat 2
              conv2d 8 padding=1
              silu
            end
          end
        end
        repeat 3
          conv2d 8 padding=1
          batch_norm2d
          relu
          max_pool2d 2
        end
        flatten
        residual
          linear 12
          tanh
        end""",
        "residual\nlinear 12\nend\n" + SMALL + "\nresidual\nconv2d 3 padding=1\nend", "init=pytorch", ""),
    "variational": (
        "conv2d 6 stride=2 padding=1\nbatch_norm2d\nrelu\nflatten\nlinear 40\nrelu",
        """linear 64
        relu
        unflatten 4x4x4
        repeat 3
          conv_transpose2d 4 stride=2 padding=1 output_padding=1
          batch_norm2d
          relu
        end
        conv2d 3 padding=1
        sigmoid""", "init=pytorch bottleneck=variational", "loss=bce"),
    "images-as-codes": (
        "conv2d 6 stride=2 padding=1\nrelu\nconv2d 2 stride=2 padding=1", "conv_transpose2d 6 kernel=4 stride=4\nrelu\n"
        "conv2d 3 padding=1\ntanh", "init=pytorch", "", "2x8x8"),
    "nothing": ("dropout", "dropout", "", None, "3x32x32"),
}

# How long codes are, where that is not 10.
CODES = {
    "convolutions": 20, "activations": 12, "adaptive-pools": 24, "upsamples": 12, "batch-norms": 24, "sample-norms": 24,
    "dropouts": 16, "residuals": 12,
}
