#ifdef __OPENCL_VERSION__
#define KERNEL(name) __kernel __attribute__((reqd_work_group_size(64, 1, 1))) void name
#define FUNCTION
#define MEMORY __global
#define SHARED __local
#define WAIT barrier(CLK_LOCAL_MEM_FENCE)
#define ITEM ((int)get_local_id(0))
#define GROUP(axis) ((int)get_group_id(axis))
#define GROUPS ((int)get_num_groups(0))
#define EXP(x) exp(x)
#define EXPM1(x) expm1(x)
#define LOG(x) log(x)
#define LOG1P(x) log1p(x)
#define ERF(x) erf(x)
#define TANH(x) tanh(x)
#define ROOT(x) sqrt(x)
#define SIZE(x) fabs(x)
#define AT_LEAST(x, y) fmax(x, y)
#define AT_MOST(x, y) fmin(x, y)
#else
#define KERNEL(name) extern "C" __global__ void __launch_bounds__(64) name
#define FUNCTION static __device__
#define MEMORY
#define SHARED __shared__
#define WAIT __syncthreads()
#define ITEM ((int)threadIdx.x)
#define GROUP(axis) ((int)((axis) == 0 ? blockIdx.x : (axis) == 1 ? blockIdx.y : blockIdx.z))
#define GROUPS ((int)gridDim.x)
#define EXP(x) expf(x)
#define EXPM1(x) expm1f(x)
#define LOG(x) logf(x)
#define LOG1P(x) log1pf(x)
#define ERF(x) erff(x)
#define TANH(x) tanhf(x)
#define ROOT(x) sqrtf(x)
#define SIZE(x) fabsf(x)
#define AT_LEAST(x, y) fmaxf(x, y)
#define AT_MOST(x, y) fminf(x, y)
#endif

typedef struct {
  int images, inputs, inputHeight, inputWidth, outputs, outputHeight, outputWidth;
  int kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX, dilationY, dilationX, groups;
} Convolution;

// Leaves in shared[0] the sum of the 64 numbers of a group.
#define SUM_OF_GROUP(shared, value) \
  do { \
    shared[ITEM] = value; \
    WAIT; \
    for (int reach = 32; reach > 0; reach /= 2) { \
      if (ITEM < reach) shared[ITEM] += shared[ITEM + reach]; \
      WAIT; \
    } \
  } while (0)

KERNEL(gather)(Convolution s, MEMORY const float *weights, int weightPlace, int biasPlace, MEMORY const float *images, MEMORY float *result, int rectifies) {
  SHARED float left[16][33];
  SHARED float right[16][33];
  const int inputs = s.inputs / s.groups, rows = s.outputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
  const int pixels = s.outputHeight * s.outputWidth, columns = s.images * pixels;
  const int begin = 0, end = inputs * taps, group = GROUP(2);
  const int firstColumn = GROUP(0) * 32, firstRow = GROUP(1) * 32;
  float sums[4][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
  for (int depth = begin; depth < end; depth += 16) {
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place % 16, row = firstRow + place / 16;
      float value = 0;
      if (inner < end && row < rows) {
        value = weights[weightPlace + (group * rows + row) * end + inner];
      }
      left[place % 16][place / 16] = value;
    }
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place / 32, column = firstColumn + place % 32;
      float value = 0;
      if (inner < end && column < columns) {
        const int image = column / pixels, pixel = column % pixels;
        const int channel = inner / taps, tap = inner % taps;
      const int y = pixel / s.outputWidth * s.strideY - s.paddingY + tap / s.kernelWidth * s.dilationY;
      const int x = pixel % s.outputWidth * s.strideX - s.paddingX + tap % s.kernelWidth * s.dilationX;
      if (y >= 0 && y < s.inputHeight && x >= 0 && x < s.inputWidth)
        value = images[((image * s.inputs + group * inputs + channel) * s.inputHeight + y) * s.inputWidth + x];
      }
      right[place / 32][place % 32] = value;
    }
    WAIT;
    for (int inner = 0; inner < 16; inner++) {
      for (int i = 0; i < 4; i++) {
        const float factor = left[inner][ITEM / 8 + 8 * i];
        for (int j = 0; j < 4; j++) sums[i][j] += factor * right[inner][ITEM % 8 + 8 * j];
      }
    }
    WAIT;
  }
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      const int row = firstRow + ITEM / 8 + 8 * i, column = firstColumn + ITEM % 8 + 8 * j;
      if (row < rows && column < columns) {
        const float sum = sums[i][j];
        const int image = column / pixels, pixel = column % pixels;
        const int channel = group * rows + row;
      const float shifted = biasPlace < 0 ? sum : sum + weights[biasPlace + channel];
      result[(image * s.outputs + channel) * pixels + pixel] = rectifies && shifted < 0 ? 0 : shifted;
      }
    }
  }
}

KERNEL(scatter)(Convolution s, MEMORY const float *weights, int weightPlace, int biasPlace, MEMORY const float *maps, MEMORY float *result, int rectifies) {
  SHARED float left[16][33];
  SHARED float right[16][33];
  const int outputs = s.outputs / s.groups, rows = s.inputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
  const int pixels = s.inputHeight * s.inputWidth, columns = s.images * pixels;
  const int begin = 0, end = outputs * taps, group = GROUP(2);
  const int firstColumn = GROUP(0) * 32, firstRow = GROUP(1) * 32;
  float sums[4][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
  for (int depth = begin; depth < end; depth += 16) {
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place % 16, row = firstRow + place / 16;
      float value = 0;
      if (inner < end && row < rows) {
        const int channel = group * outputs + inner / taps;
      value = weights[weightPlace + (channel * rows + row) * taps + inner % taps];
      }
      left[place % 16][place / 16] = value;
    }
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place / 32, column = firstColumn + place % 32;
      float value = 0;
      if (inner < end && column < columns) {
        const int image = column / pixels, pixel = column % pixels;
        const int channel = group * outputs + inner / taps, tap = inner % taps;
      const int below = pixel / s.inputWidth + s.paddingY - tap / s.kernelWidth * s.dilationY;
      const int right = pixel % s.inputWidth + s.paddingX - tap % s.kernelWidth * s.dilationX;
      const int y = below / s.strideY, x = right / s.strideX;
      if (below >= 0 && right >= 0 && y * s.strideY == below && x * s.strideX == right && y < s.outputHeight
          && x < s.outputWidth)
        value = maps[((image * s.outputs + channel) * s.outputHeight + y) * s.outputWidth + x];
      }
      right[place / 32][place % 32] = value;
    }
    WAIT;
    for (int inner = 0; inner < 16; inner++) {
      for (int i = 0; i < 4; i++) {
        const float factor = left[inner][ITEM / 8 + 8 * i];
        for (int j = 0; j < 4; j++) sums[i][j] += factor * right[inner][ITEM % 8 + 8 * j];
      }
    }
    WAIT;
  }
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      const int row = firstRow + ITEM / 8 + 8 * i, column = firstColumn + ITEM % 8 + 8 * j;
      if (row < rows && column < columns) {
        const float sum = sums[i][j];
        const int image = column / pixels, pixel = column % pixels;
        const int channel = group * rows + row;
      const float shifted = biasPlace < 0 ? sum : sum + weights[biasPlace + channel];
      result[(image * s.inputs + channel) * pixels + pixel] = rectifies && shifted < 0 ? 0 : shifted;
      }
    }
  }
}

KERNEL(weight_gradient)(Convolution s, MEMORY const float *images, MEMORY const float *maps, MEMORY float *result, int resultPlace, int parts, int length) {
  SHARED float left[16][33];
  SHARED float right[16][33];
  const int inputs = s.inputs / s.groups, rows = s.outputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
  const int pixels = s.outputHeight * s.outputWidth, columns = inputs * taps, all = s.images * pixels;
  const int group = GROUP(2) / parts, part = GROUP(2) % parts;
  const int begin = part * length, end = all < begin + length ? all : begin + length;
  const int firstColumn = GROUP(0) * 32, firstRow = GROUP(1) * 32;
  float sums[4][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
  for (int depth = begin; depth < end; depth += 16) {
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place % 16, row = firstRow + place / 16;
      float value = 0;
      if (inner < end && row < rows) {
        const int image = inner / pixels, pixel = inner % pixels;
      value = maps[(image * s.outputs + group * rows + row) * pixels + pixel];
      }
      left[place % 16][place / 16] = value;
    }
    for (int place = ITEM; place < 16 * 32; place += 64) {
      const int inner = depth + place / 32, column = firstColumn + place % 32;
      float value = 0;
      if (inner < end && column < columns) {
        const int channel = column / taps, tap = column % taps;
        const int image = inner / pixels, pixel = inner % pixels;
      const int y = pixel / s.outputWidth * s.strideY - s.paddingY + tap / s.kernelWidth * s.dilationY;
      const int x = pixel % s.outputWidth * s.strideX - s.paddingX + tap % s.kernelWidth * s.dilationX;
      if (y >= 0 && y < s.inputHeight && x >= 0 && x < s.inputWidth)
        value = images[((image * s.inputs + group * inputs + channel) * s.inputHeight + y) * s.inputWidth + x];
      }
      right[place / 32][place % 32] = value;
    }
    WAIT;
    for (int inner = 0; inner < 16; inner++) {
      for (int i = 0; i < 4; i++) {
        const float factor = left[inner][ITEM / 8 + 8 * i];
        for (int j = 0; j < 4; j++) sums[i][j] += factor * right[inner][ITEM % 8 + 8 * j];
      }
    }
    WAIT;
  }
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      const int row = firstRow + ITEM / 8 + 8 * i, column = firstColumn + ITEM % 8 + 8 * j;
      if (row < rows && column < columns) {
        const float sum = sums[i][j];
        const int channel = column / taps, tap = column % taps;
        result[resultPlace + part * (s.outputs * columns) + (group * rows + row) * columns + channel * taps + tap] = sum;
      }
    }
  }
}

KERNEL(add_parts)(MEMORY const float *parts, int count, int weights, MEMORY float *result, int place) {
  const int weight = GROUP(0) * 64 + ITEM;
  if (weight >= weights) return;
  float sum = 0;
  for (int part = 0; part < count; part++) sum += parts[part * weights + weight];
  result[place + weight] = sum;
}

KERNEL(bias_gradient)(
    MEMORY const float *gradient, int images, int channels, int pixels, MEMORY float *result, int place) {
  SHARED float shared[64];
  const int channel = GROUP(0), all = images * pixels;
  float sum = 0;
  for (int entry = ITEM; entry < all; entry += 64)
    sum += gradient[(entry / pixels * channels + channel) * pixels + entry % pixels];
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) result[place + channel] = shared[0];
}

FUNCTION float logistic(float x) { return 1.0f / (1.0f + EXP(-x)); }

FUNCTION float normal(float x) { return 0.5f * (1.0f + ERF(x * 0.70710678118654752f)); }

FUNCTION float activated(float x, int kind, float first, float second) {
  switch (kind) {
  case 0: return x < 0 ? 0 : x;
  case 1: return x > 0 ? x : first * x;
  case 2: return x * normal(x);
  case 3: return logistic(x);
  case 4: return TANH(x);
  case 5: return x * logistic(x);
  case 6: return x > 0 ? x : first * EXPM1(x);
  default: return first * x > second ? x : LOG1P(EXP(first * x)) / first;
  }
}

// The slope at what was remembered: the output for a rectifier, a sigmoid and a tangent, the input for the others.
FUNCTION float slope(float x, int kind, float first, float second) {
  switch (kind) {
  case 0: return x > 0 ? 1 : 0;
  case 1: return x > 0 ? 1 : first;
  case 2: return normal(x) + x * 0.39894228040143268f * EXP(-0.5f * x * x);
  case 3: return x * (1 - x);
  case 4: return 1 - x * x;
  case 5: return logistic(x) * (1 + x * (1 - logistic(x)));
  case 6: return x > 0 ? 1 : first * EXP(x);
  default: return first * x > second ? 1 : logistic(first * x);
  }
}

KERNEL(activate)(
    MEMORY const float *values, MEMORY float *result, int count, int kind, float first, float second) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place < count) result[place] = activated(values[place], kind, first, second);
}

KERNEL(activation_gradient)(
    MEMORY const float *remembered, MEMORY const float *gradient, MEMORY float *result, int count, int kind,
    float first, float second) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place < count) result[place] = gradient[place] * slope(remembered[place], kind, first, second);
}

KERNEL(measure_loss)(
    MEMORY const float *predictions, MEMORY const float *targets, MEMORY float *gradients, MEMORY float *sums,
    int count, int kind, float delta, float scale, int adds) {
  SHARED float shared[64];
  float sum = 0;
  for (int place = GROUP(0) * 64 + ITEM; place < count; place += GROUPS * 64) {
    const float p = predictions[place], t = targets[place], d = p - t;
    float loss, gradient;
    switch (kind) {
    case 0:
      loss = d * d;
      gradient = 2 * d;
      break;
    case 1:
      loss = SIZE(d);
      gradient = d > 0 ? 1 : d < 0 ? -1 : 0;
      break;
    case 2:
      loss = SIZE(d) < delta ? 0.5f * d * d : delta * (SIZE(d) - 0.5f * delta);
      gradient = AT_LEAST(-delta, AT_MOST(delta, d));
      break;
    default:
      // The bounds would make a number of what is none.
      loss = (t - 1) * AT_MOST(AT_LEAST(LOG(1 - p), -100.0f), 0.0f) - t * AT_MOST(AT_LEAST(LOG(p), -100.0f), 0.0f);
      if (d != d) loss = d;
      gradient = d / AT_LEAST((1 - p) * p, 1e-12f);
    }
    sum += loss;
    gradients[place] = adds ? gradients[place] + gradient * scale : gradient * scale;
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) sums[GROUP(0)] = shared[0];
}

KERNEL(add_up)(MEMORY const float *sums, int count, MEMORY float *result, int place) {
  SHARED float shared[64];
  float sum = 0;
  for (int entry = ITEM; entry < count; entry += 64) sum += sums[entry];
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) result[place] = shared[0];
}

KERNEL(adam)(
    MEMORY float *weights, MEMORY const float *gradients, MEMORY float *first, MEMORY float *second,
    MEMORY float *greatest, int keepsGreatest, int count, float firstWeight, float secondDecay, float secondWeight,
    float stepSize, float rootCorrection, float epsilon, float decay, float shrinkage) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float p = weights[place], g = gradients[place] + decay * p;
  const float m = first[place] + firstWeight * (g - first[place]);
  float v = secondDecay * second[place] + secondWeight * g * g;
  first[place] = m;
  second[place] = v;
  if (keepsGreatest) {
    v = AT_LEAST(v, greatest[place]);
    greatest[place] = v;
  }
  weights[place] = p * shrinkage - m * stepSize / (ROOT(v) / rootCorrection + epsilon);
}

KERNEL(descent)(
    MEMORY float *weights, MEMORY const float *gradients, MEMORY float *velocities, int hasVelocity, int count,
    float rate, float momentum, int looksAhead, float decay) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float p = weights[place], g = gradients[place] + decay * p;
  float step = g;
  if (hasVelocity) {
    const float velocity = momentum * velocities[place] + g;
    velocities[place] = velocity;
    step = looksAhead ? g + momentum * velocity : velocity;
  }
  weights[place] = p - rate * step;
}

KERNEL(unblock_images)(MEMORY const float *blocks, int images, int channels, int pixels, MEMORY float *result) {
  const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
  if (place >= images * size) return;
  const int image = place / size, channel = place % size / pixels, pixel = place % pixels;
  result[place] = blocks[(image / 16 * size + pixel * channels + channel) * 16 + image % 16];
}

KERNEL(block_images)(MEMORY const float *values, int images, int channels, int pixels, MEMORY float *result) {
  const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
  if (place >= (images + 15) / 16 * 16 * size) return;
  const int entry = place / 16 % size, image = place / 16 / size * 16 + place % 16;
  result[place] =
      image < images ? values[image * size + entry % channels * pixels + entry / channels] : 0;
}

