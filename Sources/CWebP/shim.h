#pragma once
#include <webp/decode.h>
#include <webp/demux.h>

// The functions behind these names take the version of their header, which Swift does not hand over.

/// The options of a decoder of animations, in the usual form.
static inline int webp_animation_options(WebPAnimDecoderOptions *options) {
  return WebPAnimDecoderOptionsInit(options);
}

/// A decoder of the pictures of a file, of which one alone is an animation of one.
static inline WebPAnimDecoder *webp_animation_decoder(const WebPData *data, const WebPAnimDecoderOptions *options) {
  return WebPAnimDecoderNew(data, options);
}
