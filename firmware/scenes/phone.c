// Closed counts for a phone: the signed record of a period as QR codes, cut as record/record.h says.
#include "scenes/internal.h"

enum { PERIODS_SHOWN = 12 };

// A phone reads open numbers: they are not for it when hub.conf asks for a seal, whatever stands there.
bool
phones_sealed(const struct ui *ui)
{
    return ui->world->config->seal[0] != '\0';
}

static void
none(struct ui *ui, const char *name)
{
    bool sealed = phones_sealed(ui);
    ui_note(ui, name, sealed ? TONE_PLAIN : TONE_GOOD, sealed ? "info" : "check",
        ui_words(ui, sealed ? "phones.sealed" : "phones.none"));
}

void
scene_phones(struct ui *ui)
{
    struct counts *counts = upkeep_of(ui->world)->counts;
    struct counts_period *periods =
        arena_array(ui->arena, struct counts_period, COUNTS_PERIODS_MAX);
    struct choice choices[PERIODS_SHOWN];
    int count = 0;
    int all = phones_sealed(ui) ? 0 : counts_periods(counts, periods);
    ui_title(ui, ui_words(ui, "phones.title"), "qr");
    for (int i = 0; i < all && count < PERIODS_SHOWN; i++) {
        if (counts_waits(counts, periods[i].row)) {
            choices[count++] = answer_choice(ui_name(ui, "phones.period", periods[i].row), "qr",
                period_words(ui, &periods[i].period), ui_go(SCREEN_PHONE, periods[i].row));
        }
    }
    if (count == 0) {
        none(ui, "phones.none");
        return;
    }
    ui_paragraph(ui, "phones.note", ui_words(ui, "phones.note"), TYPE_BODY);
    ui_choices(ui, choices, count, 2, false);
}

void
scene_phone(struct ui *ui)
{
    char *bytes = arena_array(ui->arena, char, RECORD_BYTES_MAX);
    struct record *record = arena_array(ui->arena, struct record, 1);
    struct record_parts *parts = arena_array(ui->arena, struct record_parts, 1);
    struct err err = {0};
    const struct counts *counts = upkeep_of(ui->world)->counts;
    size_t len = phones_sealed(ui) ? 0 : counts_record(counts, ui->visit->at.arg, bytes);
    ui_title(ui, ui_words(ui, "phones.title"), "qr");
    if (len == 0 || !record_parse(bytes, len, record, &err) ||
        !record_cut(record, bytes, len, parts, &err)) { // it went to the collector meanwhile
        none(ui, "phone.none");
        return;
    }
    const char **codes = arena_array(ui->arena, const char *, RECORD_PARTS_MAX);
    for (int i = 0; i < parts->count; i++) {
        codes[i] = parts->text[i];
    }
    qr_pages(ui, codes, parts->count, "phone.note");
}
