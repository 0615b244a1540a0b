#pragma once
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <tiffio.h>

/// A TIFF file that is decoded from memory.
struct tiff_reading {
  /// The bytes of the file, how many there are, and the next to be read.
  const unsigned char *bytes;
  toff_t count, place;
  /// Says before every piece of the file whether to go on, with its owner.
  int (*go_on)(void *owner);
  void *owner;
  /// Why it failed, in libtiff's first words.
  char message[160];
};

static inline tsize_t tiff_reading_read(thandle_t handle, tdata_t target, tsize_t count) {
  struct tiff_reading *reading = (struct tiff_reading *)handle;
  toff_t left = reading->place < reading->count ? reading->count - reading->place : 0;
  if (count < 0 || (reading->go_on && !reading->go_on(reading->owner))) return 0;
  if ((toff_t)count > left) count = (tsize_t)left;
  memcpy(target, reading->bytes + reading->place, (size_t)count);
  reading->place += (toff_t)count;
  return count;
}

static inline tsize_t tiff_reading_write(thandle_t handle, tdata_t bytes, tsize_t count) {
  (void)handle; (void)bytes; (void)count;
  return 0;
}

static inline toff_t tiff_reading_seek(thandle_t handle, toff_t offset, int whence) {
  struct tiff_reading *reading = (struct tiff_reading *)handle;
  reading->place = offset + (whence == SEEK_CUR ? reading->place : whence == SEEK_END ? reading->count : 0);
  return reading->place;
}

static inline int tiff_reading_close(thandle_t handle) { (void)handle; return 0; }

static inline toff_t tiff_reading_size(thandle_t handle) { return ((struct tiff_reading *)handle)->count; }

static inline int tiff_reading_error(TIFF *tiff, void *owner, const char *module, const char *format, va_list values) {
  struct tiff_reading *reading = (struct tiff_reading *)owner;
  (void)tiff; (void)module;
  if (!reading->message[0]) vsnprintf(reading->message, sizeof reading->message, format, values);
  return 1;
}

// What libtiff warns of is guessed by it; fields that nobody knows alone are harmless.
static inline int tiff_reading_warning(TIFF *tiff, void *owner, const char *module, const char *format, va_list values) {
  return strstr(format, "nknown field") ? 1 : tiff_reading_error(tiff, owner, module, format, values);
}

/// Opens the file; null where it fails.
static inline TIFF *tiff_reading_open(struct tiff_reading *reading) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetErrorHandlerExtR(options, tiff_reading_error, reading);
  TIFFOpenOptionsSetWarningHandlerExtR(options, tiff_reading_warning, reading);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)1 << 29);
  TIFF *tiff = TIFFClientOpenExt(
    "", "rm", (thandle_t)reading, tiff_reading_read, tiff_reading_write, tiff_reading_seek, tiff_reading_close,
    tiff_reading_size, NULL, NULL, options);
  TIFFOpenOptionsFree(options);
  return tiff;
}

/// A number of the first picture's, or `otherwise` where it has none.
static inline unsigned tiff_number(TIFF *tiff, unsigned tag, unsigned otherwise) {
  uint32_t wide = 0;
  uint16_t narrow = 0;
  switch (tag) {
  case TIFFTAG_IMAGEWIDTH: case TIFFTAG_IMAGELENGTH: return TIFFGetField(tiff, tag, &wide) ? wide : otherwise;
  default: return TIFFGetFieldDefaulted(tiff, tag, &narrow) ? narrow : otherwise;
  }
}

/// The kind of the first extra sample; 0 where there is none, or it says nothing.
static inline unsigned tiff_extra_sample(TIFF *tiff) {
  uint16_t count = 0;
  uint16_t *kinds = NULL;
  return TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) && count > 0 ? kinds[0] : 0;
}

/// Has colours beside their opacity given as they are stored, and not multiplied by it.
static inline void tiff_keep_colours(TIFF *tiff) {
  uint16_t kind = EXTRASAMPLE_UNSPECIFIED;
  TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
}

/// Closes the file.
static inline void tiff_close(TIFF *tiff) { TIFFClose(tiff); }
