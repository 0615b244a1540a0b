/// A matrix product in tiles of 32 by 32, whose factors are read from wherever their numbers lie: a kernel's source.
///
/// A group of 64 items makes a tile, and an item 4 by 4 numbers of it; 16 columns of one factor and rows of the other
/// are brought into shared memory at a time. Every sum runs over the depth in its order, so that it has the same bits
/// always.
struct TiledProduct {
  /// The kernel's name, and its parameters.
  let name, parameters: String
  /// Declares `rows`, `columns`, `begin` and `end`, the stretch of the depth that is summed.
  let extents: String
  /// Assigns to `value` the factor at `row` and `inner`.
  let left: String
  /// Declares what the factors of a `column` have in common.
  var columnPlace = ""
  /// Assigns to `value` the factor at `inner` and `column`, where it is not 0.
  let right: String
  /// Takes the `sum` at `row` and `column`.
  let store: String

  /// The shared memory of a group.
  static let sharedBytes = 2 * 16 * 33 * MemoryLayout<Float>.stride
  /// Rows and columns of a tile.
  static let side = 32

  /// The kernel.
  var source: String {
    """
    KERNEL(\(name))(\(parameters)) {
      SHARED float left[16][33];
      SHARED float right[16][33];
      \(extents)
      const int firstColumn = GROUP(0) * 32, firstRow = GROUP(1) * 32;
      float sums[4][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
      for (int depth = begin; depth < end; depth += 16) {
        for (int place = ITEM; place < 16 * 32; place += 64) {
          const int inner = depth + place % 16, row = firstRow + place / 16;
          float value = 0;
          if (inner < end && row < rows) {
            \(left)
          }
          left[place % 16][place / 16] = value;
        }
        for (int place = ITEM; place < 16 * 32; place += 64) {
          const int inner = depth + place / 32, column = firstColumn + place % 32;
          float value = 0;
          if (inner < end && column < columns) {
            \(columnPlace)
            \(right)
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
            \(columnPlace)
            \(store)
          }
        }
      }
    }

    """
  }
}
