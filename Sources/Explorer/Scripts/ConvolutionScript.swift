/// Convolutions of either direction and linear layers as the browser computes them: products of matrices.
enum ConvolutionScript {
  /// JavaScript; it adds to `operators`.
  static let text = #"""
    // out[row, column] = bias[row] + the sum over k of a[row, k] b[column, k]: four rows by two columns at a time.
    function multiply(a, aStart, rows, depth, b, columns, bias, biasStart, out, outStart) {
      let row = 0;
      for (; row + 4 <= rows; row += 4) {
        const a0 = aStart + row * depth, a1 = a0 + depth, a2 = a1 + depth, a3 = a2 + depth;
        const c0 = bias ? bias[biasStart + row] : 0, c1 = bias ? bias[biasStart + row + 1] : 0;
        const c2 = bias ? bias[biasStart + row + 2] : 0, c3 = bias ? bias[biasStart + row + 3] : 0;
        const o0 = outStart + row * columns, o1 = o0 + columns, o2 = o1 + columns, o3 = o2 + columns;
        let column = 0;
        for (; column + 2 <= columns; column += 2) {
          const b0 = column * depth, b1 = b0 + depth;
          let s00 = c0, s10 = c1, s20 = c2, s30 = c3, s01 = c0, s11 = c1, s21 = c2, s31 = c3;
          for (let k = 0; k < depth; k++) {
            const x = b[b0 + k], y = b[b1 + k];
            const w0 = a[a0 + k], w1 = a[a1 + k], w2 = a[a2 + k], w3 = a[a3 + k];
            s00 += w0 * x; s01 += w0 * y; s10 += w1 * x; s11 += w1 * y;
            s20 += w2 * x; s21 += w2 * y; s30 += w3 * x; s31 += w3 * y;
          }
          out[o0 + column] = s00; out[o0 + column + 1] = s01; out[o1 + column] = s10; out[o1 + column + 1] = s11;
          out[o2 + column] = s20; out[o2 + column + 1] = s21; out[o3 + column] = s30; out[o3 + column + 1] = s31;
        }
        for (; column < columns; column++) {
          const b0 = column * depth;
          let s0 = c0, s1 = c1, s2 = c2, s3 = c3;
          for (let k = 0; k < depth; k++) {
            const x = b[b0 + k];
            s0 += a[a0 + k] * x; s1 += a[a1 + k] * x; s2 += a[a2 + k] * x; s3 += a[a3 + k] * x;
          }
          out[o0 + column] = s0; out[o1 + column] = s1; out[o2 + column] = s2; out[o3 + column] = s3;
        }
      }
      for (; row < rows; row++) {
        const a0 = aStart + row * depth, c0 = bias ? bias[biasStart + row] : 0, o0 = outStart + row * columns;
        for (let column = 0; column < columns; column++) {
          const b0 = column * depth;
          let s0 = c0;
          for (let k = 0; k < depth; k++) s0 += a[a0 + k] * b[b0 + k];
          out[o0 + column] = s0;
        }
      }
    }

    // Memory that one step uses after the other.
    const scratch = { arrays: [new Float32Array(0), new Float32Array(0)] };
    function borrowed(which, count) {
      if (scratch.arrays[which].length < count) scratch.arrays[which] = new Float32Array(count);
      return scratch.arrays[which];
    }

    operators.Gemm = (node, [x, weight, bias]) => {
      const [rows, depth] = weight.dims;
      return made([1, rows], out => {
        multiply(weight.data, 0, rows, depth, x.data, 1, bias && bias.data, 0, out, 0);
      });
    };

    operators.Conv = (node, [x, weight, bias]) => {
      const [, channels, height, width] = x.dims, [filters, depthChannels, kernelY, kernelX] = weight.dims;
      const [strideY, strideX] = node.strides, [dilationY, dilationX] = node.dilations;
      const [above, left, below, right] = node.pads, groups = node.group;
      const outHeight = Math.floor((height + above + below - dilationY * (kernelY - 1) - 1) / strideY) + 1;
      const outWidth = Math.floor((width + left + right - dilationX * (kernelX - 1) - 1) / strideX) + 1;
      const places = outHeight * outWidth, depth = depthChannels * kernelY * kernelX, rows = filters / groups;
      return made([1, filters, outHeight, outWidth], out => {
        const patches = borrowed(0, places * depth), data = x.data;
        for (let group = 0; group < groups; group++) {
          // The samples under the kernel at each place, one place after the other.
          for (let outY = 0; outY < outHeight; outY++) {
            for (let outX = 0; outX < outWidth; outX++) {
              let target = (outY * outWidth + outX) * depth;
              const firstY = outY * strideY - above, firstX = outX * strideX - left;
              for (let channel = 0; channel < depthChannels; channel++) {
                const plane = (group * depthChannels + channel) * height;
                for (let ky = 0; ky < kernelY; ky++) {
                  const y = firstY + ky * dilationY;
                  const isInside = y >= 0 && y < height, line = (plane + y) * width;
                  for (let kx = 0; kx < kernelX; kx++) {
                    const at = firstX + kx * dilationX;
                    patches[target++] = isInside && at >= 0 && at < width ? data[line + at] : 0;
                  }
                }
              }
            }
          }
          multiply(
            weight.data, group * rows * depth, rows, depth, patches, places, bias && bias.data, group * rows,
            out, group * rows * places);
        }
      });
    };

    operators.ConvTranspose = (node, [x, weight, bias]) => {
      const [, channels, height, width] = x.dims, [, filters, kernelY, kernelX] = weight.dims;
      const [strideY, strideX] = node.strides, [dilationY, dilationX] = node.dilations;
      const [above, left, below, right] = node.pads, groups = node.group;
      const [moreY, moreX] = node.output_padding || [0, 0];
      const outHeight = (height - 1) * strideY - above - below + dilationY * (kernelY - 1) + moreY + 1;
      const outWidth = (width - 1) * strideX - left - right + dilationX * (kernelX - 1) + moreX + 1;
      const places = height * width, depth = channels / groups, rows = filters * kernelY * kernelX;
      // The weights of each group with the samples' channels innermost.
      const turned = new Float32Array(weight.data.length);
      for (let group = 0; group < groups; group++) {
        for (let channel = 0; channel < depth; channel++) {
          for (let row = 0; row < rows; row++) {
            turned[(group * rows + row) * depth + channel] = weight.data[(group * depth + channel) * rows + row];
          }
        }
      }
      return made([1, filters * groups, outHeight, outWidth], out => {
        const columns = borrowed(0, places * depth), spread = borrowed(1, rows * places), data = x.data;
        const area = outHeight * outWidth;
        for (let channel = 0; channel < filters * groups; channel++) {
          out.fill(bias ? bias.data[channel] : 0, channel * area, (channel + 1) * area);
        }
        for (let group = 0; group < groups; group++) {
          for (let channel = 0; channel < depth; channel++) {
            const plane = (group * depth + channel) * places;
            for (let place = 0; place < places; place++) columns[place * depth + channel] = data[plane + place];
          }
          multiply(turned, group * rows * depth, rows, depth, columns, places, null, 0, spread, 0);
          let source = 0;
          for (let filter = 0; filter < filters; filter++) {
            const plane = (group * filters + filter) * outHeight;
            for (let ky = 0; ky < kernelY; ky++) {
              for (let kx = 0; kx < kernelX; kx++) {
                for (let inY = 0; inY < height; inY++) {
                  const y = inY * strideY - above + ky * dilationY;
                  if (y < 0 || y >= outHeight) { source += width; continue; }
                  const line = (plane + y) * outWidth;
                  for (let inX = 0; inX < width; inX++, source++) {
                    const at = inX * strideX - left + kx * dilationX;
                    if (at >= 0 && at < outWidth) out[line + at] += spread[source];
                  }
                }
              }
            }
          }
        }
      });
    };
    """#
}
