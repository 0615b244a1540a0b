#pragma once
#include <stddef.h>
#include <stdint.h>

/// Fuzzes as libFuzzer's own main does, which Swift's takes the place of.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *bytes, size_t count));
