#include "lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

enum { TAPS_MAX = 5, ITEMS_MAX = 6 };

static const char *const audiences[] = {"current", "potential", "returned", "transit"};
enum { AUDIENCES = sizeof audiences / sizeof *audiences };

static void
check_children(struct content *content, int parent)
{
    const struct rows *topics = content_rows(content, "topic");
    int count[AUDIENCES] = {0};
    for (int i = 0; i < topics->count; i++) {
        if (content_ref(content, topics, &topics->records[i], "parent_id") != parent) {
            continue;
        }
        const char *list = content_cell(topics, &topics->records[i], "audience");
        for (const char *word; content_item(content, &list, &word);) {
            for (int k = 0; k < AUDIENCES; k++) {
                count[k] += strcmp(word, audiences[k]) == 0;
            }
        }
    }
    for (int k = 0; k < AUDIENCES; k++) {
        if (count[k] > ITEMS_MAX) {
            struct spot spot = parent < 0 ? (struct spot){topics->file, 0, 0}
                                          : content_spot(topics, &topics->records[parent], -1);
            report_error(content->report, spot,
                "%d topics %s%s for the audience '%s', the limit is %d; move or merge some",
                count[k], parent < 0 ? "on the first screen" : "below ",
                parent < 0 ? "" : topics->records[parent].id, audiences[k], ITEMS_MAX);
        }
    }
}

static void
check_topics(struct content *content)
{
    const struct rows *topics = content_rows(content, "topic");
    check_children(content, -1);
    for (int i = 0; i < topics->count; i++) {
        int parent = content_ref(content, topics, &topics->records[i], "parent_id");
        check_children(content, i);
        if (parent >= 0 &&
            content_ref(content, topics, &topics->records[parent], "parent_id") >= 0) {
            report_error(content->report,
                content_spot(topics, &topics->records[i], sheet_column(topics->sheet, "parent_id")),
                "topic '%s' lies three levels deep; write a topic of the first level",
                topics->records[i].id);
        }
    }
}

// Questions: taps[q] = longest way from q to an end, found by relaxing; more than TAPS_MAX + 1 rounds
// would change nothing that is not an error already.
static void
measure_trees(struct content *content, int *taps, bool *reaches)
{
    const struct rows *answers = content_rows(content, "answer");
    for (int round = 0; round <= TAPS_MAX + 1; round++) {
        for (int i = 0; i < answers->count; i++) {
            const struct record *answer = &answers->records[i];
            int question = content_ref(content, answers, answer, "question_id");
            int next = content_ref(content, answers, answer, "next_question_id");
            if (question < 0) {
                continue;
            }
            int way = 1 + (next >= 0 ? taps[next] : 0);
            way = way > TAPS_MAX + 1 ? TAPS_MAX + 1 : way;
            taps[question] = way > taps[question] ? way : taps[question];
            reaches[question] = reaches[question] || content_true(answers, answer, "ask_person") ||
                                (next >= 0 && reaches[next]);
        }
    }
}

static void
check_question(struct content *content, int question, int taps, bool reaches)
{
    const struct rows *questions = content_rows(content, "question");
    const struct rows *answers = content_rows(content, "answer");
    const struct record *record = &questions->records[question];
    struct spot spot = content_spot(questions, record, -1);
    int count = 0;
    for (int i = 0; i < answers->count; i++) {
        count += content_ref(content, answers, &answers->records[i], "question_id") == question;
    }
    if (count < 2 || count > ITEMS_MAX) {
        report_error(content->report, spot, "question '%s' has %d answers; write 2 to %d",
            record->id, count, ITEMS_MAX);
    }
    if (taps > TAPS_MAX) {
        report_error(content->report, spot,
            "from question '%s' it takes more than %d taps to an end, or it runs in a circle; cut "
            "questions",
            record->id, TAPS_MAX);
    }
    if (count > 0 && !reaches) {
        report_error(content->report, spot,
            "from question '%s' no answer leads to a person; write 1 into ask_person of one",
            record->id);
    }
}

static void
check_questions(struct content *content)
{
    const struct rows *questions = content_rows(content, "question");
    const struct rows *answers = content_rows(content, "answer");
    const struct rows *procedures = content_rows(content, "procedure");
    int *taps = arena_array(&content->arena, int, questions->count + 1);
    bool *reaches = arena_array(&content->arena, bool, questions->count + 1);
    bool *used = arena_array(&content->arena, bool, questions->count + 1);
    measure_trees(content, taps, reaches);
    for (int i = 0; i < procedures->count; i++) {
        int first = content_ref(content, procedures, &procedures->records[i], "question_id");
        used[first < 0 ? questions->count : first] = true;
    }
    for (int i = 0; i < answers->count; i++) {
        int next = content_ref(content, answers, &answers->records[i], "next_question_id");
        used[next < 0 ? questions->count : next] = true;
    }
    for (int i = 0; i < questions->count; i++) {
        check_question(content, i, taps[i], reaches[i]);
        if (!used[i]) {
            report_warning(content->report, content_spot(questions, &questions->records[i], -1),
                "nothing leads to question '%s'; write it into procedure.question_id or remove it",
                questions->records[i].id);
        }
    }
}

struct need { // to complete one procedure one may have to go through the other first
    int from;
    int to;
};

static int
needs_of(struct content *content, struct need **needs)
{
    const struct rows *papers = content_rows(content, "step_requirement");
    const struct rows *steps = content_rows(content, "step");
    const struct rows *requirements = content_rows(content, "requirement");
    int count = 0;
    *needs = arena_array(&content->arena, struct need, papers->count + 1);
    for (int i = 0; i < papers->count; i++) {
        int step = content_ref(content, papers, &papers->records[i], "step_id");
        int paper = content_ref(content, papers, &papers->records[i], "requirement_id");
        if (step < 0 || paper < 0) {
            continue;
        }
        struct need need = {content_ref(content, steps, &steps->records[step], "procedure_id"),
            content_ref(
                content, requirements, &requirements->records[paper], "if_missing_procedure_id")};
        if (need.from >= 0 && need.to >= 0) {
            (*needs)[count++] = need;
        }
    }
    return count;
}

// One round: a procedure stays while it needs one that stays. True if any went.
static bool
drop_free(const struct need *needs, int need_count, bool *left, bool *waits, int count)
{
    bool changed = false;
    for (int i = 0; i < count; i++) {
        waits[i] = false;
    }
    for (int i = 0; i < need_count; i++) {
        waits[needs[i].from] = waits[needs[i].from] || left[needs[i].to];
    }
    for (int i = 0; i < count; i++) {
        changed = changed || (left[i] && !waits[i]);
        left[i] = left[i] && waits[i];
    }
    return changed;
}

// Takes away, again and again, procedures that need none that is left; what stays runs in circles.
static void
check_missing_papers(struct content *content)
{
    const struct rows *procedures = content_rows(content, "procedure");
    struct need *needs = NULL;
    int need_count = needs_of(content, &needs);
    bool *left = arena_array(&content->arena, bool, procedures->count + 1);
    bool *waits = arena_array(&content->arena, bool, procedures->count + 1);
    for (int i = 0; i < procedures->count; i++) {
        left[i] = true;
    }
    while (drop_free(needs, need_count, left, waits, procedures->count)) {
    }
    for (int i = 0; i < procedures->count; i++) {
        const char *list = "";
        for (int k = 0; left[i] && k < need_count; k++) {
            const char *id = procedures->records[needs[k].to].id;
            if (needs[k].from == i && left[needs[k].to] && !strstr(list, id)) {
                list = arena_printf(&content->arena, "%s%s%s", list, *list ? ", " : "", id);
            }
        }
        if (*list) {
            report_error(content->report, content_spot(procedures, &procedures->records[i], -1),
                "procedure '%s' asks for papers one gets through %s, which lead back to it or into "
                "a "
                "circle; empty if_missing_procedure_id of one paper and write if_missing",
                procedures->records[i].id, list);
        }
    }
}

static void
check_lists(struct content *content)
{
    const struct rows *blocks = content_rows(content, "page_block");
    int run = 0;
    for (int i = 0; i < blocks->count; i++) {
        const char *kind = content_cell(blocks, &blocks->records[i], "kind");
        bool list = strcmp(kind, "item") == 0 || strcmp(kind, "number") == 0;
        run = list ? run + 1 : 0;
        if (run == ITEMS_MAX + 1) {
            report_warning(content->report, content_spot(blocks, &blocks->records[i], -1),
                "a list of more than %d items; cut it with a heading", ITEMS_MAX);
        }
    }
}

void
lint_guidance(struct content *content)
{
    check_topics(content);
    check_questions(content);
    check_missing_papers(content);
    check_lists(content);
}
