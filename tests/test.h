#pragma once
// What every cmocka program includes, in the order cmocka.h needs.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
