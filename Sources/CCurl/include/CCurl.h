#pragma once
// Libcurl, looked for when a transfer begins: a program that transfers nothing does not load it, nor the many libraries
// that it needs.

#include <stddef.h>

/// A transfer over HTTP, and the functions that are told of it; each returns 0 to go on and anything else to end it.
struct curl_transfer {
  /// The address.
  const char *url;
  /// The bytes to ask for, as in "1000-", or null for all.
  const char *range;
  /// Handed to the functions.
  void *owner;
  /// Takes one line of an answer's head, of any answer on the way.
  int (*take_line)(void *owner, const char *line, size_t length);
  /// Takes bytes of the last answer's body.
  int (*take_bytes)(void *owner, const void *bytes, size_t length);
  /// Says many times a second whether to go on.
  int (*go_on)(void *owner);
};

enum curl_outcome { curl_outcome_done = 0, curl_outcome_failed = 1, curl_outcome_no_library = 2 };

/// Makes the transfer and waits for it; where it fails, `reason` has libcurl's words.
enum curl_outcome curl_transfer_run(const struct curl_transfer *transfer, char *reason, size_t reason_size);
