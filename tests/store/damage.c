// A content file that rotted on its card: thousands of mutations of a small file, every question
// asked of each. Answers may be empty; they may not crash, run wild or read out of bounds.

#include <fcntl.h>
#include <sys/time.h>

#include "base/log.h"
#include "base/utf8.h"
#include "tests/store/content.h"

// Stands before that of base/: what is said of thousands of files is only counted.
static int lines_said;

void
log_line(int level, const char *format, ...)
{
    assert_in_range(level, 0, 7);
    assert_non_null(format);
    lines_said++;
}

enum { MUTATIONS = 5000, SECONDS_MAX = 20, LINES_MAX = 200, RECORDS = 3 };

static const char sql[] =
    "INSERT INTO translation SELECT 'topic', 't' || n, 'name', id, 0, 'Visa ' || endonym, "
    "'source', 0"
    " FROM language_pack;"
    "INSERT INTO translation VALUES ('ui', 'days', 'text', 'es', 0, '{n} día', 'source', 0),"
    " ('ui', 'days', 'text', 'es', 1, '{n} días', 'source', 0),"
    " ('schedule', 's1', 'description', 'es', 0, 'Con cita', 'source', 0);"
    "INSERT INTO provenance VALUES ('topic', 1, '2026-11-01', 'E', 30, 60, 'a', 'b', 'c', 0),"
    " ('service', 1, '2026-11-01', 'E', 30, 60, '', '', '', 0);"
    "INSERT INTO picture VALUES (1, 'stamp', 'icon', 'image/svg+xml', 10, 10, zeroblob(6000));"
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
    "INSERT INTO service VALUES (1, 's', 1, 'active', '', '', 18, NULL, 'yes', 'no', 'no', 1, "
    "'public', 0, ''),"
    " (2, 's2', 1, 'active', '', '', 18, NULL, 'yes', 'no', 'no', 1, 'public', 0, '');"
    "INSERT INTO topic VALUES (1, 't1', NULL, 1, 'i', ',current,', 0), (2, 't2', 1, 1, 'i', '', 0);"
    "INSERT INTO service_topic VALUES (1, 1), (2, 2);"
    "INSERT INTO location VALUES (1, 'l', 'physical', 1, 14.5, -90.5, NULL, 'exact');"
    "INSERT INTO address VALUES (1, 'a', 1, 'calle', 'zona', 'C', '', 'XX', 'physical');"
    "INSERT INTO service_at_location VALUES (1, 'sl', 1, 1), (2, 'sl2', 2, 1);"
    "INSERT INTO schedule VALUES (1, 's1', 1, NULL, NULL, '', '', 'WEEKLY', 1, ',MO,', '', "
    "'08:00', '16:00'),"
    " (2, 's2', NULL, 1, NULL, '2026-01-01', '2027-01-01', 'MONTHLY', 2, '', ',1,15,', '08:00', "
    "'16:00'),"
    " (3, 's3', NULL, NULL, 1, '', '', 'WEEKLY', 1, '', '', '', '');"
    "INSERT INTO phone VALUES (1, 'p', 1, 1, NULL, '110', '', 'voice', 0, 0, '');"
    "INSERT INTO language VALUES (1, 'g', 1, NULL, NULL, 'es'), (2, 'g2', NULL, 1, NULL, 'ht');"
    "INSERT INTO cost_option VALUES (1, 'c', 1, 'XXD', 500, '', '');"
    "INSERT INTO accessibility VALUES (1, 'x', 1, 'step_free');"
    "INSERT INTO required_document VALUES (1, 'd', 1, NULL, '');"
    "INSERT INTO hub_window VALUES (1, 'w', 1);"
    "INSERT INTO procedure VALUES (1, 'p', '', 1, 1, 1, 'XX', 'visa', '', 'i', 'u', 1, 2, 'XXD', "
    "100, '', '', 0, 1);"
    "INSERT INTO step VALUES (1, 'st', 1, 1, 'online', 1, 0, 3, 'XXD', 5, 0);"
    "INSERT INTO requirement VALUES (1, 'r', 'i', 'identity', 1, 1, 'none', 0, 6, 1, 1, 'XXD', 5, "
    "1);"
    "INSERT INTO fact VALUES (1, 'minor'), (2, 'married');"
    "INSERT INTO step_requirement VALUES (1, 'sr', 1, 1, 'minor&!married');"
    "INSERT INTO question VALUES (1, 'q', 'i');"
    "INSERT INTO answer VALUES (1, 'an', 1, 1, 'i', 'minor', NULL, 1, 0);"
    "INSERT INTO page VALUES (1, 'pa', 1, 1, 'i', '', 0, 1);"
    "INSERT INTO page_block VALUES (1, 'pb', 1, 1, 'paragraph', '');"
    "INSERT INTO alert VALUES (1, 'al', '2026-11-01', '', 'danger', 1, 1);"
    "INSERT INTO hotline VALUES (1, 'h', 1, 'i', 'XX', 1, 1, 1, ',es,', 0);"
    "INSERT INTO myth VALUES (1, 'm', 1, 1, '2026-12-31');"
    "INSERT INTO poster VALUES (1, 'po', 1, 'i', '', 1);"
    "INSERT INTO lesson VALUES (1, 'le', 1, 1, 'i');"
    "INSERT INTO lesson_card VALUES (1, 'lc', 1, 1, 'i');"
    "INSERT INTO quiz_item VALUES (1, 'qi', 1, 1);"
    "INSERT INTO quiz_answer VALUES (1, 'qa', 1, 1, 1);"
    "INSERT INTO event VALUES (1, 'e', 1, 1, '2026-12-01', '09:00', '', 'i');"
    "INSERT INTO survey VALUES (1, 'su', '2026-11-01', '');"
    "INSERT INTO survey_option VALUES (1, 'so', 1, 1, 'i');"
    "INSERT INTO showcard VALUES (1, 'sc', 1, 'i', 1, 1);"
    "INSERT INTO search_item VALUES (1, 'procedure', 1, 'i'), (2, 'page', 1, ''), (3, 'myth', 1, "
    "'');"
    "CREATE VIRTUAL TABLE search_1 USING fts5(name, body, content='', detail=none, prefix='1 2 3',"
    " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\");"
    "INSERT INTO search_1 (rowid, name, body) VALUES (1, 'visa de turista', 'pasaporte'), (2, "
    "'visa', 'viaje'),"
    " (3, 'mito', 'visa');"
    "CREATE VIRTUAL TABLE search_5 USING fts5(name, body, content='', detail=full,"
    " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\");"
    "INSERT INTO search_5 (rowid, name, body) VALUES (1, '签 证', '护 照 办 公'), (2, '护 照', '签 "
    "证');";

// Reads a list's every element, so that a wrong count shows.
static int
sum(struct store_list list)
{
    int total = 0;
    assert_in_range(list.count, 0, STORE_LIST_MAX);
    for (int i = 0; i < list.count; i++) {
        assert_in_range(list.n[i], 1, STORE_N_MAX);
        total += list.n[i] % 7;
    }
    return total;
}

static size_t
read_text(const char *text)
{
    assert_non_null(text);
    size_t len = strlen(text);
    assert_true(len <= STORE_FILL_MAX && utf8_valid(text, len));
    return len;
}

static size_t
ask_languages(struct store *store, struct arena *arena)
{
    size_t read = 0;
    int count = store_language_count(store);
    assert_in_range(count, 1, STORE_LANGUAGES_MAX);
    struct date date = clock_date_of_days(20000);
    for (int i = -1; i <= count; i++) {
        const struct store_language *language = store_language(store, i);
        read += read_text(language->tag) + read_text(language->months[11]) +
                read_text(language->weekdays[6]);
        assert_in_range(language->percent, 0, 100);
        read += read_text(store_text(store, arena, i, "topic", "t1", "name").text);
        read += read_text(store_ui_plural(store, arena, i, "days", 5).text);
        read += read_text(store_date(store, arena, i, &date)) +
                read_text(store_time(store, arena, i, 700));
        read += read_text(store_money(store, arena, i, "XXD", 1250));
    }
    return read + read_text(store_meta(store, "source_language"));
}

static size_t
ask_guide(struct store *store, struct arena *arena, int n, const struct clock *clock)
{
    size_t read = 0;
    read += (size_t)sum(store_topics(store, arena, n - 1, AUDIENCE_CURRENT));
    read += (size_t)sum(store_procedures(store, arena, n, AUDIENCE_ALL, clock));
    read += (size_t)sum(store_steps(store, arena, n)) + (size_t)sum(store_answers(store, arena, n));
    read += (size_t)sum(store_requirements(store, arena, n, 0, 1));
    read += (size_t)sum(store_pages(store, arena, n, AUDIENCE_ALL)) +
            (size_t)sum(store_blocks(store, arena, n));
    read += (size_t)sum(store_alerts(store, arena, clock));
    read +=
        read_text(store_topic(store, arena, n).icon) + read_text(store_step(store, arena, n).place);
    read += read_text(store_procedure(store, arena, n).official_url);
    read += read_text(store_requirement(store, arena, n).certified);
    read += read_text(store_question(store, arena, n).icon) +
            read_text(store_answer(store, arena, n).icon);
    read +=
        read_text(store_page(store, arena, n).icon) + read_text(store_block(store, arena, n).kind);
    read += read_text(store_hotline(store, arena, n).languages) +
            read_text(store_alert(store, arena, n).severity);
    return read + read_text(store_provenance(store, arena, "topic", n, clock).assurer);
}

static size_t
ask_directory(struct store *store, struct arena *arena, int n, const struct clock *clock)
{
    size_t read = 0;
    struct store_filter filter = {.spoken = "es"};
    struct store_hours hours[14];
    read += (size_t)sum(store_services(store, arena, n - 1, NULL, clock));
    read += (size_t)sum(store_services(store, arena, 0, &filter, clock));
    read += (size_t)sum(store_service_phones(store, arena, n)) +
            (size_t)sum(store_service_costs(store, arena, n));
    read += (size_t)sum(store_service_documents(store, arena, n));
    read += (size_t)store_service_opening(store, n, clock).state;
    read += (size_t)store_window_opening(store, n, clock).state;
    assert_in_range(store_service_hours(store, arena, n, hours), 0, 14);
    assert_in_range(store_window_hours(store, arena, n, hours), 0, 14);
    read += read_text(store_service(store, arena, n).exposure) +
            read_text(store_place(store, arena, n).address);
    read += read_text(store_phone(store, arena, n).number) +
            read_text(store_cost(store, arena, n).currency);
    read += read_text(store_service_languages(store, arena, n));
    return read + read_text(store_service_access(store, arena, n));
}

static size_t
ask_tables(struct store *store, struct arena *arena, const struct clock *clock)
{
    static const char *const plain[] = {"hotline", "myth", "poster", "lesson", "learn_item",
        "event", "survey", "showcard", "hub_window", "lesson_card", "quiz_item", "quiz_answer",
        "survey_option"};
    size_t read = 0;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        read += (size_t)sum(store_all(store, arena, plain[i], 1, clock));
        read += read_text(store_icon(store, arena, plain[i], 1));
    }
    for (int i = 0; i < store_table_count(); i++) {
        const char *id = store_id(store, arena, store_table_name(i), 1);
        read += read_text(id) + (size_t)store_n(store, store_table_name(i), id);
    }
    read += (size_t)store_int(store, "event", "starts", 1) + (size_t)store_quiz_correct(store, 1);
    return read;
}

static size_t
ask_search(struct store *store)
{
    size_t read = 0;
    static const char *const queries[] = {"visa", "v", "pasap", "签证", "turista visa"};
    struct store_hit hits[4];
    for (int lang = 0; lang < 5; lang += 2) {
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
            int count = store_search(store, lang, queries[i], hits, 4);
            assert_in_range(count, 0, 4);
            for (int hit = 0; hit < count; hit++) {
                read += read_text(hits[hit].table) + read_text(hits[hit].icon);
            }
        }
    }
    struct image_bytes bytes = store_picture(store, "stamp");
    for (size_t i = 0; i < bytes.len; i++) {
        read += ((const unsigned char *)bytes.data)[i];
    }
    return read;
}

// False if it was not even opened.
static bool
ask_everything(const char *path, const struct clock *clock)
{
    struct store *store = NULL;
    struct err err = {0};
    if (!store_open_file(path, &store, &err)) {
        return false;
    }
    struct arena arena = {0};
    size_t read = ask_languages(store, &arena);
    store_set_clock(store, clock);
    for (int n = 0; n < RECORDS; n++) {
        read += ask_guide(store, &arena, n, clock) + ask_directory(store, &arena, n, clock);
    }
    read += ask_tables(store, &arena, clock) + ask_search(store);
    assert_true(read < 100 * 1000 * 1000);
    arena_finish(&arena);
    store_close(store);
    return true;
}

struct mutation {
    size_t at;
    unsigned char was;
};

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

// Most bytes of a small file are zero; what carries content is hit more often.
static size_t
choose(const char *data, size_t len, uint32_t *seed)
{
    size_t at = next_random(seed) % len;
    bool any = next_random(seed) % 5 == 0;
    while (!any && data[at] == 0) {
        at = (at + 1) % len;
    }
    return at;
}

static void
write_at(int fd, size_t at, unsigned char byte)
{
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
}

static void
mutations(void **state)
{
    struct content *content = *state;
    struct err err = {0};
    char *data = NULL;
    size_t len = 0;
    assert_true(file_read(content->path, 16 * 1024 * 1024, &data, &len, &err));
    assert_true(ask_everything(content->path, &content->clock));
    int fd = open(content->path, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    uint32_t seed = 2026;
    int opened = 0;
    for (int round = 0; round < MUTATIONS; round++) {
        struct mutation done[8];
        int count = 1 + (int)(next_random(&seed) % 8);
        for (int i = 0; i < count; i++) {
            size_t at = choose(data, len, &seed);
            bool flip = next_random(&seed) % 2 == 0;
            unsigned char was = (unsigned char)data[at];
            uint32_t random = next_random(&seed);
            unsigned char now = (unsigned char)(flip ? was ^ 1U << random % 8 : random);
            done[i] = (struct mutation){at, was};
            write_at(fd, at, now);
        }
        alarm(SECONDS_MAX);
        lines_said = 0;
        opened += ask_everything(content->path, &content->clock);
        assert_in_range(lines_said, 0, LINES_MAX); // each thing once
        alarm(0);
        for (int i = 0; i < count; i++) {
            write_at(fd, done[i].at, done[i].was);
        }
    }
    close(fd);
    free(data);
    assert_in_range(opened, MUTATIONS / 4, MUTATIONS); // else nothing below opening was tried
    assert_true(ask_everything(content->path, &content->clock));
}

// The file as it is after a power cut while it was copied.
static void
cut_short(void **state)
{
    struct content *content = *state;
    struct stat st;
    assert_int_equal(stat(content->path, &st), 0);
    int rounds = 0;
    for (off_t len = st.st_size; len >= 0; len -= 4096 * 3 + 100) {
        assert_int_equal(truncate(content->path, len), 0);
        alarm(SECONDS_MAX);
        ask_everything(content->path, &content->clock);
        alarm(0);
        rounds++;
    }
    assert_true(rounds > 10);
}

static int
setup(void **state)
{
    int result = content_setup(state, sql);
    struct content *content = *state;
    store_close(content->store);
    content->store = NULL;
    return result;
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(mutations),
        cmocka_unit_test(cut_short),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
