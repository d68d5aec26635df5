#pragma once
// What a fuzz target includes: it defines the first of these functions.

#include <stddef.h>
#include <stdint.h>

// Any bytes; returns 0. Aborts, or a sanitizer does, when something is wrong.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

// Optional: libFuzzer calls it, where a target has one, instead of turning bytes itself. Returns the new
// length, at most max_len.
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t len, size_t max_len, unsigned seed);
