// The noise against the exact distribution: chi-square, 10^6 draws, with HUB_LONG=1 10^7. A sampler with the
// usual mistake, zero twice as likely, must fail the same test.
#include <math.h>

#include "counts/box.h"

enum { DRAWS = 1000 * 1000, DRAWS_LONG = 10 * 1000 * 1000, SIDE = 60, BINS = 2 * SIDE + 3 };

static int64_t
broken(struct noise *noise, uint32_t num, uint32_t den)
{
    int64_t k = noise_laplace(noise, num, den);
    return k == 1 ? 0 : k;
}

// Bins: below -side, -side..side, above; of all draws the part that is expected there.
static double
expected(int k, int side, double p)
{
    double tail = pow(p, side + 1) / (1 + p);
    return k < -side || k > side ? tail : (1 - p) / (1 + p) * pow(p, abs(k));
}

// Chi-square over its degrees of freedom, as a number of standard deviations.
static double
distance(int64_t (*draw)(struct noise *noise, uint32_t num, uint32_t den), uint32_t num,
    uint32_t den, int draws)
{
    struct noise noise = {.left = 0};
    double p = exp(-(double)num / den);
    int side = 0;
    while (side < SIDE && expected(side + 1, SIDE + 2, p) * draws > 20) {
        side++;
    }
    double bins[BINS] = {0};
    for (int i = 0; i < draws; i++) {
        int64_t k = draw(&noise, num, den);
        k = k < -side ? -side - 1 : k > side ? side + 1 : k;
        bins[k + side + 1] += 1;
    }
    double chi = 0;
    for (int k = -side - 1; k <= side + 1; k++) {
        double e = expected(k, side, p) * draws;
        double d = bins[k + side + 1] - e;
        chi += d * d / e;
    }
    int freedom = 2 * side + 2;
    printf("exp(-|k| %u/%u), %d draws: chi-square %.1f on %d degrees\n", num, den, draws, chi,
        freedom);
    return (chi - freedom) / sqrt(2.0 * freedom);
}

static int
draws(void)
{
    return getenv("HUB_LONG") ? DRAWS_LONG : DRAWS;
}

static void
test_exact_distribution(void **state)
{
    static const uint32_t fractions[][2] = {{1, 5}, {1, 1}, {2, 7}, {3, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++) {
        int n = i == 0 ? draws() : DRAWS / 5;
        // Beyond 5 by chance once in a million runs.
        assert_true(fabs(distance(noise_laplace, fractions[i][0], fractions[i][1], n)) < 5.5);
    }
}

static void
test_sees_a_broken_sampler(void **state)
{
    (void)state;
    assert_true(distance(broken, 1, 5, DRAWS / 10) > 100);
}

static void
test_extremes(void **state)
{
    struct noise noise = {.left = 0};
    (void)state;
    for (int i = 0; i < 1000; i++) { // no overflow, no endless loop
        int64_t wide = noise_laplace(&noise, 1, 1000 * 1000);
        int64_t narrow = noise_laplace(&noise, 1000 * 1000, 1);
        assert_true(wide > -INT64_C(100) * 1000 * 1000 && wide < INT64_C(100) * 1000 * 1000);
        assert_true(narrow == 0);
    }
}

static void
test_ends_without_a_trace(void **state)
{
    static const struct noise none;
    struct noise noise = {.left = 0};
    (void)state;
    noise_laplace(&noise, 1, 5);
    assert_memory_not_equal(&noise, &none, sizeof noise);
    noise_end(&noise);
    assert_memory_equal(&noise, &none, sizeof noise);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_distribution),
        cmocka_unit_test(test_sees_a_broken_sampler),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_ends_without_a_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
