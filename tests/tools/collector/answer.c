#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

#include "test.h"

static struct collector collector;
static struct record record;
static char body[RECORD_BYTES_MAX];

static void
open_desk(struct desk *desk)
{
    memset(&collector, 0, sizeof collector);
    collector.ledger = desk->ledger;
    collector.rate.interval_ms = 1000;
    collector.rate.burst = 20;
    collector.refused.burst = 1;
    collector.refused.interval_ms = 1000;
}

static struct answer
ask(const char *method, const char *path, size_t len)
{
    char digest[65];
    bundle_hex(bundle_hash(body, len <= RECORD_BYTES_MAX ? len : 0).bytes, digest);
    struct request request = {.method = method,
        .path = path,
        .body = body,
        .digest = digest,
        .len = len,
        .now_ms = 1000,
        .today = 20500};
    struct answer said;
    answer(&collector, &request, &said);
    assert_true(said.text[0] == '{' && said.text[strlen(said.text) - 1] == '\n');
    return said;
}

static size_t
week(const struct desk *desk, int number, uint32_t value)
{
    desk_record(&desk->hub, number, value, &record);
    return desk_bytes(&record, desk->seed, body);
}

#define W10 "/v1/hubs/gt.ventanilla-1/periods/2026-W10"

// Cut or changed between the two: to be sent again, not refused for ever.
static void
test_changed_on_its_way(void **state)
{
    struct desk *desk = *state;
    struct answer said;
    char digest[65];
    open_desk(desk);
    size_t len = week(desk, 10, 100);
    bundle_hex(bundle_hash(body, len).bytes, digest);
    struct request request = {.method = "PUT", .path = W10, .body = body, .len = len};
    answer(&collector, &request, &said);
    assert_int_equal(said.status, 400); // without any
    request.digest = digest;
    request.len = len - 1;
    answer(&collector, &request, &said);
    assert_int_equal(said.status, 503);
    assert_true(said.retry_after_s > 0);
    request.len = len;
    digest[0] = digest[0] == 'a' ? 'b' : 'a';
    answer(&collector, &request, &said);
    assert_int_equal(said.status, 503);
    assert_int_equal(ask("PUT", W10, len).status, 201); // none of these was kept
}

static void
test_statuses(void **state)
{
    struct desk *desk = *state;
    open_desk(desk);
    size_t len = week(desk, 10, 100);
    assert_int_equal(ask("PUT", W10, len).status, 201);
    assert_int_equal(ask("PUT", W10, len).status, 200);
    len = week(desk, 10, 101);
    assert_int_equal(ask("PUT", W10, len).status, 409);
    len = week(desk, 10, 100);
    assert_int_equal(ask("PUT", W10, len).status, 200); // the first one stayed
}

static void
test_refused(void **state)
{
    static const struct {
        const char *method;
        const char *path;
        int status;
    } cases[] = {
        {"PUT", "/v1/hubs/gt.ventanilla-2/periods/2026-W10", 404},
        {"PUT", "/v1/hubs/hn.ventanilla-1/periods/2026-W10", 404},
        {"PUT", "/v1/hubs/gt.ventanilla-1/periods/2026-W11", 400},
        {"PUT", "/v1/hubs/gt.ventanilla-1/periods/2026-10", 400},
        {"PUT", "/v1/hubs/gt.ventanilla-1/periods/2026-W99", 404},
        {"PUT", "/v1/hubs/gt.ventanilla-1/periods/2026-W10/", 404},
        {"PUT", "/v1/hubs/gt.ventanilla-1/periods/", 404},
        {"PUT", "/v1/hubs/gt.ventanilla-1", 404},
        {"PUT", "/v1/hubs//periods/2026-W10", 404},
        {"PUT", "/v1/hubs/../periods/2026-W10", 404},
        {"PUT", "/", 404},
        {"PUT", "", 404},
        {"GET", W10, 405},
        {"DELETE", W10, 405},
        {"POST", "/v1/health", 405},
        {"GET", "/v1/health", 200},
    };
    struct desk *desk = *state;
    open_desk(desk);
    size_t len = week(desk, 10, 100);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = ask(cases[i].method, cases[i].path, len).status;
        if (status != cases[i].status) {
            fail_msg("%s %s: %d", cases[i].method, cases[i].path, status);
        }
    }
    assert_int_equal(desk_number(ledger_sql(desk->ledger), "SELECT count(*) FROM record"), 0);
}

static void
test_bodies(void **state)
{
    struct desk *desk = *state;
    open_desk(desk);
    size_t len = week(desk, 10, 100);
    assert_int_equal(ask("PUT", W10, 0).status, 400);
    assert_int_equal(ask("PUT", W10, len - 1).status, 400);
    assert_int_equal(ask("PUT", W10, RECORD_BYTES_MAX + 1).status, 413);
    body[len - 2] ^= 1; // the signature's last digit
    int status = ask("PUT", W10, len).status;
    assert_true(status == 401 || status == 400);
    desk_record(&desk->hub, 10, 100, &record);
    len = desk_bytes(&record, (const unsigned char *)"another hub's key, of 32 bytes..", body);
    struct answer said = ask("PUT", W10, len);
    assert_int_equal(said.status, 401);
    assert_string_equal(said.text, "{\"error\":\"not signed by this hub's key\"}\n");
    assert_int_equal(desk_number(ledger_sql(desk->ledger), "SELECT count(*) FROM record"), 0);
}

static struct record_bytes sealed;

// Seals what is in body to the collector of that secret, and asks with it.
static int
ask_sealed(size_t len, const unsigned char secret[32])
{
    struct err err = {0};
    struct bundle_key to = bundle_seal_public(secret);
    assert_true(record_seal(&to, body, len, &sealed, &err));
    memcpy(body, sealed.at, sealed.len);
    return ask("PUT", W10, sealed.len).status;
}

// Kept is what was sealed: however it comes again, it is the same.
static void
test_sealed(void **state)
{
    struct desk *desk = *state;
    static const unsigned char secret[32] = "the collector keeps this to itse";
    static char first[RECORD_BYTES_MAX];
    open_desk(desk);
    collector.intake.has_secret = true;
    memcpy(collector.intake.secret, secret, sizeof secret);
    size_t len = week(desk, 10, 100);
    memcpy(first, body, len);
    assert_int_equal(ask_sealed(len, secret), 201);
    week(desk, 10, 100);
    assert_int_equal(ask_sealed(len, secret), 200);
    week(desk, 10, 100);
    assert_int_equal(ask("PUT", W10, len).status, 200);
    len = week(desk, 10, 101);
    assert_int_equal(ask_sealed(len, secret), 409);
    struct sql_query *query = NULL;
    struct err err = {0};
    assert_true(sql_prepare(ledger_sql(desk->ledger), "SELECT body FROM record", &query, &err));
    assert_true(sql_step(query));
    const void *kept = sql_blob(query, 0, &len);
    assert_int_equal(len, week(desk, 10, 100));
    assert_memory_equal(kept, first, len);
    sql_reset(query);
    sql_finish(query);
}

static void
test_seal_refused(void **state)
{
    struct desk *desk = *state;
    static const unsigned char secret[32] = "the collector keeps this to itse";
    static const unsigned char other[32] = "somebody else has this key of 32";
    open_desk(desk);
    assert_int_equal(ask_sealed(week(desk, 10, 100), secret), 403); // no key here
    collector.intake.has_secret = true;
    memcpy(collector.intake.secret, secret, sizeof secret);
    assert_int_equal(ask_sealed(week(desk, 10, 100), other), 403);
    ask_sealed(week(desk, 10, 100), secret);
    body[sealed.len - 1] ^= 1;
    desk_record(&desk->hub, 11, 100, &record); // nothing of it is kept under another name either
    assert_int_equal(ask("PUT", W10, sealed.len).status, 403);
    body[sealed.len - 1] ^= 1;
    assert_int_equal(ask("PUT", W10, sealed.len - 1).status, 400);
    collector.intake.sealed_only = true;
    assert_int_equal(ask("PUT", W10, week(desk, 10, 100)).status, 403);
    desk_record(&desk->hub, 11, 100, &record);
    size_t len = desk_bytes(&record, desk->seed, body);
    assert_int_equal(ask_sealed(len, secret), 400); // of another period
    desk_record(&desk->hub, 10, 100, &record);
    len = desk_bytes(&record, (const unsigned char *)"another hub's key, of 32 bytes..", body);
    assert_int_equal(ask_sealed(len, secret), 401);
    assert_int_equal(desk_number(ledger_sql(desk->ledger), "SELECT count(*) FROM record"), 1);
}

static void
test_revoked(void **state)
{
    struct desk *desk = *state;
    struct err err = {0};
    open_desk(desk);
    assert_true(ledger_revoke(desk->ledger, &desk->hub, 20001, &err));
    assert_int_equal(ask("PUT", W10, week(desk, 10, 100)).status, 401);
}

// What others send in a hub's name does not use up what it may send.
static void
test_rate(void **state)
{
    struct desk *desk = *state;
    open_desk(desk);
    collector.rate.burst = 3;
    for (int i = 0; i < 10; i++) {
        assert_int_equal(ask("PUT", W10, 0).status, 400);
    }
    size_t len = week(desk, 10, 100);
    assert_int_equal(ask("PUT", W10, len).status, 201);
    assert_int_equal(ask("PUT", W10, len).status, 200);
    assert_int_equal(ask("PUT", W10, len).status, 200);
    struct answer said = ask("PUT", W10, len);
    assert_int_equal(said.status, 429);
    assert_true(said.retry_after_s >= 1 && said.retry_after_s <= 2);
}

static void
test_database_gone(void **state)
{
    struct desk *desk = *state;
    struct err err = {0};
    open_desk(desk);
    assert_true(sql_exec(ledger_sql(desk->ledger), "ALTER TABLE record RENAME TO gone", &err));
    struct answer said = ask("PUT", W10, week(desk, 10, 100));
    assert_int_equal(said.status, 503);
    assert_true(said.retry_after_s > 0);
    assert_null(strstr(said.text, "gone")); // what is inside stays inside
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_changed_on_its_way),
        DESK_TEST(test_statuses),
        DESK_TEST(test_refused),
        DESK_TEST(test_bodies),
        DESK_TEST(test_sealed),
        DESK_TEST(test_seal_refused),
        DESK_TEST(test_revoked),
        DESK_TEST(test_rate),
        DESK_TEST(test_database_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
