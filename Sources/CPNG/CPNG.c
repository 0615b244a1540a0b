#include "CPNG.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/// What libpng is given at once: unpacked, it takes little time, however well it was packed.
enum { piece = 1 << 14 };

static void fail(png_structp png, png_const_charp message) {
  struct png_reading *reading = png_get_error_ptr(png);
  strncpy(reading->message, message, sizeof reading->message - 1);
  longjmp(png_jmpbuf(png), 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void give(png_structp png, png_bytep target, size_t count) {
  struct png_reading *reading = png_get_io_ptr(png);
  while (count > 0) {
    size_t part = count < piece ? count : piece;
    if (part > reading->count - reading->place) png_error(png, "the file ends too early");
    if (reading->go_on && !reading->go_on(reading->owner)) png_error(png, "stopped");
    memcpy(target, reading->bytes + reading->place, part);
    reading->place += part;
    target += part;
    count -= part;
  }
}

int png_reading_begin(struct png_reading *reading) {
  reading->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reading, fail, ignore);
  if (!reading->png) return 0;
  reading->info = png_create_info_struct(reading->png);
  if (!reading->info) return 0;
  if (setjmp(png_jmpbuf(reading->png))) return 0;
  png_set_read_fn(reading->png, reading, give);
  // Whoever reads the size decides whether there is room for it.
  png_set_user_limits(reading->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(reading->png, reading->info);
  reading->width = png_get_image_width(reading->png, reading->info);
  reading->height = png_get_image_height(reading->png, reading->info);
  return 1;
}

int png_reading_prepare(struct png_reading *reading) {
  if (setjmp(png_jmpbuf(reading->png))) return 0;
  // Numbers as they are stored: no gamma, no profile. Palettes and single transparent colours are written out, few bits
  // spread over a byte, and sixteen rounded to eight.
  png_set_expand(reading->png);
  png_set_scale_16(reading->png);
  png_set_interlace_handling(reading->png);
  png_read_update_info(reading->png, reading->info);
  reading->channels = png_get_channels(reading->png, reading->info);
  return png_get_bit_depth(reading->png, reading->info) == 8
      && png_get_rowbytes(reading->png, reading->info) == (size_t)reading->width * (size_t)reading->channels;
}

int png_reading_finish(struct png_reading *reading, unsigned char *pixels) {
  png_bytepp rows = malloc(sizeof *rows * reading->height);
  if (!rows) return 0;
  for (unsigned row = 0; row < reading->height; row++) {
    rows[row] = pixels + (size_t)row * reading->width * (size_t)reading->channels;
  }
  if (setjmp(png_jmpbuf(reading->png))) {
    free(rows);
    return 0;
  }
  png_read_image(reading->png, rows);
  png_read_end(reading->png, NULL);
  free(rows);
  return 1;
}

void png_reading_end(struct png_reading *reading) {
  if (reading->png) png_destroy_read_struct(&reading->png, reading->info ? &reading->info : NULL, NULL);
}
