// What the kiosk counts: cells made from the hub's languages and topics (counts/counts.h names them).

#include <string.h>

#include "content.h"
#include "counted.h"

static void
add(struct content *content, const char *name, bool monthly)
{
    struct rows *cells = content_rows(content, "count_cell");
    if (strlen(name) > (size_t)counted_name_max() ||
        !index_add(&cells->ids, &content->arena, name, cells->count)) {
        return; // too long to be counted, or there already
    }
    struct record *record = content_add(content, cells, name);
    record->file = "hub.csv";
    record->cells[1] = monthly ? "1" : "0";
}

// Languages the hub names one by one, else all; what others say is counted together.
static void
add_languages(struct content *content, const char *kind, bool source_too)
{
    const struct rows *packs = content_rows(content, "language_pack");
    const char *listed = content_meta(content, "count_languages");
    const char *source = content_meta(content, "source_language");
    bool others = false;
    for (int i = 0; i < packs->count; i++) {
        const char *tag = packs->records[i].id;
        const char *at = listed;
        const char *item = NULL;
        bool alone = !*listed;
        while (content_item(content, &at, &item)) {
            alone = alone || strcmp(item, tag) == 0;
        }
        others = others || !alone;
        if (alone && (source_too || strcmp(tag, source) != 0)) {
            add(content, arena_printf(&content->arena, "%s:%s", kind, tag), false);
        }
    }
    if (others) {
        add(content, arena_printf(&content->arena, "%s:other", kind), false);
    }
}

// A sensitive topic always has a cell of its own, by month; the others may be counted with their parent.
static void
add_topics(struct content *content, const char *kind)
{
    const struct rows *topics = content_rows(content, "topic");
    bool all = strcmp(content_meta(content, "count_topics"), "all") == 0;
    for (int i = 0; i < topics->count; i++) {
        const struct record *topic = &topics->records[i];
        bool top = !*content_cell(topics, topic, "parent_id");
        bool sensitive = content_true(topics, topic, "sensitive");
        if (all || top || sensitive) {
            add(content, arena_printf(&content->arena, "%s:%s", kind, topic->id), sensitive);
        }
    }
}

static void
check_rules(struct content *content)
{
    const char *epsilon = content_meta(content, "count_epsilon");
    struct spot spot = content_meta_spot(content, "count_epsilon");
    bool weak = false;
    if (*epsilon && !counted_epsilon(epsilon, &weak)) {
        report_error(content->report, spot,
            "count_epsilon '%.20s' is no fraction; write 1, 1/2 or another one up to %d/%d",
            epsilon, counted_epsilon_max(), counted_epsilon_max());
    } else if (weak) {
        report_warning(content->report, spot,
            "count_epsilon %.20s blurs so little that a single visit may be seen; write 1",
            epsilon);
    }
    const char *threshold = content_meta(content, "count_threshold");
    size_t digits = strlen(threshold);
    if (*threshold && (digits > 3 || strcmp(threshold, "0") == 0)) {
        report_error(content->report, content_meta_spot(content, "count_threshold"),
            "count_threshold %.20s; write a number from 1 to 999", threshold);
    }
    const char *at = content_meta(content, "count_languages");
    const char *tag = NULL;
    while (content_item(content, &at, &tag)) {
        if (index_find(&content_rows(content, "language_pack")->ids, tag) < 0) {
            report_error(content->report, content_meta_spot(content, "count_languages"),
                "count_languages: %.20s is not in languages.csv", tag);
        }
    }
}

void
cells_load(struct content *content)
{
    static const char *const first[] = {"visit", "hotline", "qr", "help", "audio"};
    static const char *const last[] = {"unmet:search", "tally:woman", "tally:man", "tally:girl",
        "tally:boy", "tally:other", "tally:disability", "tally:referred", "health:reboot",
        "health:undervolt"};
    check_rules(content);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        add(content, first[i], false);
    }
    add_languages(content, "lang", true);
    add_languages(content, "gap", false);
    add_topics(content, "topic");
    add_topics(content, "referral");
    add_topics(content, "unmet");
    for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
        add(content, last[i], false);
    }
    int count = content_rows(content, "count_cell")->count;
    if (count > counted_cells_max()) {
        report_error(content->report, (struct spot){"hub.csv", 0, 0},
            "%d things to count, the kiosk counts %d; write count_topics,top or fewer languages "
            "into count_languages",
            count, counted_cells_max());
    }
}
