#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO organization VALUES (1, 'migracion', '', '', NULL, 'government');"
    "INSERT INTO fact VALUES (1, 'minor'), (2, 'married');"
    // parent, ord, icon, audience, sensitive
    "INSERT INTO topic VALUES (1, 'papers', NULL, 2, 'paper', ',current,returned,', 0),"
    " (2, 'work', NULL, 1, 'work', '', 0), (3, 'visa', 1, 2, 'visa', ',potential,', 0),"
    " (4, 'permit', 1, 1, 'permit', ',current,', 0), (5, 'trafficking', NULL, 3, 'help', "
    "',transit,', 1);"
    "INSERT INTO question VALUES (1, 'q-first', 'q'), (2, 'q-second', '');"
    "INSERT INTO procedure VALUES"
    " (1, 'residence', 'R1', 4, 1, 1, 'XX', 'residence', ',current,', 'stamp', "
    "'https://a.example', 10, 30,"
    " 'XXD', 5000, '', '', 0, 1),"
    " (2, 'old', 'R2', 4, NULL, NULL, 'XX', 'residence', ',current,', '', '', NULL, NULL, '', 0, "
    "'',"
    " '2026-11-29', 1, 0),"
    " (3, 'coming', 'R3', 4, NULL, NULL, 'XX', 'visa', ',potential,', '', '', 99999999, -3, '', "
    "-7, '2026-12-01',"
    " '', 0, 0),"
    " (4, 'unchecked', 'R4', 4, NULL, NULL, 'XX', 'visa', '', '', '', NULL, NULL, '', 0, '', '', "
    "0, 0),"
    " (5, 'visa', 'R5', 3, NULL, NULL, 'XX', 'visa', ',potential,transit,', '', '', NULL, NULL, "
    "'', 0, '', '', 0,"
    " 0);"
    "INSERT INTO provenance VALUES ('procedure', 4, '2026-01-01', 'E', 30, 60, '', '', '', 0),"
    " ('procedure', 1, '2026-11-01', 'E', 10, 60, '', '', '', 0),"
    " ('page', 2, '2026-01-01', 'E', 30, 60, '', '', '', 0),"
    " ('alert', 4, '2026-01-01', 'E', 30, 60, '', '', '', 0);"
    "INSERT INTO step VALUES (1, 'pay', 1, 2, 'at_bank', NULL, 0, NULL, 'XXD', 1000, 1),"
    " (2, 'go', 1, 1, 'at_office', 7, 1, 5, '', 0, 0), (3, 'other', 2, 1, 'online', NULL, 0, -4, "
    "'', 0, 0);"
    "INSERT INTO requirement VALUES (1, 'passport', 'doc-passport', 'identity', 1, 2, 'none', 0, "
    "6, 1, 7, 'XXD',"
    " 250, 5), (2, 'birth', 'doc-birth', 'civil', 1, 0, 'apostille', 1, NULL, NULL, NULL, '', 0, "
    "NULL),"
    " (3, 'permission', '', 'form', -1, 4000, 'none', 0, -6, NULL, NULL, '', -1, NULL),"
    " (4, 'marriage', '', 'civil', 1, 0, 'none', 0, NULL, NULL, NULL, '', 0, NULL);"
    "INSERT INTO step_requirement VALUES (1, 'a', 1, 1, ''), (2, 'b', 2, 2, '!minor'),"
    " (3, 'c', 2, 3, 'minor'), (4, 'd', 2, 1, ''), (5, 'e', 1, 4, 'married&!minor'), (6, 'f', 3, "
    "4, ''),"
    " (7, 'g', 1, 2, 'minor');"
    "INSERT INTO answer VALUES (1, 'yes', 1, 2, 'tick', 'minor', 2, NULL, 0),"
    " (2, 'no', 1, 1, '', '', NULL, 1, 0), (3, 'unsure', 2, 1, '', 'unknown', NULL, NULL, 1);"
    "INSERT INTO page VALUES (1, 'rights', 4, 2, 'scales', '', 0, 7), (2, 'stale', 4, 1, '', '', "
    "0, NULL),"
    " (3, 'safe', 5, 1, 'help', ',transit,', 1, NULL), (4, 'first', 4, 1, '', ',current,', 0, "
    "NULL);"
    "INSERT INTO page_block VALUES (1, 'rights-02', 1, 2, 'paragraph', ''), (2, 'rights-01', 1, 1, "
    "'picture',"
    " 'drawing'), (3, 'safe-01', 3, 1, 'warning', '');"
    "INSERT INTO phone VALUES (1, 'line', 1, NULL, NULL, '911', '', 'voice', 0, 1, '');"
    "INSERT INTO hotline VALUES (1, 'emergency', 1, 'phone', 'XX', 1, 5, 1, ',es,ht,', 1);"
    "INSERT INTO alert VALUES (1, 'info', '2026-11-01', '', 'info', 1, NULL),"
    " (2, 'danger', '2026-11-30', '2026-11-30', 'danger', NULL, 7),"
    " (3, 'soon', '2026-12-01', '', 'danger', NULL, NULL), (4, 'stale', '', '', 'danger', NULL, "
    "NULL),"
    " (5, 'attention', '2026-10-01', '2026-12-31', 'attention', NULL, NULL),"
    " (6, 'newer', '2026-11-15', '', 'info', NULL, NULL), (7, 'over', '2026-10-01', '2026-11-29', "
    "'info', NULL,"
    " NULL), (8, 'odd', 'whenever', '', 'info', NULL, NULL);";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
topics(void **state)
{
    struct content *content = *state;
    static const struct {
        int parent;
        enum store_audience audience;
        const char *list;
    } cases[] = {
        {0, AUDIENCE_ALL, "2,1,5"},
        {0, AUDIENCE_CURRENT, "2,1"},
        {0, AUDIENCE_RETURNED, "2,1"},
        {0, AUDIENCE_TRANSIT, "2,5"},
        {0, AUDIENCE_POTENTIAL, "2"},
        {1, AUDIENCE_ALL, "4,3"},
        {1, AUDIENCE_POTENTIAL, "3"},
        {2, AUDIENCE_ALL, ""},
        {99, AUDIENCE_ALL, ""},
        {-1, AUDIENCE_ALL, ""},
        {0, (enum store_audience)77, "2,1,5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_list list =
            store_topics(content->store, &content->arena, cases[i].parent, cases[i].audience);
        assert_string_equal(content_list(content, list), cases[i].list);
    }
    struct store_topic topic = store_topic(content->store, &content->arena, 4);
    assert_int_equal(topic.n, 4);
    assert_string_equal(topic.id, "permit");
    assert_int_equal(topic.parent, 1);
    assert_string_equal(topic.icon, "permit");
    assert_false(topic.sensitive);
    topic = store_topic(content->store, &content->arena, 5);
    assert_int_equal(topic.parent, 0);
    assert_true(topic.sensitive);
}

static void
procedures(void **state)
{
    struct content *content = *state;
    static const struct {
        int topic;
        enum store_audience audience;
        const char *today;
        const char *list;
    } cases[] = {
        {4, AUDIENCE_ALL, "2026-11-29", "1,2"},
        {4, AUDIENCE_ALL, "2026-11-30", "1"},
        {4, AUDIENCE_ALL, "2026-12-01", "1,3"},
        {4, AUDIENCE_CURRENT, "2026-12-01", "1"},
        {4, AUDIENCE_POTENTIAL, "2026-12-01", "3"},
        {0, AUDIENCE_ALL, "2026-12-01", "1,3,5"},
        {0, AUDIENCE_TRANSIT, "2026-01-02", "4,5"},
        {3, AUDIENCE_ALL, "2026-12-01", "5"},
        {4, AUDIENCE_CURRENT, "2027-06-01", ""},
        {77, AUDIENCE_ALL, "2026-12-01", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        content_today(content, cases[i].today, "09:00");
        struct store_list list = store_procedures(
            content->store, &content->arena, cases[i].topic, cases[i].audience, &content->clock);
        assert_string_equal(content_list(content, list), cases[i].list);
    }
}

static void
procedure(void **state)
{
    struct content *content = *state;
    struct store_procedure one = store_procedure(content->store, &content->arena, 1);
    assert_int_equal(one.n, 1);
    assert_string_equal(one.id, "residence");
    assert_string_equal(one.icon, "stamp");
    assert_int_equal(one.topic, 4);
    assert_int_equal(one.authority, 1);
    assert_int_equal(one.question, 1);
    assert_int_equal(one.days_min, 10);
    assert_int_equal(one.days_max, 30);
    assert_string_equal(one.currency, "XXD");
    assert_int_equal(one.fee, 5000);
    assert_string_equal(one.official_url, "https://a.example");
    assert_false(one.sensitive);
    assert_true(one.qr_ok);
    one = store_procedure(content->store, &content->arena, 2);
    assert_int_equal(one.authority, 0);
    assert_int_equal(one.question, 0);
    assert_int_equal(one.days_min, -1);
    assert_true(one.sensitive);
    assert_false(one.qr_ok);
    one = store_procedure(content->store, &content->arena, 3); // absurd numbers
    assert_int_equal(one.days_min, -1);
    assert_int_equal(one.days_max, -1);
    assert_int_equal(one.fee, 0);
}

static void
steps(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    assert_string_equal(content_list(content, store_steps(content->store, arena, 1)), "2,1");
    assert_string_equal(content_list(content, store_steps(content->store, arena, 5)), "");
    struct store_step step = store_step(content->store, arena, 2);
    assert_int_equal(step.n, 2);
    assert_string_equal(step.id, "go");
    assert_string_equal(step.place, "at_office");
    assert_int_equal(step.service, 7);
    assert_true(step.appointment);
    assert_false(step.by_other);
    assert_int_equal(step.days, 5);
    step = store_step(content->store, arena, 1);
    assert_int_equal(step.days, -1);
    assert_int_equal(step.service, 0);
    assert_true(step.by_other);
    assert_string_equal(step.currency, "XXD");
    assert_int_equal(step.cost, 1000);
    assert_int_equal(store_step(content->store, arena, 3).days, -1);
}

static void
requirements(void **state)
{
    struct content *content = *state;
    static const struct {
        int procedure;
        int step;
        uint64_t facts;
        const char *list;
    } cases[] = {
        {1, 0, 0, "2,1"},   // each once, in the order of the steps
        {1, 0, 1, "3,1,2"}, // minor
        {1, 0, 2, "2,1,4"}, // married
        {1, 0, 3, "3,1,2"}, // both
        {1, 1, 0, "1"},
        {1, 1, 2, "1,4"},
        {1, 2, 1, "3,1"},
        {1, 3, 0, ""}, // a step of another procedure
        {2, 0, 0, "4"},
        {9, 0, 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_list list = store_requirements(
            content->store, &content->arena, cases[i].procedure, cases[i].step, cases[i].facts);
        assert_string_equal(content_list(content, list), cases[i].list);
    }
}

static void
requirement(void **state)
{
    struct content *content = *state;
    struct store_requirement paper = store_requirement(content->store, &content->arena, 1);
    assert_int_equal(paper.n, 1);
    assert_string_equal(paper.id, "passport");
    assert_string_equal(paper.picture, "doc-passport");
    assert_string_equal(paper.kind, "identity");
    assert_int_equal(paper.originals, 1);
    assert_int_equal(paper.copies, 2);
    assert_string_equal(paper.certified, "none");
    assert_false(paper.sworn_translation);
    assert_int_equal(paper.validity_months, 6);
    assert_int_equal(paper.issuer, 1);
    assert_int_equal(paper.issuer_service, 7);
    assert_string_equal(paper.currency, "XXD");
    assert_int_equal(paper.cost, 250);
    assert_int_equal(paper.missing_procedure, 5);
    paper = store_requirement(content->store, &content->arena, 2);
    assert_string_equal(paper.certified, "apostille");
    assert_true(paper.sworn_translation);
    assert_int_equal(paper.validity_months, -1);
    assert_int_equal(paper.issuer, 0);
    paper = store_requirement(content->store, &content->arena, 3); // absurd numbers
    assert_int_equal(paper.originals, 0);
    assert_int_equal(paper.copies, 0);
    assert_int_equal(paper.validity_months, -1);
    assert_int_equal(paper.cost, 0);
}

static void
questions(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    assert_int_equal(store_question(content->store, arena, 1).n, 1);
    assert_string_equal(store_question(content->store, arena, 1).id, "q-first");
    assert_string_equal(store_question(content->store, arena, 1).icon, "q");
    assert_string_equal(content_list(content, store_answers(content->store, arena, 1)), "2,1");
    assert_string_equal(content_list(content, store_answers(content->store, arena, 9)), "");
    struct store_answer answer = store_answer(content->store, arena, 1);
    assert_int_equal(answer.n, 1);
    assert_string_equal(answer.id, "yes");
    assert_string_equal(answer.icon, "tick");
    assert_true(answer.sets == 1);
    assert_int_equal(answer.next_question, 2);
    assert_int_equal(answer.procedure, 0);
    assert_false(answer.ask_person);
    assert_int_equal(store_answer(content->store, arena, 2).procedure, 1);
    answer = store_answer(content->store, arena, 3);
    assert_true(answer.sets == 0);
    assert_true(answer.ask_person);
}

static void
pages(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store *store = content->store;
    // Without a clock nothing is hidden.
    assert_string_equal(content_list(content, store_pages(store, arena, 4, AUDIENCE_ALL)), "2,4,1");
    content_today(content, "2026-11-30", "09:00");
    store_set_clock(store, &content->clock);
    assert_string_equal(content_list(content, store_pages(store, arena, 4, AUDIENCE_ALL)), "4,1");
    assert_string_equal(content_list(content, store_pages(store, arena, 4, AUDIENCE_TRANSIT)), "1");
    assert_string_equal(
        content_list(content, store_pages(store, arena, 0, AUDIENCE_TRANSIT)), "3,1");
    store_set_clock(store, NULL);
    struct store_page page = store_page(store, arena, 1);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.id, "rights");
    assert_string_equal(page.icon, "scales");
    assert_int_equal(page.topic, 4);
    assert_int_equal(page.service, 7);
    assert_false(page.sensitive);
    assert_true(store_page(store, arena, 3).sensitive);
    assert_string_equal(content_list(content, store_blocks(store, arena, 1)), "2,1");
    struct store_block block = store_block(store, arena, 2);
    assert_int_equal(block.n, 2);
    assert_string_equal(block.id, "rights-01");
    assert_string_equal(block.kind, "picture");
    assert_string_equal(block.picture, "drawing");
}

static void
hotlines_and_alerts(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store_hotline hotline = store_hotline(content->store, arena, 1);
    assert_int_equal(hotline.n, 1);
    assert_string_equal(hotline.id, "emergency");
    assert_string_equal(hotline.icon, "phone");
    assert_int_equal(hotline.phone, 1);
    assert_int_equal(hotline.topic, 5);
    assert_true(hotline.free_call);
    assert_true(hotline.discreet);
    assert_string_equal(hotline.languages, "es,ht");
    content_today(content, "2026-11-30", "23:59");
    struct store_list list = store_alerts(content->store, arena, &content->clock);
    assert_string_equal(content_list(content, list), "2,5,6,1");
    content_today(content, "2026-12-01", "00:00");
    list = store_alerts(content->store, arena, &content->clock);
    assert_string_equal(content_list(content, list), "3,5,6,1");
    struct store_alert alert = store_alert(content->store, arena, 2);
    assert_int_equal(alert.n, 2);
    assert_string_equal(alert.id, "danger");
    assert_string_equal(alert.severity, "danger");
    assert_int_equal(alert.page, 0);
    assert_int_equal(alert.service, 7);
    struct date starts = clock_date_of_days(alert.starts_days);
    assert_int_equal(starts.year * 10000 + starts.month * 100 + starts.day, 20261130);
    assert_int_equal(store_alert(content->store, arena, 1).page, 1);
    assert_int_equal(store_alert(content->store, arena, 8).starts_days, 0);
}

// No record: n = 0 and texts that can be read.
static void
none(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    static const int missing[] = {0, -1, 99, 2147483647};
    for (int i = 0; i < 4; i++) {
        int n = missing[i];
        struct store_topic topic = store_topic(content->store, arena, n);
        assert_true(topic.n == 0 && !topic.id[0] && !topic.icon[0]);
        struct store_procedure procedure = store_procedure(content->store, arena, n);
        assert_true(procedure.n == 0 && !procedure.id[0] && !procedure.icon[0]);
        assert_true(!procedure.currency[0] && !procedure.official_url[0]);
        assert_int_equal(procedure.days_min, -1);
        struct store_step step = store_step(content->store, arena, n);
        assert_true(step.n == 0 && !step.id[0] && !step.place[0] && !step.currency[0]);
        struct store_requirement paper = store_requirement(content->store, arena, n);
        assert_true(paper.n == 0 && !paper.id[0] && !paper.picture[0] && !paper.kind[0]);
        assert_string_equal(paper.certified, "none");
        assert_true(!paper.currency[0] && paper.validity_months == -1);
        struct store_question question = store_question(content->store, arena, n);
        assert_true(question.n == 0 && !question.id[0] && !question.icon[0]);
        struct store_answer answer = store_answer(content->store, arena, n);
        assert_true(answer.n == 0 && !answer.id[0] && !answer.icon[0] && !answer.ask_person);
        struct store_page page = store_page(content->store, arena, n);
        assert_true(page.n == 0 && !page.id[0] && !page.icon[0]);
        struct store_block block = store_block(content->store, arena, n);
        assert_true(block.n == 0 && !block.id[0] && !block.kind[0] && !block.picture[0]);
        struct store_hotline hotline = store_hotline(content->store, arena, n);
        assert_true(hotline.n == 0 && !hotline.id[0] && !hotline.icon[0] && !hotline.languages[0]);
        struct store_alert alert = store_alert(content->store, arena, n);
        assert_true(alert.n == 0 && !alert.id[0] && !alert.severity[0]);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(topics),
        cmocka_unit_test(procedures),
        cmocka_unit_test(procedure),
        cmocka_unit_test(steps),
        cmocka_unit_test(requirements),
        cmocka_unit_test(requirement),
        cmocka_unit_test(questions),
        cmocka_unit_test(pages),
        cmocka_unit_test(hotlines_and_alerts),
        cmocka_unit_test(none),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
