// Glyphs and their places, by HarfBuzz.

#include "text/internal.h"

static void
take_glyph(struct paragraph *para, const hb_glyph_info_t *info, const hb_glyph_position_t *pos)
{
    struct glyph *glyph = paragraph_add_glyph(para);
    if (!glyph) {
        return;
    }
    *glyph = (struct glyph){
        .id = (uint16_t)info->codepoint,
        .at = (uint16_t)info->cluster,
        .x = pen_add(0, pos->x_offset), // a damaged font may say anything
        .y = pen_add(0, pos->y_offset),
        .advance = pen_add(0, pos->x_advance),
    };
}

void
shape_range(struct text *text, const struct run *run, int start, int end)
{
    struct paragraph *para = &text->para;
    hb_buffer_t *buffer = text->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_direction(buffer, run->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, run->script);
    hb_buffer_set_language(buffer, para->language->shaping);
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): flags are made to be joined
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT);
    hb_buffer_add_utf16(
        buffer, (const uint16_t *)para->units, para->len, (unsigned)start, end - start);
    hb_shape(fonts_shaper(text->fonts, run->size), buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    for (unsigned i = 0; i < count; i++) {
        take_glyph(para, &infos[i], &positions[i]);
    }
}

// After shape_range of a whole run: where a line may be cut and its glyphs still hold.
static void
mark_safe(struct text *text)
{
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(text->buffer, &count);
    for (unsigned i = 0; i < count; i++) {
        if (!(hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK)) {
            text->para.flags[infos[i].cluster] &= (uint8_t)~UNIT_UNSAFE;
        }
    }
}

static void
add_pens(struct paragraph *para)
{
    for (int i = 0; i <= para->len; i++) {
        para->pens[i] = 0;
    }
    for (int i = 0; i < para->glyph_count; i++) { // a cluster's advance stands after its start
        int after = para->glyphs[i].at + 1;
        para->pens[after] = pen_add(para->pens[after], para->glyphs[i].advance);
    }
    for (int i = 0; i < para->len; i++) {
        para->pens[i + 1] = pen_add(para->pens[i + 1], para->pens[i]);
    }
}

void
shape_runs(struct text *text)
{
    struct paragraph *para = &text->para;
    for (int i = 0; i < para->len; i++) { // until a glyph says that its cluster is safe
        para->flags[i] |= UNIT_UNSAFE;
    }
    for (int i = 0; i < para->run_count; i++) {
        struct run *run = &para->runs[i];
        run->first_glyph = para->glyph_count;
        shape_range(text, run, run->start, run->end);
        mark_safe(text);
        run->glyph_count = para->glyph_count - run->first_glyph;
    }
    add_pens(para);
}
