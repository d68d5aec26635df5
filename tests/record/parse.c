#include "record/record.h"

#include <stdlib.h>

#include "record/sample.h"

#include "test.h"

static char buffer[RECORD_BYTES_MAX + 256];

static struct record record;

static bool
takes(const void *data, size_t len)
{
    struct err err = {0};
    char *exact = malloc(len + 1); // the sanitizer sees a byte too many
    assert_non_null(exact);
    memcpy(exact, data, len);
    bool ok = record_parse(exact, len, &record, &err);
    free(exact);
    assert_true(ok || err.kind == ERR_FORMAT || err.kind == ERR_LIMIT);
    assert_true(ok || record.cells_count == 0);
    return ok;
}

// Signed by the right key, whatever it says.
static bool
takes_text(const char *text)
{
    size_t len = sample_sign(text, strlen(text), buffer);
    return takes(buffer, len);
}

static void
test_round_trip(void **state)
{
    (void)state;
    sample_record(&record);
    static struct record back;
    struct err err = {0};
    size_t len = 0;
    assert_true(record_write(&record, sample_seed, buffer, sizeof buffer, &len, &err));
    assert_true(record_parse(buffer, len, &back, &err));
    assert_string_equal(back.network, "gt");
    assert_string_equal(back.hub, "ventanilla-1");
    assert_int_equal(back.period.number, 48);
    assert_true(back.epoch == 1 && back.seq == 42);
    assert_int_equal(back.noise_num, 1);
    assert_int_equal(back.noise_den, 5);
    assert_int_equal(back.cells_count, 4);
    for (int i = 0; i < 4; i++) {
        assert_string_equal(back.cells[i].name, record.cells[i].name);
        assert_int_equal(back.cells[i].least, record.cells[i].least);
        assert_int_equal(back.cells[i].most, record.cells[i].most);
    }
}

static void
test_every_bit(void **state)
{
    (void)state;
    struct bundle_key key = bundle_public(sample_seed);
    size_t len = sample_sign(sample_text, sizeof sample_text - 1, buffer);
    for (size_t bit = 0; bit < 8 * len; bit++) {
        buffer[bit / 8] = (char)(buffer[bit / 8] ^ 1 << bit % 8);
        assert_false(takes(buffer, len) && record_verify(buffer, len, &key));
        buffer[bit / 8] = (char)(buffer[bit / 8] ^ 1 << bit % 8);
    }
    assert_true(takes(buffer, len) && record_verify(buffer, len, &key));
}

static void
test_every_cut(void **state)
{
    (void)state;
    size_t len = sample_sign(sample_text, sizeof sample_text - 1, buffer);
    for (size_t i = 0; i < len; i++) {
        assert_false(takes(buffer, i));
        assert_false(takes(buffer + i, len - i) && i > 0);
    }
    buffer[len] = '\n';
    assert_false(takes(buffer, len + 1));
    assert_false(takes(sample_text, sizeof sample_text - 1)); // not signed
}

static void
test_other_key(void **state)
{
    (void)state;
    struct bundle_key other =
        bundle_public((const unsigned char *)"another key, invented, 32 bytes");
    size_t len = sample_sign(sample_text, sizeof sample_text - 1, buffer);
    assert_false(record_verify(buffer, len, &other));
    assert_false(record_verify(buffer, 10, &other));
}

#define HEAD                                                                                       \
    "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1 1\nclock sure\nnoise 1/5\n"       \
    "threshold 10\n"

static void
test_one_text_per_meaning(void **state)
{
    (void)state;
    static const char *const refused[] = {
        HEAD "cell a 031\n",
        HEAD "cell a  31\n",
        HEAD "cell a 31 \n",
        HEAD "cell a 31-31\n",
        HEAD "cell a 31-\n",
        HEAD "cell a -9\n",
        HEAD "cell a +31\n",
        HEAD "cell a\n",
        HEAD "cell a 31\r\n",
        HEAD "cell b 31\ncell a 31\n",
        HEAD "cell a 31\ncell a 31\n",
        HEAD "cell a 1000000000\n",
        HEAD "cell a 99999999999999999999\n",
        HEAD "cell a 4294967327\n",
        HEAD "cell a 5\n",
        HEAD "cell a 1-9\n",
        HEAD "cell a 0\n",
        HEAD "cell a 0-10\n",
        HEAD "\n",
        "\n" HEAD,
        HEAD "more 1\n",
        HEAD "signature 1\n",
        "hub-record-v2\nnetwork gt\n",
        "hub-record-v1 \nnetwork gt\n",
        "hub-record-v1\nhub v\nnetwork gt\nperiod 2026-W48\nbundle 1 1\nclock sure\nnoise 1/5\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W54\nbundle 1 1\nclock sure\nnoise 1/5\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 0 1\nclock sure\nnoise 1/5\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1\nclock sure\nnoise 1/5\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1 1\nclock good\nnoise 1/5\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1 1\nclock sure\nnoise 0/1\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1 1\nclock sure\nnoise 2/10\n"
        "threshold 10\n",
        "hub-record-v1\nnetwork gt\nhub v\nperiod 2026-W48\nbundle 1 1\nclock sure\nnoise 1/5\n"
        "threshold 0\n",
        "",
    };
    assert_true(takes_text(HEAD));
    assert_true(takes_text(HEAD "cell a 31\ncell b 0-9\n"));
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (takes_text(refused[i])) {
            fail_msg("taken: %s", refused[i]);
        }
    }
}

static void
test_nul(void **state)
{
    (void)state;
    static const char text[] = HEAD "cell a\0b 31\n";
    size_t len = sample_sign(text, sizeof text - 1, buffer);
    assert_false(takes(buffer, len));
}

static void
test_limits(void **state)
{
    (void)state;
    struct err err = {0};
    static char text[RECORD_BYTES_MAX];
    size_t len = (size_t)snprintf(text, sizeof text, HEAD);
    for (int i = 0; i < RECORD_CELLS_MAX; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, "cell c%03d 10\n", i);
    }
    assert_true(takes_text(text));
    snprintf(text + len, sizeof text - len, "cell d 10\n");
    assert_false(takes_text(text));
    memset(buffer, 'a', sizeof buffer);
    assert_false(record_parse(buffer, RECORD_BYTES_MAX + 1, &record, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

static void
test_line_is_named(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = sample_sign(HEAD "cell a x\n", sizeof(HEAD "cell a x\n") - 1, buffer);
    assert_false(record_parse(buffer, len, &record, &err));
    assert_string_equal(err.text, "record: line 9: not a number");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_every_bit),
        cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_other_key),
        cmocka_unit_test(test_one_text_per_meaning),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_line_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
