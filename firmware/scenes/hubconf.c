// hub.conf as the technician is told of it: one quiet line at rest, every mistake on a screen of the staff.
#include "scenes/internal.h"

static const struct config_report nothing;

static const struct config_report *
report_of(const struct world *world)
{
    return world->report ? world->report : &nothing;
}

static const struct config_problem *
first_error(const struct config_report *report)
{
    for (int i = 0; i < report->count; i++) {
        if (!report->problems[i].warning) {
            return &report->problems[i];
        }
    }
    return NULL;
}

static const char *
number(struct ui *ui, int n)
{
    return store_number(ui->world->store, ui->arena, ui->visit->language, n);
}

// At rest -----------------------------------------------------------------------------------------

const char *
config_digits(const struct world *world, struct arena *arena)
{
    const struct config_problem *problem = first_error(report_of(world));
    return !problem ? ""
           : problem->line == 0
               ? arena_printf(arena, "hub.conf (%d)", (int)problem->code)
               : arena_printf(arena, "hub.conf:%d (%d)", problem->line, (int)problem->code);
}

// In the staff's language, whatever the invitation is in.
struct store_text
config_notice(struct ui *ui)
{
    const struct config_report *report = report_of(ui->world);
    const struct config_problem *problem = first_error(report);
    if (!problem) {
        return ui_plain(ui, "");
    }
    const struct visit *visit = ui->visit;
    struct visit staff = *visit;
    staff.language = (int16_t)staff_language(ui->world);
    ui->visit = &staff;
    struct store_value values[] = {{"line", number(ui, problem->line)},
        {"code", arena_printf(ui->arena, "%d", (int)problem->code)},
        {"n", number(ui, report->errors - 1)}};
    const char *key = problem->line == 0   ? "config.notice-file"
                      : report->errors > 1 ? "config.notice-more"
                                           : "config.notice";
    struct store_text text = ui_words_with(ui, key, values, 3);
    ui->visit = visit;
    return text;
}

// The staff's screen ------------------------------------------------------------------------------

static struct store_text
place_words(struct ui *ui, const struct config_problem *problem)
{
    struct store_value line = {"line", number(ui, problem->line)};
    const char *written = problem->value[0] == '\0'
                              ? problem->where
                              : arena_printf(ui->arena, "%s = %s", problem->where, problem->value);
    struct store_text parts[] = {problem->line == 0 ? ui_words(ui, "config.file")
                                                    : ui_words_with(ui, "config.line", &line, 1),
        ui_plain(ui, written)};
    return joined(ui, " · ", parts, 2);
}

static bool
is_guess(enum config_code code)
{
    return code == CONFIG_NO_SECTION || code == CONFIG_UNKNOWN_KEY ||
           code == CONFIG_UNKNOWN_SECTION;
}

static struct store_text
problem_words(struct ui *ui, const struct config_problem *problem)
{
    struct store_value hint = {"hint", problem->hint};
    struct store_value code = {"code", arena_printf(ui->arena, "%d", (int)problem->code)};
    const char *key = arena_printf(ui->arena, "config.%d", (int)problem->code);
    bool meant = is_guess(problem->code) && problem->hint[0] != '\0';
    struct store_text parts[] = {ui_words_with(ui, key, &hint, 1),
        meant ? ui_words_with(ui, "config.meant", &hint, 1) : ui_plain(ui, "")};
    struct store_text both[] = {
        joined(ui, " ", parts, 2), ui_words_with(ui, "stick.code", &code, 1)};
    return joined(ui, "\n", both, 2);
}

void
scene_config(struct ui *ui)
{
    const struct config_report *report = report_of(ui->world);
    ui_title(ui, ui_words(ui, "config.title"), "settings");
    ui_paragraph(ui, "config.how", ui_words(ui, report->count > 0 ? "config.fix" : "config.fine"),
        TYPE_BODY);
    for (int i = 0; i < report->count; i++) {
        const struct config_problem *problem = &report->problems[i];
        ui_fact(ui, ui_name(ui, "config", i + 1), problem->warning ? "info" : "warning",
            place_words(ui, problem), problem_words(ui, problem));
    }
    if (report->more > 0) {
        struct store_value n = {"n", number(ui, report->more)};
        ui_paragraph(ui, "config.more", ui_words_with(ui, "config.more", &n, 1), TYPE_BODY);
    }
}

void
config_button(struct ui *ui)
{
    const struct config_report *report = report_of(ui->world);
    if (report->count > 0) {
        struct choice choice =
            plain_choice("manager.config", report->errors > 0 ? "warning" : "settings",
                ui_words(ui, "config.title"), ui_go(SCREEN_CONFIG, 0));
        ui_button(ui, &choice);
    }
}
