// Exact discrete Laplace noise: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential
// Privacy" (2020), Algorithms 1 and 2. Whole numbers only: sampled with doubles, such noise has gaps that give
// the number beneath it away (Mironov 2012; Tor #23061).

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "counts/internal.h"

static uint64_t
word(struct noise *noise)
{
    uint64_t value = 0;
    if (noise->left < sizeof value) {
        ssize_t got;
        do {
            got = getrandom(noise->bytes, sizeof noise->bytes, 0);
        } while (got < 0 && errno == EINTR);
        ASSERT(got == (ssize_t)sizeof noise->bytes); // 256 bytes always come whole
        noise->left = sizeof noise->bytes;
    }
    noise->left -= sizeof value;
    memcpy(&value, noise->bytes + noise->left, sizeof value);
    return value;
}

// 0..limit - 1, all equally likely: what would make some likelier is drawn again.
static uint64_t
below(struct noise *noise, uint64_t limit)
{
    uint64_t uneven = (UINT64_C(0) - limit) % limit; // 2^64 mod limit
    uint64_t value;
    do {
        value = word(noise);
    } while (value < uneven);
    return value % limit;
}

// True with probability exp(-num / den), num <= den (Algorithm 1).
static bool
exp_minus(struct noise *noise, uint64_t num, uint64_t den)
{
    uint64_t k = 1;
    while (below(noise, den * k) < num) {
        k++;
    }
    return k % 2 == 1;
}

int64_t
noise_laplace(struct noise *noise, uint32_t num, uint32_t den)
{
    for (;;) { // Algorithm 2 with t = den, s = num
        uint64_t u = below(noise, den);
        if (!exp_minus(noise, u, den)) {
            continue;
        }
        uint64_t v = 0;
        while (exp_minus(noise, 1, 1)) {
            v++;
        }
        int64_t size = (int64_t)((u + den * v) / num);
        bool negative = below(noise, 2) == 1;
        if (!(negative && size == 0)) { // zero would be twice as likely
            return negative ? -size : size;
        }
    }
}

void
noise_end(struct noise *noise)
{
    explicit_bzero(noise, sizeof *noise);
}
