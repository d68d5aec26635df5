#include "bundle/bundle.h"

#include <sodium.h>
#include <string.h>

#include "bundle/internal.h"

void
bundle_ready(void)
{
    ASSERT(sodium_init() >= 0);
}

void
bundle_hex(const unsigned char bytes[32], char hex[65])
{
    sodium_bin2hex(hex, 65, bytes, 32);
}

static int
nibble(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
bundle_unhex(const char *hex, unsigned char bytes[32])
{
    if (strnlen(hex, 65) != 64) {
        return false;
    }
    for (size_t i = 0; i < 32; i++) {
        int high = nibble(hex[2 * i]);
        int low = nibble(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

struct bundle_hash
bundle_hash(const void *data, size_t len)
{
    struct bundle_hash hash;
    bundle_ready();
    crypto_generichash(hash.bytes, sizeof hash.bytes, data, len, NULL, 0);
    return hash;
}
