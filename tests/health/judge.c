#include "health/health.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static const struct health well = {.board = "Raspberry Pi 4 Model B Rev 1.4",
    .kernel = "7.3.4+deb13-arm64",
    .heat_c = 51,
    .worn_percent = 10,
    .written_mb = 12345,
    .free_mb = 9000,
    .total_mb = 14000,
    .last = "taken"};

// Codes in their order, one after the other.
static const char *
codes_of(const struct health *health, const struct health_rest *rest)
{
    static char text[HEALTH_FAULTS_MAX * 5 + 1];
    int codes[HEALTH_FAULTS_MAX];
    int count = health_judge(health, rest, codes);
    text[0] = '\0';
    for (int i = 0; i < count; i++) {
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", i ? " " : "", codes[i]);
    }
    return text;
}

static void
all_is_well(void **state)
{
    (void)state;
    struct health unknown = {.power = -1,
        .heat_c = -1,
        .worn_percent = -1,
        .errors = -1,
        .written_mb = -1,
        .free_mb = -1,
        .failures = -1};
    struct health_rest rest = {.collector = true};
    assert_string_equal(codes_of(&well, &rest), "");
    assert_string_equal(codes_of(&unknown, &rest), "");
}

static void
the_card(void **state)
{
    (void)state;
    struct health_rest rest = {.no_panel = false};
    struct health health = well;
    health.worn_percent = 90;
    assert_string_equal(codes_of(&health, &rest), "6101");
    health.worn_percent = 110;
    assert_string_equal(codes_of(&health, &rest), "6102");
    health.worn_percent = 10;
    health.at_end = true;
    assert_string_equal(codes_of(&health, &rest), "6102");
    health = well;
    health.errors = 1;
    health.free_mb = HEALTH_SPACE_LOW_MB - 1;
    health.read_only = true;
    assert_string_equal(codes_of(&health, &rest), "6105 6103 6104");
}

static void
power_and_heat(void **state)
{
    (void)state;
    struct health_rest rest = {.no_panel = false};
    struct health health = well;
    health.power = 0x50005;
    assert_string_equal(codes_of(&health, &rest), "6201 6203"); // now says more than before
    health.power = 0x50000;
    assert_string_equal(codes_of(&health, &rest), "6202 6204");
    health.power = 0;
    health.heat_c = HEALTH_HOT_C;
    assert_string_equal(codes_of(&health, &rest), "6205");
}

static void
the_upload(void **state)
{
    (void)state;
    static const struct {
        const char *last;
        int failures;
        const char *codes;
    } cases[] = {{"no-network", HEALTH_FAILURES - 1, ""}, {"no-network", HEALTH_FAILURES, "6401"},
        {"portal", 1, "6402"}, {"stranger", 0, "6403"}, {"untrusted", 2, "6404"},
        {"later", HEALTH_FAILURES, "6401"}, {"taken", 0, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct health health = well;
        struct health_rest rest = {.collector = true};
        health.failures = cases[i].failures;
        snprintf(health.last, sizeof health.last, "%s", cases[i].last);
        assert_string_equal(codes_of(&health, &rest), cases[i].codes);
        rest.collector = false; // a hub that sends nothing has no trouble with it
        assert_string_equal(codes_of(&health, &rest), "");
    }
}

static void
what_others_know(void **state)
{
    (void)state;
    struct health_rest rest = {.content_code = 5102,
        .content_old = true,
        .clock_unsure = true,
        .unnamed = true,
        .config_errors = 3,
        .counts_lost = true,
        .no_panel = true};
    assert_string_equal(codes_of(&well, &rest), "5102 6601 6501 6502 6301 6801 6701");
    rest = (struct health_rest){.panel_lost = true, .key_stuck = true};
    assert_string_equal(codes_of(&well, &rest), "6602 6603");
}

static void
the_diagnosis(void **state)
{
    (void)state;
    static const int codes[] = {5102, 6201};
    struct health_words words = {
        "gt/ventanilla-1", "0.4", "2026-11-20 installed", "2026-11-28 10:15 sure"};
    struct health health = well;
    char text[HEALTH_TEXT_MAX];
    health.power = 0x50005;
    health.waiting = 2;
    health_text(&health, &words, codes, 2, text);
    assert_string_equal(text, "VENTANILLA 1 gt/ventanilla-1\n"
                              "faults 5102 6201\n"
                              "program 0.4\n"
                              "content 2026-11-20 installed\n"
                              "card worn 10% errors 0 free 9000 of 14000 MB\n"
                              "written 12 GB\n"
                              "power 0x50005 heat 51 C\n"
                              "clock 2026-11-28 10:15 sure\n"
                              "upload failures 0 refused 0 waiting 2 last taken\n"
                              "kernel 7.3.4+deb13-arm64\n"
                              "board Raspberry Pi 4 Model B Rev 1.4\n");
    health = (struct health){.power = -1,
        .heat_c = -1,
        .worn_percent = -1,
        .errors = -1,
        .written_mb = -1,
        .free_mb = -1,
        .total_mb = -1,
        .failures = -1};
    health_text(&health, &words, NULL, 0, text);
    assert_non_null(strstr(text, "faults none\n"));
    assert_non_null(strstr(text, "card worn ?% errors ? free ? of ? MB\nwritten ? GB\n"));
    assert_non_null(strstr(text, "power ? heat ? C\n"));
    assert_non_null(strstr(text, "last ?\nkernel \nboard ?\n"));
}

// The longest of everything: whole lines, at most 499 bytes, the faults among them.
static void
the_longest_diagnosis(void **state)
{
    (void)state;
    char longest[200];
    char text[HEALTH_TEXT_MAX];
    int codes[HEALTH_FAULTS_MAX];
    struct health health = {.power = UINT32_MAX,
        .errors = INT64_MAX,
        .written_mb = INT64_MAX,
        .free_mb = INT64_MAX,
        .total_mb = INT64_MAX,
        .failures = 100000,
        .refused = 100000};
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    memset(health.board, 'x', HEALTH_NAME_MAX - 1);
    memset(health.kernel, 'x', HEALTH_NAME_MAX - 1);
    struct health_words words = {longest, longest, longest, longest};
    for (int i = 0; i < HEALTH_FAULTS_MAX; i++) {
        codes[i] = 6100 + i;
    }
    health_text(&health, &words, codes, HEALTH_FAULTS_MAX, text);
    assert_true(strlen(text) < HEALTH_TEXT_MAX);
    assert_int_equal(text[strlen(text) - 1], '\n');
    assert_non_null(strstr(text, " 6123\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_well),
        cmocka_unit_test(the_card),
        cmocka_unit_test(power_and_heat),
        cmocka_unit_test(the_upload),
        cmocka_unit_test(what_others_know),
        cmocka_unit_test(the_diagnosis),
        cmocka_unit_test(the_longest_diagnosis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
