/// ONNX's operators as the browser computes them, for one sample at a time.
enum OperatorScript {
  /// JavaScript; what an operator makes has `dims`, and either `run`, which fills the array that it gets, or `data`.
  static let text = #"""
    const operators = {};

    const product = numbers => numbers.reduce((all, number) => all * number, 1);
    const made = (dims, run) => ({ dims, run });

    // Number by number.

    function pointwise(x, f) {
      return made(x.dims, out => {
        const data = x.data;
        for (let i = 0; i < out.length; i++) out[i] = f(data[i]);
      });
    }

    // Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.28; off by 3e-7 at most, and quick.
    function erf(x) {
      const a = x < 0 ? -x : x;
      const sum = (((((0.0000430638 * a + 0.0002765672) * a + 0.0001520143) * a + 0.0092705272) * a + 0.0422820123) * a
        + 0.0705230784) * a + 1;
      const second = sum * sum, fourth = second * second, eighth = fourth * fourth, value = 1 - 1 / (eighth * eighth);
      return x < 0 ? -value : value;
    }

    operators.Relu = (node, [x]) => pointwise(x, v => v > 0 ? v : 0);
    operators.LeakyRelu = (node, [x]) => pointwise(x, v => v > 0 ? v : node.alpha * v);
    operators.Elu = (node, [x]) => pointwise(x, v => v > 0 ? v : node.alpha * Math.expm1(v));
    operators.Erf = (node, [x]) => pointwise(x, erf);
    operators.Sigmoid = (node, [x]) => pointwise(x, v => 1 / (1 + Math.exp(-v)));
    operators.Softplus = (node, [x]) => pointwise(x, v => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
    operators.Tanh = (node, [x]) => pointwise(x, Math.tanh);

    // Several inputs, whose sides of 1 are stretched to the others'.

    function stretched(inputs, f) {
      const rank = Math.max(...inputs.map(input => input.dims.length));
      const padded = inputs.map(input => Array(rank - input.dims.length).fill(1).concat(input.dims));
      const dims = padded[0].map((_, axis) => Math.max(...padded.map(sides => sides[axis])));
      const isWhole = sides => sides.every((side, axis) => side === dims[axis]);
      const places = padded.map(sides => isWhole(sides) ? null : indices(dims, sides));
      const [a, b, c] = inputs, [p, q, r] = places;
      return made(dims, out => {
        for (let i = 0; i < out.length; i++) {
          out[i] = f(a.data[p ? p[i] : i], b.data[q ? q[i] : i], c ? c.data[r ? r[i] : i] : 0);
        }
      });
    }

    // Where each number of the larger sides lies among the smaller ones.
    function indices(dims, sides) {
      const found = new Int32Array(product(dims));
      for (let i = 0; i < found.length; i++) {
        let rest = i, place = 0, step = 1;
        for (let axis = dims.length - 1; axis >= 0; axis--) {
          const at = rest % dims[axis];
          rest = (rest - at) / dims[axis];
          if (sides[axis] > 1) place += at * step;
          step *= sides[axis];
        }
        found[i] = place;
      }
      return found;
    }

    operators.Add = (node, inputs) => stretched(inputs, (a, b) => a + b);
    operators.Mul = (node, inputs) => stretched(inputs, (a, b) => a * b);
    operators.Div = (node, inputs) => stretched(inputs, (a, b) => a / b);
    operators.Greater = (node, inputs) => stretched(inputs, (a, b) => a > b ? 1 : 0);
    operators.Where = (node, inputs) => stretched(inputs, (condition, a, b) => condition ? a : b);
    operators.PRelu = (node, inputs) => stretched(inputs, (x, slope) => x > 0 ? x : slope * x);

    // The same numbers in another shape.

    operators.Identity = (node, [x]) => x;
    operators.Flatten = (node, [x]) => ({ ...x, dims: [1, product(x.dims)] });
    operators.Reshape = (node, [x, shape]) => {
      const dims = Array.from(shape.data, (side, axis) => side === 0 ? x.dims[axis] : side);
      const open = dims.indexOf(-1);
      if (open >= 0) dims[open] = product(x.dims) / -product(dims);
      return { ...x, dims };
    };

    // Numbers from other places; from a place below zero comes a zero.

    function picked(x, dims, place) {
      const places = new Int32Array(product(dims)).map((_, i) => place(i));
      return made(dims, out => {
        const data = x.data;
        for (let i = 0; i < out.length; i++) out[i] = places[i] < 0 ? 0 : data[places[i]];
      });
    }

    operators.Gather = (node, [x, chosen]) => {
      const axis = node.axis, side = x.dims[axis], inner = product(x.dims.slice(axis + 1)), count = chosen.data.length;
      const dims = [...x.dims.slice(0, axis), ...chosen.dims, ...x.dims.slice(axis + 1)];
      return picked(x, dims, i => {
        const before = Math.floor(i / (count * inner)), at = Math.floor(i / inner) % count;
        return (before * side + chosen.data[at]) * inner + i % inner;
      });
    };
    operators.Slice = (node, [x, start, end]) => {
      const first = start.data[0], length = Math.min(end.data[0], x.dims[1]) - first;
      return picked(x, [1, length, ...x.dims.slice(2)], i => first * product(x.dims.slice(2)) + i);
    };
    operators.DepthToSpace = (node, [x]) => {
      const block = node.blocksize, [, channels, height, width] = x.dims;
      return picked(x, [1, channels / (block * block), height * block, width * block], i => {
        const column = i % (width * block), line = Math.floor(i / (width * block));
        const row = line % (height * block), channel = Math.floor(line / (height * block));
        const from = (channel * block + row % block) * block + column % block;
        return (from * height + Math.floor(row / block)) * width + Math.floor(column / block);
      });
    };
    operators.Pad = (node, [x, pads]) => {
      const [, channels, height, width] = x.dims;
      const [, , above, left, , , below, right] = pads.data, mode = node.mode || "constant";
      const outHeight = height + above + below, outWidth = width + left + right;
      const inside = (place, side) => {
        if (place >= 0 && place < side) return place;
        if (mode === "edge") return place < 0 ? 0 : side - 1;
        if (mode === "reflect") return place < 0 ? -place : 2 * side - 2 - place;
        return -1;
      };
      return picked(x, [1, channels, outHeight, outWidth], i => {
        const line = Math.floor(i / outWidth), channel = Math.floor(line / outHeight);
        const row = inside(line % outHeight - above, height), column = inside(i % outWidth - left, width);
        return row < 0 || column < 0 ? -1 : (channel * height + row) * width + column;
      });
    };

    // Means, maxima and norms.

    operators.ReduceSum = (node, [x, axes]) => {
      const axis = axes.data[0], side = x.dims[axis], inner = product(x.dims.slice(axis + 1));
      return made(x.dims.filter((_, each) => each !== axis), out => {
        const data = x.data;
        for (let i = 0; i < out.length; i++) {
          const before = Math.floor(i / inner);
          let sum = 0;
          for (let k = 0; k < side; k++) sum += data[(before * side + k) * inner + i % inner];
          out[i] = sum;
        }
      });
    };

    function pooled(node, x, begin, take, finish) {
      const [, channels, height, width] = x.dims;
      const [kernelY, kernelX] = node.kernel_shape, [strideY, strideX] = node.strides;
      const [above, left, below, right] = node.pads || [0, 0, 0, 0];
      const outHeight = Math.floor((height + above + below - kernelY) / strideY) + 1;
      const outWidth = Math.floor((width + left + right - kernelX) / strideX) + 1;
      return made([1, channels, outHeight, outWidth], out => {
        let target = 0;
        for (let channel = 0; channel < channels; channel++) {
          for (let outY = 0; outY < outHeight; outY++) {
            for (let outX = 0; outX < outWidth; outX++) {
              const firstY = outY * strideY - above, firstX = outX * strideX - left;
              let value = begin, count = 0;
              for (let y = Math.max(firstY, 0); y < Math.min(firstY + kernelY, height); y++) {
                for (let at = Math.max(firstX, 0); at < Math.min(firstX + kernelX, width); at++) {
                  value = take(value, x.data[(channel * height + y) * width + at]);
                  count++;
                }
              }
              out[target++] = finish(value, count, kernelY * kernelX);
            }
          }
        }
      });
    }

    operators.MaxPool = (node, [x]) => pooled(node, x, -Infinity, Math.max, value => value);
    operators.AveragePool = (node, [x]) => pooled(
      node, x, 0, (sum, value) => sum + value,
      (sum, count, all) => sum / (node.count_include_pad ? all : count));
    operators.GlobalAveragePool = (node, [x]) => pooled(
      { kernel_shape: x.dims.slice(2), strides: [1, 1] }, x, 0, (sum, value) => sum + value,
      (sum, count) => sum / count);

    operators.BatchNormalization = (node, [x, weight, bias, mean, variance]) => {
      const channels = x.dims[1], area = product(x.dims.slice(2));
      return made(x.dims, out => {
        for (let channel = 0; channel < channels; channel++) {
          const scale = weight.data[channel] / Math.sqrt(variance.data[channel] + node.epsilon);
          const shift = bias.data[channel] - mean.data[channel] * scale;
          for (let i = channel * area; i < (channel + 1) * area; i++) out[i] = x.data[i] * scale + shift;
        }
      });
    };
    operators.InstanceNormalization = (node, [x, weight, bias]) => {
      const groups = x.dims[1], area = product(x.dims.slice(2));
      return made(x.dims, out => {
        for (let group = 0; group < groups; group++) {
          const first = group * area, end = first + area;
          let sum = 0, squares = 0;
          for (let i = first; i < end; i++) sum += x.data[i];
          const mean = sum / area;
          for (let i = first; i < end; i++) squares += (x.data[i] - mean) ** 2;
          const scale = weight.data[group] / Math.sqrt(squares / area + node.epsilon);
          for (let i = first; i < end; i++) out[i] = (x.data[i] - mean) * scale + bias.data[group];
        }
      });
    };
    operators.Softmax = (node, [x]) => {
      const channels = x.dims[1], area = product(x.dims.slice(2));
      return made(x.dims, out => {
        for (let place = 0; place < area; place++) {
          let most = -Infinity, sum = 0;
          for (let c = 0; c < channels; c++) most = Math.max(most, x.data[c * area + place]);
          for (let c = 0; c < channels; c++) sum += out[c * area + place] = Math.exp(x.data[c * area + place] - most);
          for (let c = 0; c < channels; c++) out[c * area + place] /= sum;
        }
      });
    };

    operators.Resize = (node, [x, , scales]) => {
      const [, channels, height, width] = x.dims, [scaleY, scaleX] = [scales.data[2], scales.data[3]];
      const outHeight = Math.floor(height * scaleY), outWidth = Math.floor(width * scaleX);
      if (node.mode === "nearest") {
        return picked(x, [1, channels, outHeight, outWidth], i => {
          const line = Math.floor(i / outWidth), channel = Math.floor(line / outHeight);
          const row = Math.floor(line % outHeight / scaleY), column = Math.floor(i % outWidth / scaleX);
          return (channel * height + row) * width + column;
        });
      }
      // Between the centres of pixels, and beyond the outer ones as they are.
      const taps = (count, scale, side) => Array.from({ length: count }, (_, i) => {
        const place = Math.min(Math.max((i + 0.5) / scale - 0.5, 0), side - 1), first = Math.floor(place);
        return [first, Math.min(first + 1, side - 1), place - first];
      });
      const rows = taps(outHeight, scaleY, height), columns = taps(outWidth, scaleX, width);
      return made([1, channels, outHeight, outWidth], out => {
        const data = x.data;
        let target = 0;
        for (let channel = 0; channel < channels; channel++) {
          for (const [top, bottom, down] of rows) {
            const above = (channel * height + top) * width, below = (channel * height + bottom) * width;
            for (const [left, right, over] of columns) {
              const upper = data[above + left] + (data[above + right] - data[above + left]) * over;
              const lower = data[below + left] + (data[below + right] - data[below + left]) * over;
              out[target++] = upper + (lower - upper) * down;
            }
          }
        }
      });
    };
    """#
}
