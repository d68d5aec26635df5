#pragma once
// What a fuzz target includes: it defines this one function.

#include <stddef.h>
#include <stdint.h>

// Any bytes; returns 0. Aborts, or a sanitizer does, when something is wrong.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
