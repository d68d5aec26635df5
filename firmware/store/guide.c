// Topics, procedures, papers, questions and pages.

#include <string.h>

#include "store/internal.h"

enum { DAYS_MAX = 100 * 366, COPIES_MAX = 100, MONTHS_MAX = 1200 };

// As it stands in an audience list, "" for all.
static const char *
audience_code(enum store_audience audience)
{
    switch (audience) {
    case AUDIENCE_CURRENT:
        return ",current,";
    case AUDIENCE_POTENTIAL:
        return ",potential,";
    case AUDIENCE_RETURNED:
        return ",returned,";
    case AUDIENCE_TRANSIT:
        return ",transit,";
    case AUDIENCE_ALL:
    default:
        return "";
    }
}

struct store_topic
store_topic(struct store *store, struct arena *arena, int n)
{
    struct store_topic topic = {.id = "", .icon = ""};
    struct row row = store_row_of(store, arena, QUERY_TOPIC, n);
    if (store_row_next(&row)) {
        topic.n = n;
        topic.id = store_row_text(&row);
        topic.parent = store_row_n(&row);
        topic.icon = store_row_text(&row);
        topic.sensitive = store_row_flag(&row);
    }
    store_row_end(&row);
    return topic;
}

struct store_list
store_topics(struct store *store, struct arena *arena, int parent, enum store_audience audience)
{
    struct list list = store_list_begin(arena);
    struct row row = store_row_of(store, arena, QUERY_TOPICS, parent);
    store_row_bind_text(&row, 2, audience_code(audience));
    while (store_row_next(&row)) {
        store_list_add(&list, store_row_n(&row));
    }
    return store_list_end(&list);
}

// Rows of n, valid from, valid to, provenance: those that lists may show today.
static struct store_list
list_fresh(struct row *row, int today)
{
    struct list list = store_list_begin(row->arena);
    while (store_row_next(row)) {
        int n = store_row_n(row);
        const char *from = store_row_text(row);
        const char *to = store_row_text(row);
        if (store_valid_on(today, from, to) &&
            store_row_freshness(row, today, NULL) != STORE_HIDDEN) {
            store_list_add(&list, n);
        }
    }
    return store_list_end(&list);
}

struct store_procedure
store_procedure(struct store *store, struct arena *arena, int n)
{
    struct store_procedure procedure = {
        .id = "", .icon = "", .days_min = -1, .days_max = -1, .currency = "", .official_url = ""};
    struct row row = store_row_of(store, arena, QUERY_PROCEDURE, n);
    if (store_row_next(&row)) {
        procedure.n = n;
        procedure.id = store_row_text(&row);
        procedure.icon = store_row_text(&row);
        procedure.topic = store_row_n(&row);
        procedure.authority = store_row_n(&row);
        procedure.question = store_row_n(&row);
        procedure.days_min = store_row_int(&row, 0, DAYS_MAX, -1);
        procedure.days_max = store_row_int(&row, 0, DAYS_MAX, -1);
        procedure.currency = store_row_text(&row);
        procedure.fee = store_row_money(&row);
        procedure.official_url = store_row_text(&row);
        procedure.sensitive = store_row_flag(&row);
        procedure.qr_ok = store_row_flag(&row);
    }
    store_row_end(&row);
    return procedure;
}

struct store_list
store_procedures(struct store *store, struct arena *arena, int topic, enum store_audience audience,
    const struct clock *clock)
{
    struct row row = store_row_of(store, arena, QUERY_PROCEDURES, topic);
    store_row_bind_text(&row, 2, audience_code(audience));
    return list_fresh(&row, store_today(store, clock));
}

struct store_step
store_step(struct store *store, struct arena *arena, int n)
{
    struct store_step step = {.id = "", .place = "", .days = -1, .currency = ""};
    struct row row = store_row_of(store, arena, QUERY_STEP, n);
    if (store_row_next(&row)) {
        step.n = n;
        step.id = store_row_text(&row);
        step.place = store_row_text(&row);
        step.service = store_row_n(&row);
        step.appointment = store_row_flag(&row);
        step.by_other = store_row_flag(&row);
        step.days = store_row_int(&row, 0, DAYS_MAX, -1);
        step.currency = store_row_text(&row);
        step.cost = store_row_money(&row);
    }
    store_row_end(&row);
    return step;
}

struct store_list
store_steps(struct store *store, struct arena *arena, int procedure)
{
    return store_list_of(store, arena, QUERY_STEPS, procedure);
}

struct store_requirement
store_requirement(struct store *store, struct arena *arena, int n)
{
    struct store_requirement paper = {.id = "",
        .picture = "",
        .kind = "",
        .certified = "none",
        .validity_months = -1,
        .currency = ""};
    struct row row = store_row_of(store, arena, QUERY_REQUIREMENT, n);
    if (store_row_next(&row)) {
        paper.n = n;
        paper.id = store_row_text(&row);
        paper.picture = store_row_text(&row);
        paper.kind = store_row_text(&row);
        paper.originals = store_row_int(&row, 0, COPIES_MAX, 0);
        paper.copies = store_row_int(&row, 0, COPIES_MAX, 0);
        paper.certified = store_row_text(&row);
        paper.sworn_translation = store_row_flag(&row);
        paper.validity_months = store_row_int(&row, 0, MONTHS_MAX, -1);
        paper.issuer = store_row_n(&row);
        paper.issuer_service = store_row_n(&row);
        paper.currency = store_row_text(&row);
        paper.cost = store_row_money(&row);
        paper.missing_procedure = store_row_n(&row);
    }
    store_row_end(&row);
    return paper;
}

struct store_list
store_requirements(
    struct store *store, struct arena *arena, int procedure, int step, uint64_t facts)
{
    struct list list = store_list_begin(arena);
    struct row row = store_row_of(store, arena, QUERY_REQUIREMENTS, procedure);
    store_row_bind(&row, 2, step);
    while (store_row_next(&row)) {
        int n = store_row_n(&row);
        if (store_condition_holds(store, store_row_text(&row), facts) &&
            !store_list_has(&list, n)) {
            store_list_add(&list, n);
        }
    }
    return store_list_end(&list);
}

struct store_question
store_question(struct store *store, struct arena *arena, int n)
{
    struct store_question question = {.id = "", .icon = ""};
    struct row row = store_row_of(store, arena, QUERY_QUESTION, n);
    if (store_row_next(&row)) {
        question.n = n;
        question.id = store_row_text(&row);
        question.icon = store_row_text(&row);
    }
    store_row_end(&row);
    return question;
}

struct store_answer
store_answer(struct store *store, struct arena *arena, int n)
{
    struct store_answer answer = {.id = "", .icon = ""};
    struct row row = store_row_of(store, arena, QUERY_ANSWER, n);
    if (store_row_next(&row)) {
        answer.n = n;
        answer.id = store_row_text(&row);
        answer.icon = store_row_text(&row);
        answer.sets = store_fact_bits(store, store_row_text(&row));
        answer.next_question = store_row_n(&row);
        answer.procedure = store_row_n(&row);
        answer.ask_person = store_row_flag(&row);
    }
    store_row_end(&row);
    return answer;
}

struct store_list
store_answers(struct store *store, struct arena *arena, int question)
{
    return store_list_of(store, arena, QUERY_ANSWERS, question);
}

struct store_page
store_page(struct store *store, struct arena *arena, int n)
{
    struct store_page page = {.id = "", .icon = ""};
    struct row row = store_row_of(store, arena, QUERY_PAGE, n);
    if (store_row_next(&row)) {
        page.n = n;
        page.id = store_row_text(&row);
        page.icon = store_row_text(&row);
        page.topic = store_row_n(&row);
        page.service = store_row_n(&row);
        page.sensitive = store_row_flag(&row);
    }
    store_row_end(&row);
    return page;
}

struct store_list
store_pages(struct store *store, struct arena *arena, int topic, enum store_audience audience)
{
    struct row row = store_row_of(store, arena, QUERY_PAGES, topic);
    store_row_bind_text(&row, 2, audience_code(audience));
    return list_fresh(&row, store_today(store, NULL));
}

struct store_block
store_block(struct store *store, struct arena *arena, int n)
{
    struct store_block block = {.id = "", .kind = "", .picture = ""};
    struct row row = store_row_of(store, arena, QUERY_BLOCK, n);
    if (store_row_next(&row)) {
        block.n = n;
        block.id = store_row_text(&row);
        block.kind = store_row_text(&row);
        block.picture = store_row_text(&row);
    }
    store_row_end(&row);
    return block;
}

struct store_list
store_blocks(struct store *store, struct arena *arena, int page)
{
    return store_list_of(store, arena, QUERY_BLOCKS, page);
}

struct store_hotline
store_hotline(struct store *store, struct arena *arena, int n)
{
    struct store_hotline hotline = {.id = "", .icon = "", .languages = ""};
    struct row row = store_row_of(store, arena, QUERY_HOTLINE, n);
    if (store_row_next(&row)) {
        hotline.n = n;
        hotline.id = store_row_text(&row);
        hotline.icon = store_row_text(&row);
        hotline.phone = store_row_n(&row);
        hotline.topic = store_row_n(&row);
        hotline.free_call = store_row_flag(&row);
        hotline.discreet = store_row_flag(&row);
        hotline.languages = store_row_codes(&row);
    }
    store_row_end(&row);
    return hotline;
}

struct store_alert
store_alert(struct store *store, struct arena *arena, int n)
{
    struct store_alert alert = {.id = "", .severity = ""};
    struct row row = store_row_of(store, arena, QUERY_ALERT, n);
    if (store_row_next(&row)) {
        alert.n = n;
        alert.id = store_row_text(&row);
        alert.severity = store_row_text(&row);
        alert.page = store_row_n(&row);
        alert.service = store_row_n(&row);
        if (!clock_parse_date(store_row_text(&row), &alert.starts_days)) {
            alert.starts_days = 0;
        }
    }
    store_row_end(&row);
    return alert;
}

struct store_list
store_alerts(struct store *store, struct arena *arena, const struct clock *clock)
{
    struct row row = store_row_begin(store, arena, QUERY_ALERTS);
    return list_fresh(&row, store_today(store, clock));
}
