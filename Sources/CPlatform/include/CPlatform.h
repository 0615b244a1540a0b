#pragma once
// What Swift cannot import from C as it stands: macros, globals and compiler intrinsics, each as a static inline function.

#include <stdio.h>

/// The standard error stream, which C declares as a mutable global.
static inline FILE *platform_standard_error(void) { return stderr; }
