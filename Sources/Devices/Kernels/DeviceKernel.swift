/// The kernels, by the names that they have in their source.
enum DeviceKernel: String, CaseIterable, CustomStringConvertible {
  case gather
  case scatter
  case weight_gradient
  case add_parts
  case bias_gradient
  case activate
  case activation_gradient
  case measure_loss
  case add_up
  case image_errors
  case add_rows
  case similarity_rows
  case similarity_windows
  case similarity_columns
  case similarity_gradient
  case sample_code
  case code_gradient
  case divergence
  case adam
  case descent
  case root_mean_square
  case adaptive_descent
  case sum_of_squares
  case clip_norm
  case clip_values
  case moments
  case follow_moments
  case recall_moments
  case normalize_numbers
  case normalization_means
  case normalization_gradient
  case scale_gradient
  case resample
  case shuffle_pixels
  case greatest
  case greatest_gradient
  case softmax
  case softmax_gradient
  case bend
  case bend_gradient
  case add
  case multiply
  case mask_numbers
  case unblock_images
  case block_images
  case decode_bytes

  /// `the kernel gather`.
  var description: String { "the kernel \(rawValue)" }

  /// The source of all of them.
  static let source =
    [
      dialect,
      DeviceConvolution.source,
      DeviceWindows.source,
      DeviceNormalization.source,
      reductions,
      ProductKernels.source,
      BiasKernels.source,
      ActivationKernels.source,
      ElementKernels.source,
      ChannelKernels.source,
      NormalizationKernels.source,
      ResamplingKernels.source,
      WindowKernels.source,
      CodeKernels.source,
      LossKernels.source,
      SimilarityKernels.source,
      ClippingKernels.source,
      OptimizerKernels.source,
      LayoutKernels.source,
    ].joined(separator: "\n")

  /// Macros and functions in which the kernels are written: the common subset of OpenCL C and CUDA C.
  ///
  /// Groups are of 64 work-items in one dimension, `ITEM`, and lie in a grid of three, `GROUP(0)` to `GROUP(2)`.
  private static let dialect = """
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

    """

  /// Sums over the items of a group, in an order that is always the same.
  private static let reductions = """
    // Leaves in shared[0] the sum of the 64 numbers of a group.
    #define SUM_OF_GROUP(shared, value) \\
      do { \\
        shared[ITEM] = value; \\
        WAIT; \\
        for (int reach = 32; reach > 0; reach /= 2) { \\
          if (ITEM < reach) shared[ITEM] += shared[ITEM + reach]; \\
          WAIT; \\
        } \\
      } while (0)

    """
}

extension Device {
  /// The source of all kernels, as the driver compiles it.
  package static var kernelSource: String { DeviceKernel.source }
  /// The names of all kernels.
  package static var kernelNames: [String] { DeviceKernel.allCases.map(\.rawValue) }
}
