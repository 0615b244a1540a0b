#ifdef __OPENCL_VERSION__
#define KERNEL(name) __kernel __attribute__((reqd_work_group_size(64, 1, 1))) void name
#define FUNCTION
#define MEMORY __global
#define SHARED __local
#define WAIT barrier(CLK_LOCAL_MEM_FENCE)
#define WAIT_ALL barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
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
#define WAIT_ALL __syncthreads()
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

typedef struct {
  int planes, height, width, rows, columns, kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX;
} Windows;

typedef struct {
  int images, size, units, run, entries, span, period;
} Normalization;

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

KERNEL(add)(
    MEMORY const float *first, MEMORY const float *second, MEMORY float *result, int count, int rectifies) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float sum = first[place] + second[place];
  result[place] = rectifies && sum < 0 ? 0 : sum;
}

KERNEL(multiply)(MEMORY const float *values, float factor, float shift, MEMORY float *result, int count) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place < count) result[place] = values[place] * factor + shift;
}

// A word of the mask has a bit for each of 16 images: of a number in the order of pixels, or of a channel.
KERNEL(mask_numbers)(
    MEMORY const float *values, MEMORY const unsigned short *mask, int images, int channels, int pixels,
    int isOfChannels, float scale, MEMORY float *result) {
  const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
  if (place >= images * size) return;
  const int image = place / size, channel = place % size / pixels;
  const int word = isOfChannels ? image / 16 * channels + channel
                                : image / 16 * size + place % pixels * channels + channel;
  result[place] = values[place] * (mask[word] >> image % 16 & 1 ? scale : 0);
}

KERNEL(softmax)(MEMORY const float *values, int images, int channels, int pixels, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= images * pixels) return;
  const int first = place / pixels * (channels * pixels) + place % pixels;
  float greatest = values[first], sum = 0;
  for (int channel = 1; channel < channels; channel++) {
    const float value = values[first + channel * pixels];
    if (value > greatest) greatest = value;
  }
  for (int channel = 0; channel < channels; channel++) {
    const float share = EXP(values[first + channel * pixels] - greatest);
    result[first + channel * pixels] = share;
    sum += share;
  }
  for (int channel = 0; channel < channels; channel++) result[first + channel * pixels] /= sum;
}

KERNEL(softmax_gradient)(
    MEMORY const float *shares, MEMORY const float *gradient, int images, int channels, int pixels,
    MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= images * pixels) return;
  const int first = place / pixels * (channels * pixels) + place % pixels;
  float sum = 0;
  for (int channel = 0; channel < channels; channel++)
    sum += shares[first + channel * pixels] * gradient[first + channel * pixels];
  for (int channel = 0; channel < channels; channel++) {
    const int own = first + channel * pixels;
    result[own] = shares[own] * (gradient[own] - sum);
  }
}

// Multiplies what is given by the slope of its channel where the value is not positive.
KERNEL(bend)(
    MEMORY const float *values, MEMORY const float *given, MEMORY const float *weights, int weight, int slopes,
    int count, int pixels, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float slope = weights[weight + place / pixels % slopes];
  result[place] = values[place] > 0 ? given[place] : slope * given[place];
}

KERNEL(bend_gradient)(
    MEMORY const float *values, MEMORY const float *gradient, int images, int channels, int pixels,
    MEMORY float *result, int first) {
  SHARED float shared[64];
  const int channel = GROUP(0), all = images * pixels;
  float sum = 0;
  for (int entry = ITEM; entry < all; entry += 64) {
    const int place = (entry / pixels * channels + channel) * pixels + entry % pixels;
    if (!(values[place] > 0)) sum += values[place] * gradient[place];
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) result[first + channel] = shared[0];
}

// An entry of a unit: runs of neighbouring numbers, a sample apart.
FUNCTION int entryPlace(Normalization n, int unit, int entry) {
  return entry / n.run * n.size + unit * n.run + entry % n.run;
}

// The number without the mean and by the deviation of its unit.
FUNCTION float normalized(float x, MEMORY const float *own) { return (x - own[0] - own[1]) * own[2]; }

// Of each unit the mean, what that float lacks, the inverse deviation, and the variance.
KERNEL(moments)(Normalization n, MEMORY const float *values, float epsilon, MEMORY float *statistics) {
  SHARED float shared[64];
  const int unit = GROUP(0);
  float sum = 0, rest = 0, square = 0;
  for (int entry = ITEM; entry < n.entries; entry += 64) sum += values[entryPlace(n, unit, entry)];
  SUM_OF_GROUP(shared, sum);
  const float center = shared[0] / n.entries;
  WAIT;
  // Short sums first, so that long ones lose no digits.
  for (int first = ITEM; first < n.entries; first += 64 * 32) {
    float shortRest = 0, shortSquare = 0;
    for (int entry = first; entry < n.entries && entry < first + 64 * 32; entry += 64) {
      const float d = values[entryPlace(n, unit, entry)] - center;
      shortRest += d;
      shortSquare += d * d;
    }
    rest += shortRest;
    square += shortSquare;
  }
  SUM_OF_GROUP(shared, rest);
  rest = shared[0] / n.entries;
  WAIT;
  SUM_OF_GROUP(shared, square);
  if (ITEM > 0) return;
  // Rounding may leave a little less than nothing; what is no number stays none.
  const float found = shared[0] / n.entries - rest * rest, variance = found < 0 ? 0 : found;
  MEMORY float *own = statistics + 4 * unit;
  own[0] = center;
  own[1] = rest;
  own[2] = 1 / ROOT(variance + epsilon);
  own[3] = variance;
}

// Takes a batch into the running values, by a share, or as the next of equal ones where that is negative.
KERNEL(follow_moments)(
    MEMORY const float *statistics, int channels, float unbiased, float share, MEMORY float *state, int means,
    int variances, int batches) {
  const float count = state[batches] + 1, part = share < 0 ? 1 / count : share;
  for (int channel = ITEM; channel < channels; channel += 64) {
    MEMORY const float *own = statistics + 4 * channel;
    state[means + channel] = (1 - part) * state[means + channel] + part * (own[0] + own[1]);
    state[variances + channel] = (1 - part) * state[variances + channel] + part * (own[3] * unbiased);
  }
  WAIT_ALL;
  if (ITEM == 0) state[batches] = count;
}

KERNEL(recall_moments)(
    MEMORY const float *state, int means, int variances, int channels, float epsilon, MEMORY float *statistics) {
  const int channel = GROUP(0) * 64 + ITEM;
  if (channel >= channels) return;
  MEMORY float *own = statistics + 4 * channel;
  own[0] = state[means + channel];
  own[1] = 0;
  own[2] = 1 / ROOT(state[variances + channel] + epsilon);
  own[3] = state[variances + channel];
}

KERNEL(normalize_numbers)(
    Normalization n, MEMORY const float *values, MEMORY const float *statistics, MEMORY const float *weights,
    int weight, int bias, MEMORY float *result, int rectifies) {
  const int place = GROUP(0) * 64 + ITEM, own = place / n.span % n.period;
  if (place >= n.images * n.size) return;
  float value = normalized(values[place], statistics + 4 * (place / n.run % n.units));
  if (weight >= 0) value = value * weights[weight + own] + weights[bias + own];
  result[place] = rectifies && value < 0 ? 0 : value;
}

// Of each unit the means of the gradient, and of it times what was normalised.
KERNEL(normalization_means)(
    Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
    MEMORY const float *weights, int weight, MEMORY float *means) {
  SHARED float shared[64];
  const int unit = GROUP(0);
  float sum = 0, product = 0;
  for (int entry = ITEM; entry < n.entries; entry += 64) {
    const int place = entryPlace(n, unit, entry);
    const float factor = weight < 0 ? 1 : weights[weight + place / n.span % n.period];
    sum += gradient[place] * factor;
    product += gradient[place] * factor * normalized(values[place], statistics + 4 * unit);
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) means[2 * unit] = shared[0] / n.entries;
  WAIT;
  SUM_OF_GROUP(shared, product);
  if (ITEM == 0) means[2 * unit + 1] = shared[0] / n.entries;
}

KERNEL(normalization_gradient)(
    Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
    MEMORY const float *weights, int weight, MEMORY const float *means, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM, unit = place / n.run % n.units;
  if (place >= n.images * n.size) return;
  MEMORY const float *own = statistics + 4 * unit;
  const float factor = weight < 0 ? 1 : weights[weight + place / n.span % n.period];
  result[place] = own[2]
      * (gradient[place] * factor - means[2 * unit] - normalized(values[place], own) * means[2 * unit + 1]);
}

// The gradients of a weight and a bias.
KERNEL(scale_gradient)(
    Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
    MEMORY float *result, int weight, int bias) {
  SHARED float shared[64];
  const int own = GROUP(0), entries = n.images * n.span;
  float sum = 0, product = 0;
  for (int entry = ITEM; entry < entries; entry += 64) {
    const int place = entry / n.span * n.size + own * n.span + entry % n.span;
    sum += gradient[place];
    product += gradient[place] * normalized(values[place], statistics + 4 * (place / n.run % n.units));
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) result[bias + own] = shared[0];
  WAIT;
  SUM_OF_GROUP(shared, product);
  if (ITEM == 0) result[weight + own] = shared[0];
}

// The table holds where the places of each row's sum begin, then of each column's, then the places themselves.
KERNEL(resample)(
    MEMORY const float *values, MEMORY const int *table, MEMORY const float *weights, int planes, int height,
    int width, int rows, int columns, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= planes * rows * columns) return;
  const int y = place / columns % rows, x = place % columns;
  MEMORY const float *plane = values + place / columns / rows * (height * width);
  MEMORY const int *across = table + rows + 1;
  MEMORY const int *places = across + columns + 1;
  float sum = 0;
  for (int row = table[y]; row < table[y + 1]; row++) {
    float part = 0;
    for (int column = across[x]; column < across[x + 1]; column++)
      part += weights[column] * plane[places[row] * width + places[column]];
    sum += weights[row] * part;
  }
  result[place] = sum;
}

KERNEL(shuffle_pixels)(
    MEMORY const float *values, int images, int channels, int height, int width, int factor, int isInverse,
    MEMORY float *result) {
  const int rows = height * factor, columns = width * factor, place = GROUP(0) * 64 + ITEM;
  if (place >= images * channels * rows * columns) return;
  const int x = place % columns, y = place / columns % rows, channel = place / columns / rows;
  const int small =
      (((channel * factor + y % factor) * factor + x % factor) * height + y / factor) * width + x / factor;
  if (isInverse) result[small] = values[place];
  else result[place] = values[small];
}

// The winner is the first of equal numbers in the order of rows; one that is no number wins over all.
KERNEL(greatest)(Windows w, MEMORY const float *values, MEMORY float *result, MEMORY int *winners) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= w.planes * w.rows * w.columns) return;
  const int top = place / w.columns % w.rows * w.strideY - w.paddingY;
  const int left = place % w.columns * w.strideX - w.paddingX;
  MEMORY const float *plane = values + place / w.columns / w.rows * (w.height * w.width);
  float greatest = 0;
  int winner = -1;
  for (int y = top < 0 ? 0 : top; y < top + w.kernelHeight && y < w.height; y++) {
    for (int x = left < 0 ? 0 : left; x < left + w.kernelWidth && x < w.width; x++) {
      const float value = plane[y * w.width + x];
      if (winner < 0 || value > greatest || value != value) {
        greatest = value;
        winner = y * w.width + x;
      }
    }
  }
  result[place] = greatest;
  winners[place] = winner;
}

// Each pixel gets the gradients of the windows that it won, in their order.
KERNEL(greatest_gradient)(
    Windows w, MEMORY const float *gradient, MEMORY const int *winners, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM, pixels = w.height * w.width;
  if (place >= w.planes * pixels) return;
  const int below = place / w.width % w.height + w.paddingY, right = place % w.width + w.paddingX;
  const int first = place / pixels * (w.rows * w.columns);
  float sum = 0;
  for (int row = below < w.kernelHeight ? 0 : (below - w.kernelHeight) / w.strideY + 1;
       row < w.rows && row * w.strideY <= below; row++) {
    for (int column = right < w.kernelWidth ? 0 : (right - w.kernelWidth) / w.strideX + 1;
         column < w.columns && column * w.strideX <= right; column++) {
      const int window = first + row * w.columns + column;
      if (winners[window] == place % pixels) sum += gradient[window];
    }
  }
  result[place] = sum;
}

KERNEL(sample_code)(
    MEMORY const float *heads, MEMORY const float *noise, int draws, int images, int length,
    MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= images * length) return;
  const int mean = place / length * 2 * length + place % length;
  result[place] = draws ? heads[mean] + noise[place] * EXP(heads[mean + length] * 0.5f) : heads[mean];
}

// Of a drawn code, and of the divergence times a scale.
KERNEL(code_gradient)(
    MEMORY const float *heads, MEMORY const float *noise, MEMORY const float *gradient, int images, int length,
    float scale, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= images * length) return;
  const int mean = place / length * 2 * length + place % length;
  const float logVariance = heads[mean + length];
  result[mean] = gradient[place] + scale * heads[mean];
  result[mean + length] = gradient[place] * (noise[place] * EXP(logVariance * 0.5f) * 0.5f)
      + 0.5f * scale * EXPM1(logVariance);
}

// Sums of the divergence from the standard normal distribution.
KERNEL(divergence)(MEMORY const float *heads, int images, int length, MEMORY float *sums) {
  SHARED float shared[64];
  float sum = 0;
  for (int place = GROUP(0) * 64 + ITEM; place < images * length; place += GROUPS * 64) {
    const int own = place / length * 2 * length + place % length;
    const float mean = heads[own], logVariance = heads[own + length];
    sum += 0.5f * (EXPM1(logVariance) - logVariance + mean * mean);
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) sums[GROUP(0)] = shared[0];
}

// The cross-entropy of a prediction between 0 and 1; the bounds would make a number of what is none.
FUNCTION float crossEntropy(float p, float t) {
  const float hit = AT_MOST(AT_LEAST(LOG(p), -100.0f), 0.0f), miss = AT_MOST(AT_LEAST(LOG(1 - p), -100.0f), 0.0f);
  return p - t != p - t ? p - t : (t - 1) * miss - t * hit;
}

KERNEL(measure_loss)(
    MEMORY const float *predictions, MEMORY const float *targets, MEMORY float *gradients, MEMORY float *sums,
    int count, int kind, float delta, float scale, int mode) {
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
      loss = crossEntropy(p, t);
      gradient = d / AT_LEAST((1 - p) * p, 1e-12f);
    }
    sum += loss;
    if (mode > 0) gradients[place] = mode > 1 ? gradients[place] + gradient * scale : gradient * scale;
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

// The sum of every row by itself.
KERNEL(add_rows)(MEMORY const float *sums, int rows, int columns, MEMORY float *result, int place) {
  const int row = GROUP(0) * 64 + ITEM;
  if (row >= rows) return;
  float sum = 0;
  for (int column = 0; column < columns; column++) sum += sums[row * columns + column];
  result[place + row] = sum;
}

// Of each image the sum of squared or absolute errors, or of the cross-entropy of predictions within 0 and 1.
KERNEL(image_errors)(
    MEMORY const float *predictions, MEMORY const float *targets, int size, int kind, MEMORY float *result,
    int place) {
  SHARED float shared[64];
  const int first = GROUP(0) * size;
  float sum = 0;
  for (int entry = ITEM; entry < size; entry += 64) {
    const float p = predictions[first + entry], t = targets[first + entry], d = p - t;
    sum += kind == 0 ? d * d : kind == 1 ? SIZE(d) : crossEntropy(p < 0 ? 0 : p > 1 ? 1 : p, t);
  }
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) result[place + GROUP(0)] = shared[0];
}

// The weights of a Gaussian of standard deviation 1.5, which sum to one.
FUNCTION float windowWeight(int place) {
  switch (place < 5 ? 5 - place : place - 5) {
  case 0: return 0.266011725f;
  case 1: return 0.213005538f;
  case 2: return 0.10936069f;
  case 3: return 0.0360007721f;
  case 4: return 0.00759875814f;
  default: return 0.00102838008f;
  }
}

FUNCTION float underWindow(MEMORY const float *values, int stride) {
  float sum = 0;
  for (int k = 0; k < 11; k++) sum += values[k * stride] * windowWeight(k);
  return sum;
}

// Filters a, b and their squares along the rows: four images a plane.
KERNEL(similarity_rows)(
    MEMORY const float *predictions, MEMORY const float *targets, int planes, int height, int width,
    MEMORY float *rows) {
  const int across = width - 10, map = height * across, place = GROUP(0) * 64 + ITEM;
  if (place >= planes * map) return;
  const int plane = place / map, first = plane * height * width + place % map / across * width + place % across;
  float a = 0, b = 0, squareOfA = 0, squareOfB = 0;
  for (int k = 0; k < 11; k++) {
    const float sum = predictions[first + k] + targets[first + k];
    const float difference = predictions[first + k] - targets[first + k], weight = windowWeight(k);
    a += sum * weight;
    b += difference * weight;
    squareOfA += sum * sum * weight;
    squareOfB += difference * difference * weight;
  }
  MEMORY float *own = rows + plane * 4 * map + place % map;
  own[0] = a;
  own[map] = b;
  own[2 * map] = squareOfA;
  own[3 * map] = squareOfB;
}

// Sums the index over the windows of an image's planes, a group an image and a part; keeps three slopes a window.
KERNEL(similarity_windows)(
    MEMORY const float *rows, int channels, int height, int width, float firstConstant, float secondConstant,
    MEMORY float *slopes, int keepsSlopes, MEMORY float *sums) {
  SHARED float shared[64];
  const int across = width - 10, down = height - 10, map = height * across, windows = down * across;
  float total = 0;
  for (int entry = GROUP(0) * 64 + ITEM; entry < channels * windows; entry += GROUPS * 64) {
    const int plane = GROUP(1) * channels + entry / windows, window = entry % windows;
    MEMORY const float *own = rows + plane * 4 * map + window;
    const float a = underWindow(own, across), b = underWindow(own + map, across);
    const float restOfA = underWindow(own + 2 * map, across) - a * a;
    const float restOfB = underWindow(own + 3 * map, across) - b * b;
    const float varianceOfA = restOfA < 0 ? 0 : restOfA, varianceOfB = restOfB < 0 ? 0 : restOfB;
    const float squareOfA = a * a, squareOfB = b * b;
    const float meanDivisor = 1 / (squareOfA + squareOfB + firstConstant);
    const float varianceDivisor = 1 / (varianceOfA + varianceOfB + secondConstant);
    const float luminance = (squareOfA - squareOfB + firstConstant) * meanDivisor;
    const float structure = (varianceOfA - varianceOfB + secondConstant) * varianceDivisor;
    total += luminance * structure;
    if (keepsSlopes) {
      // By the variances of a and b, then by their squared means; a and b both move as x does.
      const float byVariance = 2 * luminance * varianceDivisor * varianceDivisor;
      const float byVarianceOfA = byVariance * varianceOfB;
      const float byVarianceOfB = -byVariance * (varianceOfA + secondConstant);
      const float bySquare = 2 * structure * meanDivisor * meanDivisor;
      const float bySquareOfA = bySquare * squareOfB, bySquareOfB = -bySquare * (squareOfA + firstConstant);
      MEMORY float *slope = slopes + plane * 3 * windows + window;
      slope[0] = 2 * (a * (bySquareOfA - byVarianceOfA) + b * (bySquareOfB - byVarianceOfB));
      slope[windows] = 2 * byVarianceOfA;
      slope[2 * windows] = 2 * byVarianceOfB;
    }
  }
  SUM_OF_GROUP(shared, total);
  if (ITEM == 0) sums[GROUP(1) * GROUPS + GROUP(0)] = shared[0];
}

// Spreads the slopes of windows down the columns.
KERNEL(similarity_columns)(
    MEMORY const float *slopes, int planes, int height, int width, MEMORY float *spread) {
  const int across = width - 10, down = height - 10, place = GROUP(0) * 64 + ITEM;
  if (place >= planes * 3 * height * across) return;
  const int column = place % across, row = place / across % height, map = place / across / height;
  float sum = 0;
  for (int source = row < 10 ? 0 : row - 10; source <= row && source < down; source++)
    sum += slopes[(map * down + source) * across + column] * windowWeight(row - source);
  spread[place] = sum;
}

// Spreads them along the rows, and takes them together.
KERNEL(similarity_gradient)(
    MEMORY const float *spread, MEMORY const float *predictions, MEMORY const float *targets, int planes,
    int height, int width, float scale, int mode, MEMORY float *gradients) {
  const int across = width - 10, map = height * across, place = GROUP(0) * 64 + ITEM;
  if (place >= planes * height * width) return;
  const int column = place % width, row = place / width % height;
  MEMORY const float *own = spread + place / width / height * 3 * map + row * across;
  float base = 0, sumFactor = 0, differenceFactor = 0;
  for (int source = column < 10 ? 0 : column - 10; source <= column && source < across; source++) {
    const float weight = windowWeight(column - source);
    base += own[source] * weight;
    sumFactor += own[map + source] * weight;
    differenceFactor += own[2 * map + source] * weight;
  }
  const float x = predictions[place], y = targets[place];
  const float slope = base + (x + y) * sumFactor + (x - y) * differenceFactor;
  gradients[place] = mode > 1 ? gradients[place] + slope * scale : slope * scale;
}

KERNEL(sum_of_squares)(MEMORY const float *values, int count, MEMORY float *sums) {
  SHARED float shared[64];
  float sum = 0;
  for (int place = GROUP(0) * 64 + ITEM; place < count; place += GROUPS * 64) sum += values[place] * values[place];
  SUM_OF_GROUP(shared, sum);
  if (ITEM == 0) sums[GROUP(0)] = shared[0];
}

KERNEL(clip_norm)(MEMORY float *values, int count, MEMORY const float *square, int place, float greatest) {
  const int own = GROUP(0) * 64 + ITEM;
  if (own >= count) return;
  const float factor = greatest / (ROOT(square[place]) + 1e-6f);
  if (factor < 1) values[own] *= factor;
}

KERNEL(clip_values)(MEMORY float *values, int count, float bound) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  if (values[place] > bound) values[place] = bound;
  if (values[place] < -bound) values[place] = -bound;
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

KERNEL(root_mean_square)(
    MEMORY float *weights, MEMORY const float *gradients, MEMORY float *squares, MEMORY float *means,
    int hasMeans, MEMORY float *velocities, int hasVelocity, int count, float rate, float smoothing, float weight,
    float momentum, float epsilon, float decay) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float p = weights[place], g = gradients[place] + decay * p;
  float v = smoothing * squares[place] + weight * g * g;
  squares[place] = v;
  if (hasMeans) {
    const float mean = means[place] + weight * (g - means[place]);
    means[place] = mean;
    // Rounding alone can make a variance negative.
    v -= mean * mean;
    if (v < 0) v = 0;
  }
  float step = g / (ROOT(v) + epsilon);
  if (hasVelocity) {
    step += momentum * velocities[place];
    velocities[place] = step;
  }
  weights[place] = p - rate * step;
}

KERNEL(adaptive_descent)(
    MEMORY float *weights, MEMORY const float *gradients, MEMORY float *squares, int count, float rate,
    float epsilon, float decay) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place >= count) return;
  const float p = weights[place], g = gradients[place] + decay * p, sum = squares[place] + g * g;
  squares[place] = sum;
  weights[place] = p - g * rate / (ROOT(sum) + epsilon);
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

KERNEL(decode_bytes)(
    MEMORY const unsigned char *bytes, MEMORY const float *values, int count, MEMORY float *result) {
  const int place = GROUP(0) * 64 + ITEM;
  if (place < count) result[place] = values[bytes[place]];
}

