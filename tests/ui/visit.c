// A visit's moves: where they lead, what they keep and what they forget (requirements 48, 50-53).

#include "tests/ui/stage.h"

static const char questions[] =
    "INSERT INTO topic VALUES (1, 't', NULL, 1, '', '', 0);"
    "INSERT INTO fact VALUES (1, 'minor'), (2, 'married');"
    "INSERT INTO procedure VALUES (1, 'p', '', 1, NULL, 1, 'XX', 'visa', '', 'i', '', 1, 2, "
    "'XXD',"
    " 0, '', '', 0, 1);"
    "INSERT INTO question VALUES (1, 'q1', ''), (2, 'q2', '');"
    "INSERT INTO answer VALUES (1, 'young', 1, 1, '', 'minor', 2, NULL, 0),"
    " (2, 'wed', 2, 1, '', 'married', NULL, 1, 0), (3, 'ask', 2, 2, '', '', NULL, NULL, 1);"
    "INSERT INTO lesson VALUES (1, 'l', NULL, 1, '');"
    "INSERT INTO quiz_item VALUES (1, 'i', 1, 1);"
    "INSERT INTO quiz_answer VALUES (1, 'right', 1, 1, 1), (2, 'wrong', 1, 2, 0);";

static int
setup(void **state)
{
    *state = stage_open(questions);
    return 0;
}

static void
act(struct stage *stage, enum act kind, int arg, int arg2)
{
    struct action action = {.kind = (int16_t)kind, .arg = arg, .arg2 = (int16_t)arg2};
    visit_apply(&stage->visit, &action, &stage->world, stage->frame);
}

static void
go(struct stage *stage, enum screen screen, int arg)
{
    act(stage, ACT_GO, arg, (int)screen);
}

static void
assert_at(const struct stage *stage, enum screen screen, int arg)
{
    assert_int_equal(stage->visit.at.screen, screen);
    assert_int_equal(stage->visit.at.arg, arg);
}

// Ways -----------------------------------------------------------------------------------------------

static void
test_back_is_exact(void **state)
{
    struct stage *stage = *state;
    go(stage, SCREEN_PAPERS, 0);
    stage->visit.at.page = 2;
    stage->visit.at.focus = 12345;
    struct place was = stage->visit.at;
    go(stage, SCREEN_PROCEDURE, 7);
    assert_at(stage, SCREEN_PROCEDURE, 7);
    assert_int_equal(stage->visit.at.page, 0);
    assert_true(stage->visit.at.focus == 0);
    act(stage, ACT_BACK, 0, 0);
    assert_memory_equal(&stage->visit.at, &was, sizeof was);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_HOME, 0);
    act(stage, ACT_BACK, 0, 0); // nowhere to go back to
    assert_at(stage, SCREEN_HOME, 0);
    assert_int_equal(stage->visit.depth, 0);
}

// Forty screens deep: the oldest way back is forgotten, the newest is whole.
static void
test_back_overflow(void **state)
{
    struct stage *stage = *state;
    for (int i = 1; i <= 40; i++) {
        go(stage, SCREEN_PAGE, i);
        assert_in_range(stage->visit.depth, 1, UI_BACK_MAX);
    }
    for (int i = 39; i >= 40 - UI_BACK_MAX; i--) {
        act(stage, ACT_BACK, 0, 0);
        assert_at(stage, SCREEN_PAGE, i);
    }
    assert_int_equal(stage->visit.depth, 0);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_PAGE, 40 - UI_BACK_MAX);
}

static void
test_home(void **state)
{
    struct stage *stage = *state;
    go(stage, SCREEN_PAGE, 3);
    act(stage, ACT_HOME, 0, 0);
    assert_at(stage, SCREEN_HOME, 0);
    stage->visit.at.page = 1;
    int depth = stage->visit.depth;
    act(stage, ACT_HOME, 0, 0); // from home: its first page, no new way
    assert_int_equal(stage->visit.at.page, 0);
    assert_int_equal(stage->visit.depth, depth);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_PAGE, 3);
    stage->visit = (struct visit){.at.screen = SCREEN_LANGUAGE};
    act(stage, ACT_HOME, 0, 0); // no home without a language
    assert_at(stage, SCREEN_LANGUAGE, 0);
}

static void
test_start_and_language(void **state)
{
    struct stage *stage = *state;
    stage->visit = (struct visit){0};
    act(stage, ACT_START, 0, 0);
    assert_at(stage, SCREEN_LANGUAGE, 0);
    assert_int_equal(stage->visit.depth, 0);
    assert_false(stage->visit.started);
    act(stage, ACT_LANGUAGE, LANG_AR, 0);
    assert_at(stage, SCREEN_HOME, 0);
    assert_true(stage->visit.started);
    assert_int_equal(stage->visit.language, LANG_AR);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_LANGUAGE, 0);
}

// Language from any screen keeps the page (requirement 57).
static void
test_language_keeps_the_page(void **state)
{
    struct stage *stage = *state;
    go(stage, SCREEN_PROCEDURE, 4);
    stage->visit.at.page = 3;
    stage->visit.at.focus = 99;
    struct place was = stage->visit.at;
    int depth = stage->visit.depth;
    for (int i = 0; i < 3; i++) {
        go(stage, SCREEN_LANGUAGE, 0);
        act(stage, ACT_LANGUAGE, i, 0);
        assert_memory_equal(&stage->visit.at, &was, sizeof was);
        assert_int_equal(stage->visit.language, i);
        assert_int_equal(stage->visit.depth, depth);
    }
}

static void
test_quick_exit_forgets_the_way(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HT;
    stage->visit.size = SIZE_XL;
    stage->visit.contrast = CONTRAST_YELLOW;
    stage->visit.keys = true;
    stage->visit.last_input_ms = 77;
    stage->visit.facts = 5;
    stage->visit.filters = FILTER_FREE;
    stage->visit.spoken = 2;
    stage->visit.audience = AUDIENCE_RETURNED;
    act(stage, ACT_TYPE, 'x', 0);
    act(stage, ACT_HAVE, 9, 0);
    go(stage, SCREEN_TOPIC, 8);
    go(stage, SCREEN_PAGE, 8);
    act(stage, ACT_EXIT, 0, 0);
    struct visit left = {.started = true,
        .keys = true,
        .language = LANG_HT,
        .size = SIZE_XL,
        .contrast = CONTRAST_YELLOW,
        .last_input_ms = 77,
        .at.screen = SCREEN_HOME};
    assert_int_equal(stage->visit.depth, 0);
    for (int i = 0; i < UI_BACK_MAX; i++) { // not even out of reach
        assert_int_equal(stage->visit.back[i].screen, 0);
        assert_int_equal(stage->visit.back[i].arg, 0);
    }
    assert_string_equal(stage->visit.query, "");
    assert_memory_equal(stage->visit.have, left.have, sizeof left.have);
    assert_true(stage->visit.facts == 0 && stage->visit.filters == 0 && stage->visit.spoken == 0);
    assert_int_equal(stage->visit.audience, 0);
    assert_true(stage->visit.started && stage->visit.keys);
    assert_int_equal(stage->visit.language, LANG_HT);
    assert_int_equal(stage->visit.size, SIZE_XL);
    assert_int_equal(stage->visit.contrast, CONTRAST_YELLOW);
    assert_at(stage, SCREEN_HOME, 0);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_HOME, 0);
}

// Every byte (requirement 50).
static void
test_finish_leaves_nothing(void **state)
{
    struct stage *stage = *state;
    static const struct visit nobody;
    memset(&stage->visit, 0xa5, sizeof stage->visit);
    stage->visit.depth = 3;
    act(stage, ACT_FINISH, 0, 0);
    assert_memory_equal(&stage->visit, &nobody, sizeof nobody);
}

// Choices --------------------------------------------------------------------------------------------

static void
test_tick_and_lack_exclude_each_other(void **state)
{
    struct stage *stage = *state;
    struct visit *visit = &stage->visit;
    static const int papers[] = {0, 1, 7, 8, 9, UI_RECORDS_MAX - 1};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        int n = papers[i];
        act(stage, ACT_HAVE, n, 0);
        assert_true(ui_bit(visit->have, n) && !ui_bit(visit->lack, n));
        assert_false(ui_bit(visit->have, n + 1));
        act(stage, ACT_LACK, n, 0);
        assert_true(!ui_bit(visit->have, n) && ui_bit(visit->lack, n));
        act(stage, ACT_LACK, n, 0);
        assert_true(!ui_bit(visit->have, n) && !ui_bit(visit->lack, n));
    }
    struct visit before = *visit;
    act(stage, ACT_HAVE, -1, 0);
    act(stage, ACT_HAVE, UI_RECORDS_MAX, 0);
    act(stage, ACT_LACK, 1 << 30, 0);
    assert_memory_equal(visit, &before, sizeof before);
    assert_false(ui_bit(visit->have, -1) || ui_bit(visit->have, UI_RECORDS_MAX));
}

static void
test_settings(void **state)
{
    struct stage *stage = *state;
    stage->visit.at.page = 2;
    act(stage, ACT_CONTRAST, CONTRAST_DARK, 0);
    assert_int_equal(stage->visit.contrast, CONTRAST_DARK);
    assert_int_equal(stage->visit.at.page, 2);
    act(stage, ACT_SIZE, SIZE_XL, 0);
    assert_int_equal(stage->visit.size, SIZE_XL);
    assert_int_equal(stage->visit.at.page, 0); // pages are others now
    act(stage, ACT_FILTER, FILTER_OPEN, 0);
    act(stage, ACT_FILTER, FILTER_NO_ID, 0);
    assert_int_equal(stage->visit.filters, FILTER_OPEN | FILTER_NO_ID);
    act(stage, ACT_FILTER, FILTER_OPEN, 0);
    assert_int_equal(stage->visit.filters, FILTER_NO_ID);
    act(stage, ACT_SPOKEN, LANG_HI, 0);
    assert_int_equal(stage->visit.spoken, LANG_HI + 1);
    act(stage, ACT_SPOKEN, -1, 0);
    assert_int_equal(stage->visit.spoken, 0);
    act(stage, ACT_AUDIENCE, AUDIENCE_POTENTIAL, 0);
    assert_int_equal(stage->visit.audience, AUDIENCE_POTENTIAL);
    assert_at(stage, SCREEN_TOPICS, 0);
}

static void
test_pages_end_at_both_ends(void **state)
{
    struct stage *stage = *state;
    stage->frame->page = 0;
    stage->frame->pages = 2;
    stage->visit.at.focus = 5;
    act(stage, ACT_PAGE, -1, 0);
    assert_int_equal(stage->visit.at.page, 0);
    assert_true(stage->visit.at.focus == 5);
    act(stage, ACT_PAGE, 1, 0);
    assert_int_equal(stage->visit.at.page, 1);
    assert_true(stage->visit.at.focus == 0);
    stage->frame->page = 1;
    act(stage, ACT_PAGE, 1, 0);
    assert_int_equal(stage->visit.at.page, 1);
    act(stage, ACT_PAGE, -1, 0);
    assert_int_equal(stage->visit.at.page, 0);
}

static void
test_questions(void **state)
{
    struct stage *stage = *state;
    go(stage, SCREEN_QUESTION, 1);
    act(stage, ACT_ANSWER, 1, 0);
    assert_at(stage, SCREEN_QUESTION, 2);
    assert_int_equal(stage->visit.questions, 1);
    assert_true(stage->visit.facts == 1);
    act(stage, ACT_ANSWER, 2, 0);
    assert_at(stage, SCREEN_RESULT, 2);
    assert_true(stage->visit.facts == 3);
    act(stage, ACT_BACK, 0, 0);
    assert_at(stage, SCREEN_QUESTION, 2);
    act(stage, ACT_ANSWER, 3, 0);
    assert_at(stage, SCREEN_RESULT, 3);
    act(stage, ACT_ANSWER, 99, 0); // no such answer: nothing moves
    assert_at(stage, SCREEN_RESULT, 3);
    go(stage, SCREEN_QUESTION, 1); // a new run
    assert_true(stage->visit.facts == 0);
    assert_int_equal(stage->visit.questions, 0);
}

static void
test_quiz_counts_the_first_answer(void **state)
{
    struct stage *stage = *state;
    go(stage, SCREEN_QUIZ, 1);
    act(stage, ACT_QUIZ, 1, 0);
    assert_int_equal(stage->visit.answered, 1);
    assert_int_equal(stage->visit.right, 1);
    act(stage, ACT_QUIZ, 1, 0);
    assert_int_equal(stage->visit.right, 1);
    go(stage, SCREEN_QUIZ, 1);
    assert_int_equal(stage->visit.answered, 0);
    act(stage, ACT_QUIZ, 2, 0);
    assert_int_equal(stage->visit.right, 1);
    go(stage, SCREEN_LESSONS, 0);
    go(stage, SCREEN_QUIZ, 1);
    assert_int_equal(stage->visit.right, 0);
}

static void
test_of_one_screen_only(void **state)
{
    struct stage *stage = *state;
    act(stage, ACT_AGREE, 0, 0);
    assert_true(stage->visit.agreed);
    go(stage, SCREEN_PAGE, 1);
    assert_false(stage->visit.agreed);
    act(stage, ACT_SURVEY, 4, 0);
    assert_int_equal(stage->visit.answered, 4);
    act(stage, ACT_SURVEY, 0, 0);
    assert_int_equal(stage->visit.answered, -1);
    act(stage, ACT_BACK, 0, 0);
    assert_int_equal(stage->visit.answered, 0);
    act(stage, ACT_LISTEN, 0, 0);
    assert_true(stage->visit.notice);
    act(stage, ACT_CONTRAST, 0, 0);
    assert_false(stage->visit.notice);
    stage->visit.idle = true;
    act(stage, ACT_STAY, 0, 0);
    assert_false(stage->visit.idle);
}

static void
test_unknown_actions(void **state)
{
    struct stage *stage = *state;
    struct visit before = stage->visit;
    static const int kinds[] = {ACT_NONE, -1, ACT_STAY + 1, 1000, INT16_MIN};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        act(stage, (enum act)kinds[i], 1, 1);
        assert_memory_equal(&stage->visit, &before, sizeof before);
    }
}

// Typing ---------------------------------------------------------------------------------------------

static void
type(struct stage *stage, const uint32_t *codes, int count)
{
    for (int i = 0; i < count; i++) {
        act(stage, ACT_TYPE, (int)codes[i], 0);
    }
}

static void
test_typing_and_erasing(void **state)
{
    struct stage *stage = *state;
    act(stage, ACT_TYPE, ' ', 0);
    assert_string_equal(stage->visit.query, "");
    const uint32_t words[] = {'n', 'i', 0xf1, 'o', ' ', ' ', 'y'};
    type(stage, words, 7);
    assert_string_equal(stage->visit.query, "niño y");
    for (int i = 0; i < 3; i++) {
        act(stage, ACT_ERASE, 0, 0);
    }
    assert_string_equal(stage->visit.query, "niñ");
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "ni");
    for (int i = 0; i < 3; i++) {
        act(stage, ACT_ERASE, 0, 0);
    }
    assert_string_equal(stage->visit.query, "");
    static const char nothing[UI_QUERY_MAX];
    assert_memory_equal(stage->visit.query, nothing, UI_QUERY_MAX); // no letter is left behind
}

// One touch takes away what looks like one letter (UAX #29).
static void
test_erasing_clusters(void **state)
{
    struct stage *stage = *state;
    const uint32_t hindi[] = {0x92a, 0x93e, 0x938, 0x92a, 0x94b}; // pā sa po
    type(stage, hindi, 5);
    assert_string_equal(stage->visit.query, "पासपो");
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "पास");
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "पा");
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "");
    const uint32_t accents[] = {'e', 0x301, 'a', 0x300};
    type(stage, accents, 4);
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "e\xcc\x81");
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "");
    const uint32_t chinese[] = {0x62a4, 0x7167};
    type(stage, chinese, 2);
    act(stage, ACT_ERASE, 0, 0);
    assert_string_equal(stage->visit.query, "护");
}

// A query is full at a whole character and stays a string.
static void
test_typing_ends_at_the_limit(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 100; i++) {
        act(stage, ACT_TYPE, 0x92a, 0);
    }
    size_t len = strlen(stage->visit.query);
    assert_in_range(len, UI_QUERY_MAX - 4, UI_QUERY_MAX - 1);
    assert_int_equal(len % 3, 0);
    act(stage, ACT_TYPE, 'x', 0); // a shorter one may still fit
    assert_in_range(strlen(stage->visit.query), len, UI_QUERY_MAX - 1);
}

// Focus ----------------------------------------------------------------------------------------------

static void
test_focus_goes_round(void **state)
{
    struct stage *stage = *state;
    struct frame *frame = stage->frame;
    memset(frame, 0, sizeof *frame);
    visit_focus(&stage->visit, frame, 1); // nothing to focus
    assert_true(stage->visit.at.focus == 0);
    static const char *const names[] = {"one", "text", "two", "three"};
    for (int i = 0; i < 4; i++) {
        struct node *node = frame_add(frame, ROLE_BUTTON, names[i], (struct rect){0, 0, 10, 10});
        node->focusable = i != 1;
    }
    visit_focus(&stage->visit, frame, 1); // from the first, which shows without being chosen
    uint32_t two = stage->visit.at.focus;
    visit_focus(&stage->visit, frame, 1);
    uint32_t three = stage->visit.at.focus;
    visit_focus(&stage->visit, frame, 1);
    uint32_t one = stage->visit.at.focus;
    assert_true(one != two && two != three && one != three);
    visit_focus(&stage->visit, frame, -1);
    assert_true(stage->visit.at.focus == three);
    visit_focus(&stage->visit, frame, -1);
    assert_true(stage->visit.at.focus == two);
    assert_null(visit_focused(&stage->visit, frame));
    frame->nodes[2].focused = true;
    assert_ptr_equal(visit_focused(&stage->visit, frame), &frame->nodes[2]);
}

#define MOVE(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        MOVE(test_back_is_exact),
        MOVE(test_back_overflow),
        MOVE(test_home),
        MOVE(test_start_and_language),
        MOVE(test_language_keeps_the_page),
        MOVE(test_quick_exit_forgets_the_way),
        MOVE(test_finish_leaves_nothing),
        MOVE(test_tick_and_lack_exclude_each_other),
        MOVE(test_settings),
        MOVE(test_pages_end_at_both_ends),
        MOVE(test_questions),
        MOVE(test_quiz_counts_the_first_answer),
        MOVE(test_of_one_screen_only),
        MOVE(test_unknown_actions),
        MOVE(test_typing_and_erasing),
        MOVE(test_erasing_clusters),
        MOVE(test_typing_ends_at_the_limit),
        MOVE(test_focus_goes_round),
    };
    return cmocka_run_group_tests(tests, setup, stage_teardown);
}
