#include "lint.h"

#include <stdlib.h>
#include <string.h>

#include "lint_places.h"
#include "value.h"

static void
check_order(struct content *content, const struct rows *rows, const char *from, const char *to)
{
    int first = sheet_column(rows->sheet, from);
    int last = sheet_column(rows->sheet, to);
    for (int i = 0; first >= 0 && last >= 0 && i < rows->count; i++) {
        const char *a = rows->records[i].cells[first];
        const char *b = rows->records[i].cells[last];
        if (*a && *b && strcmp(a, b) > 0) { // ISO dates sort as text
            report_error(content->report, content_spot(rows, &rows->records[i], last),
                "%s %s lies before %s %s; write a later date", to, b, from, a);
        }
    }
}

static void
check_hours(struct content *content, const struct rows *rows, const struct record *record)
{
    const char *opens = content_cell(rows, record, "opens_at");
    const char *closes = content_cell(rows, record, "closes_at");
    int first = 0;
    int last = 0;
    struct spot spot = content_spot(rows, record, sheet_column(rows->sheet, "closes_at"));
    if (!*opens != !*closes) {
        report_error(
            content->report, spot, "only one of opens_at and closes_at is filled; fill both");
    } else if (value_time(opens, &first) && value_time(closes, &last) && first >= last) {
        report_error(content->report, spot,
            "closes at %s, before it opens at %s; write one row until 23:59 and one from 00:00",
            closes, opens);
    }
}

static void
check_schedule(struct content *content, const struct rows *rows, const struct record *record)
{
    const char *byday = content_cell(rows, record, "byday");
    const char *bymonthday = content_cell(rows, record, "bymonthday");
    bool weekly = strcmp(content_cell(rows, record, "freq"), "WEEKLY") == 0;
    bool closed = !*content_cell(rows, record, "opens_at");
    struct spot spot = content_spot(rows, record, sheet_column(rows->sheet, "byday"));
    check_hours(content, rows, record);
    if (closed &&
        (!*content_cell(rows, record, "valid_from") || !*content_cell(rows, record, "valid_to"))) {
        report_error(content->report, content_spot(rows, record, -1),
            "a row without hours means closed; fill valid_from and valid_to of the closed days");
    } else if (!closed && weekly && !*byday) {
        report_error(content->report, spot, "no day; write MO|TU|WE|TH|FR or others into byday");
    } else if (!closed && !weekly && !*byday && !*bymonthday) {
        report_error(content->report, spot, "no day; write byday or bymonthday");
    }
    if (strcmp(content_cell(rows, record, "interval"), "0") == 0) {
        report_error(content->report,
            content_spot(rows, record, sheet_column(rows->sheet, "interval")),
            "interval 0; write 1 for every week or month");
    }
    const char *list = bymonthday;
    for (const char *day; content_item(content, &list, &day);) {
        int number = 0;
        if (value_int(day, &number) && (number < 1 || number > 31)) {
            report_error(
                content->report, spot, "bymonthday %s is no day of a month; write 1 to 31", day);
        }
    }
}

static void
check_phone(
    struct content *content, const struct rows *rows, const struct record *record, int today)
{
    enum { TESTED_DAYS = 180 };
    int column = sheet_column(rows->sheet, "dial_tested_on");
    int tested = 0;
    if (!*record->cells[column]) {
        report_warning(content->report, content_spot(rows, record, column),
            "nobody has dialled %s; dial it and write the date into dial_tested_on",
            content_cell(rows, record, "number"));
    } else if (value_date(record->cells[column], &tested) && today - tested > TESTED_DAYS) {
        report_warning(content->report, content_spot(rows, record, column),
            "%s was last dialled on %s; dial it again", content_cell(rows, record, "number"),
            record->cells[column]);
    }
}

// Records that say themselves when they were checked; the others would repeat their owner.
static void
check_review(
    struct content *content, const struct rows *rows, const struct record *record, int today)
{
    int checked = 0;
    int recheck = 0;
    int hide = 0;
    struct spot spot = {record->file, record->row, rows->provenance[0]};
    if (rows->provenance[0] == 0 || !value_date(record->provenance[0], &checked) ||
        !value_int(record->provenance[2], &recheck) || !value_int(record->provenance[3], &hide)) {
        return;
    }
    if (checked > today) {
        report_warning(content->report, spot, "%s '%s' is checked on %s, after hub.csv's built_on",
            rows->sheet->name, record->id, record->provenance[0]);
    } else if (hide > 0 && today - checked > hide) {
        report_warning(content->report, spot,
            "%s '%s' was checked %d days before built_on: the screen hides it; check it again",
            rows->sheet->name, record->id, today - checked);
    } else if (recheck > 0 && today - checked > recheck) {
        report_warning(content->report, spot,
            "%s '%s' is due for a check since %d days: the screen greys it", rows->sheet->name,
            record->id, today - checked - recheck);
    }
}

static bool
has_year(const char *text)
{
    for (; *text; text++) {
        if (strspn(text, "0123456789") == 4 &&
            (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0)) {
            return true;
        }
        text += strspn(text, "0123456789") > 1 ? strspn(text, "0123456789") - 1 : 0;
    }
    return false;
}

static void
check_sources(struct content *content, const struct rows *rows, const struct record *record)
{
    static const char *const sheets[] = {
        "procedure", "requirement", "page", "service", "hotline", "myth", "lesson"};
    bool main = false;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        main = main || strcmp(sheets[i], rows->sheet->name) == 0;
    }
    for (int i = 4; main && i < 6; i++) {
        struct spot spot = {record->file, record->row, rows->provenance[i]};
        if (!*record->provenance[i]) {
            report_error(content->report, spot,
                "%s '%s' has no %s; write two sources, one of them official, with dates",
                rows->sheet->name, record->id, sheet_provenance(i)->name);
        } else if (!has_year(record->provenance[i])) {
            report_warning(content->report, spot, "%s names no date; write when it was seen",
                sheet_provenance(i)->name);
        }
    }
}

// "Lic. Pérez", "Dra. Ana": what looks like a person.
static void
check_person(struct content *content, struct spot spot, const char *text)
{
    static const char *const titles[] = {"Sr. ", "Sra. ", "Srta. ", "Lic. ", "Licda. ", "Dr. ",
        "Dra. ", "Ing. ", "Don ", "Doña ", "Mr. ", "Mrs. ", "Ms. ", "Mme "};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const char *at = strstr(text, titles[i]);
        if (at && (at == text || at[-1] == ' ')) {
            report_error(content->report, spot,
                "'%.80s' seems to name a person; write the office or the role", text);
            return;
        }
    }
}

static void
check_people(struct content *content, const struct rows *rows, const struct record *record)
{
    check_person(content, (struct spot){record->file, record->row, rows->provenance[1]},
        rows->provenance[1] > 0 ? record->provenance[1] : "");
    if (strcmp(rows->sheet->name, "contact") == 0) {
        int title = sheet_column(rows->sheet, "title");
        check_person(content, content_spot(rows, record, title), record->cells[title]);
    }
}

static void
check_quizzes(struct content *content)
{
    const struct rows *items = content_rows(content, "quiz_item");
    const struct rows *answers = content_rows(content, "quiz_answer");
    for (int i = 0; i < items->count; i++) {
        int all = 0;
        int correct = 0;
        for (int k = 0; k < answers->count; k++) {
            bool here = content_ref(content, answers, &answers->records[k], "quiz_item_id") == i;
            all += here;
            correct += here && content_true(answers, &answers->records[k], "correct");
        }
        if (all < 2 || correct != 1) {
            report_error(content->report, content_spot(items, &items->records[i], -1),
                "quiz '%s' has %d answers, %d correct; write two to four, one correct",
                items->records[i].id, all, correct);
        }
    }
}

static void
check_costs(struct content *content)
{
    const struct rows *costs = content_rows(content, "cost_option");
    const struct rows *services = content_rows(content, "service");
    for (int i = 0; i < costs->count; i++) {
        int64_t minor = 0;
        const struct record *cost = &costs->records[i];
        int service = content_ref(content, costs, cost, "service_id");
        bool asks = value_money(content_cell(costs, cost, "amount"),
                        content_cell(costs, cost, "currency"), &minor) &&
                    minor > 0;
        if (asks && service >= 0 && content_true(services, &services->records[service], "free")) {
            report_warning(content->report, content_spot(costs, cost, -1),
                "service '%s' is free, yet has a price; write 0 into service.free or remove it",
                services->records[service].id);
        }
    }
}

void
lint_records(struct content *content)
{
    int today = 0;
    value_date(content_meta(content, "built_on"), &today);
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct rows *rows = &content->rows[i];
        bool schedule = strcmp(rows->sheet->name, "schedule") == 0;
        bool event = strcmp(rows->sheet->name, "event") == 0;
        bool phone = strcmp(rows->sheet->name, "phone") == 0;
        check_order(content, rows, "valid_from", "valid_to");
        check_order(content, rows, "starts", "ends");
        for (int k = 0; k < rows->count; k++) {
            const struct record *record = &rows->records[k];
            if (schedule) {
                check_schedule(content, rows, record);
            } else if (event) {
                check_hours(content, rows, record);
            } else if (phone) {
                check_phone(content, rows, record, today);
            }
            check_review(content, rows, record, today);
            check_sources(content, rows, record);
            check_people(content, rows, record);
        }
    }
    check_quizzes(content);
    check_costs(content);
    lint_places(content);
    lint_safety(content);
    lint_town(content);
}
