// links: gate
// Bytes of an honest database turned at random: opening and gate end in yes or no, and what passes can be
// read. With HUB_LONG in the environment, many.

#include "base/file.h"
#include "tests/gate/made.h"

enum { FLIPS = 300, FLIPS_LONG = 20000, FILE_MAX = 16 * 1024 * 1024, TURNED_MAX = 8 };

struct bytes {
    char *at;
    size_t len;
};

static uint32_t
next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static bool
read_at(void *context, int64_t offset, void *into, size_t len)
{
    const struct bytes *bytes = context;
    assert_true(offset >= 0 && (size_t)offset + len <= bytes->len);
    memcpy(into, bytes->at + offset, len);
    return true;
}

static void
read_all(struct db *db)
{
    static const char *const questions[] = {"SELECT * FROM translation", "SELECT * FROM picture",
        "SELECT * FROM page_block ORDER BY id", "SELECT count(*) FROM search_item",
        "SELECT rowid FROM search_1 WHERE search_1 MATCH 'p*'",
        "SELECT rowid FROM search_2 WHERE search_2 MATCH '\"permisos de\"' ORDER BY rank"};
    size_t sum = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct db_query *query = NULL;
        struct err err = {0};
        if (!db_prepare(db, questions[i], &query, &err)) {
            assert_true(err.kind != ERR_NONE);
        }
        while (db_step(query)) {
            for (int column = 0; column < db_columns(query); column++) {
                sum += strlen(db_text(query, column));
            }
        }
        db_finish(query);
    }
    assert_true(sum < SIZE_MAX);
}

static bool
passes(struct bytes *bytes)
{
    struct db_source source = {(int64_t)bytes->len, read_at, bytes};
    struct db *db = NULL;
    struct err err = {0};
    bool ok = db_open_source(&source, &db, &err) && gate_check(db, &err);
    if (ok) {
        read_all(db);
    } else {
        assert_true(err.kind != ERR_NONE && err.text[0]);
    }
    db_close(db);
    return ok;
}

static void
test_turned_bytes(void **state)
{
    const struct made *made = *state;
    long rounds = getenv("HUB_LONG") ? FLIPS_LONG : FLIPS;
    struct bytes honest;
    struct err err = {0};
    uint32_t seed = 20261128;
    long passed = 0;
    made_save(made->path, NULL);
    assert_true(file_read(made->path, FILE_MAX, &honest.at, &honest.len, &err));
    assert_true(passes(&honest));
    struct bytes turned = {malloc(honest.len), honest.len};
    assert_non_null(turned.at);
    for (long round = 0; round < rounds; round++) {
        memcpy(turned.at, honest.at, honest.len);
        int count = 1 + (int)(next_random(&seed) % TURNED_MAX);
        for (int i = 0; i < count; i++) {
            turned.at[next_random(&seed) % honest.len] = (char)next_random(&seed);
        }
        turned.len = round % 10 == 0 ? next_random(&seed) % honest.len : honest.len; // or cut short
        passed += passes(&turned);
    }
    print_message(
        "%ld turned, %ld pass: only the signed hashes see a turned letter\n", rounds, passed);
    assert_true(passed < rounds);
    free(turned.at);
    free(honest.at);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_turned_bytes, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
