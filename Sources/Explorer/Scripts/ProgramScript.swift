/// What runs the graphs that a page holds, and reads its arrays.
enum ProgramScript {
  /// JavaScript; it gives `encode` and `decode`.
  static let text = #"""
    const contents = JSON.parse(document.getElementById("contents").textContent);

    function bytes(id) {
      const text = atob(document.getElementById(id).textContent.trim()), bytes = new Uint8Array(text.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
      return bytes.buffer;
    }

    // Numbers of half precision: a sign, five bits of exponent, ten of fraction (IEEE 754, binary16).
    function halves(buffer, offset, count) {
      const bits = new Uint16Array(buffer, offset, count), numbers = new Float32Array(count);
      for (let i = 0; i < count; i++) {
        const exponent = bits[i] >> 10 & 31, fraction = bits[i] & 1023;
        const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
        numbers[i] = bits[i] & 0x8000 ? -size : size;
      }
      return numbers;
    }

    function read(array, buffer) {
      if (array.values) return Int32Array.from(array.values);
      const { offset, count } = array;
      return array.half ? halves(buffer, offset, count) : new Float32Array(buffer, offset, count);
    }

    // A graph whose memory is laid out once, so that a run allocates nothing; its output is overwritten by the next.
    function program(graph, buffer) {
      const values = graph.arrays.map(array => ({ dims: array.dims, data: read(array, buffer) }));
      const input = { dims: [1, ...graph.input], data: new Float32Array(product(graph.input)) };
      values[graph.arrays.length] = input;
      const steps = [];
      for (const node of graph.nodes) {
        const value = operators[node.type](node, node.inputs.map(place => values[place]));
        if (value.run) {
          const { run, dims } = value, data = new Float32Array(product(dims));
          values[node.output] = { dims, data };
          steps.push(() => run(data));
        } else {
          values[node.output] = { dims: value.dims, data: value.data };
        }
      }
      return numbers => {
        input.data.set(numbers);
        for (const step of steps) step();
        return values[graph.output].data;
      };
    }

    const [runEncoder, runDecoder] = (() => {
      const buffer = bytes("weights");
      return [program(contents.encoder, buffer), program(contents.decoder, buffer)];
    })();

    const [channels, height, width] = contents.shape, area = height * width;

    // The code of a picture whose numbers are from -1 (black) to 1 (white), channel by channel.
    function encode(pixels) {
      return runEncoder(contents.encoder.brightness ? pixels.map(value => (value + 1) / 2) : pixels).slice();
    }

    // The picture of a code, on the same scale.
    function decode(code) {
      const output = runDecoder(code);
      return contents.decoder.brightness ? output.map(value => 2 * value - 1) : output.slice();
    }
    """#
}
