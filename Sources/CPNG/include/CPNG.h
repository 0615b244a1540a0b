#pragma once
// What Swift cannot do with libpng itself: its errors jump over the functions that called it.

#include <png.h>

/// A PNG file that is decoded from memory: where its bytes lie, and what came of it.
struct png_reading {
  /// The bytes of the file, and how many there are.
  const unsigned char *bytes;
  size_t count;
  /// Says before every piece of the file whether to go on, with its owner.
  int (*go_on)(void *owner);
  void *owner;
  /// The size in pixels.
  unsigned width, height;
  /// The samples of a pixel, each a byte: grey, grey and opacity, red, green and blue, or these and opacity.
  int channels;
  /// Why it failed, in libpng's words.
  char message[160];
  // libpng's own.
  png_structp png;
  png_infop info;
  size_t place;
};

/// Reads what stands before the pixels, up to the size; 0 where it fails. To be ended in any case.
int png_reading_begin(struct png_reading *reading);

/// Makes room for a row, as wide as the file says, and says how many channels it has; 0 where it fails.
int png_reading_prepare(struct png_reading *reading);

/// Reads the pixels, `height` rows of `width * channels` bytes, and the rest of the file; 0 where it fails.
int png_reading_finish(struct png_reading *reading, unsigned char *pixels);

/// Gives back what the reading holds.
void png_reading_end(struct png_reading *reading);
