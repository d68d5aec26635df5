// links: config

#include <math.h>
#include <unistd.h>

#include "base/file.h"

#include "test.h"

#include "town.h"

static bool
parse(const char *text, struct map_style *style, struct err *err)
{
    style_plain(style, 0xffffffff, 0xff000000, 0xff8080ff);
    return style_parse("x.ini", text, strlen(text), style, err);
}

static void
reads_sizes_by_zoom(void **state)
{
    (void)state;
    struct map_style style;
    struct err err = {0};
    assert_true(parse("[map]\nground = #F3EFE6\n[street]\nwidth_mm = 14:0.4 16:1.2\nfrom = 14\n"
                      "dash_mm = 1.5 0.5\n[border]\ncasing = none\n[name street]\nbold = yes\n",
        &style, &err));
    assert_int_equal(style.ground, 0xfff3efe6);
    const float *width = style.lines[LINE_STREET].width_mm;
    const float wanted[ZOOMS] = {0.4F, 0.4F, 0.8F, 1.2F, 1.2F, 1.2F};
    for (int i = 0; i < ZOOMS; i++) {
        assert_true(fabsf(width[i] - wanted[i]) < 0.001F);
    }
    assert_int_equal(style.lines[LINE_STREET].from, 14);
    assert_true(style.lines[LINE_STREET].gap_mm > 0.49F);
    assert_int_equal(style.lines[LINE_BORDER].casing, COLOUR_NONE);
    assert_true(style.labels[LABEL_STREET].bold > 0);
}

static void
names_the_line_of_a_fault(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *wanted;
    } faults[] = {
        {"[map]\nground = red\n", "x.ini:2: ground = red is not understood"},
        {"[street]\nwidth_mm = 16:1 14:2\n", "x.ini:2: width_mm"},
        {"[street]\nwidth_mm = 19:1\n", "x.ini:2: width_mm"},
        {"[street]\nwidth_mm = -1\n", "x.ini:2: width_mm"},
        {"[street]\nwidth_mm = nan\n", "x.ini:2: width_mm"},
        {"[street]\ndash_mm = 1\n", "x.ini:2: dash_mm"},
        {"[street]\nfrom = 12\n", "x.ini:2: from"},
        {"[street]\ncolour = #000000\n", "x.ini:2: [street] has no colour"},
        {"[river bank]\nfill = #000000\n", "x.ini:2: no section is called [river bank]"},
        {"\n\nfill\n", "x.ini:3: expected: key = value"},
        {"[name town]\nbold = perhaps\n", "x.ini:2: bold"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct map_style style;
        struct err err = {0};
        assert_false(parse(faults[i].text, &style, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
        if (!strstr(err.text, faults[i].wanted)) {
            fail_msg("\"%s\" instead of \"%s\"", err.text, faults[i].wanted);
        }
    }
}

static void
what_is_right_holds_beside_a_fault(void **state)
{
    (void)state;
    struct map_style style;
    struct err err = {0};
    assert_false(parse("[map]\nground = red\noutside = #010203\n", &style, &err));
    assert_int_equal(style.ground, 0xffffffff);
    assert_int_equal(style.outside, 0xff010203);
}

static void
without_files_there_is_a_plain_look(void **state)
{
    (void)state;
    struct mapview_style_set *set = NULL;
    struct err err = {0};
    assert_false(mapview_styles_read("/nowhere", &set, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.text, "/nowhere/light.ini"));
    assert_int_equal(set->styles[0].ground, 0xffffffff);
    assert_int_equal(set->styles[1].ground, 0xff000000);
    assert_int_equal(set->styles[2].labels[LABEL_STREET].ink, 0xffffe500);
    mapview_styles_free(set);
}

static double
luminance(uint32_t colour)
{
    double sum = 0;
    static const double share[3] = {0.0722, 0.7152, 0.2126};
    for (int i = 0; i < 3; i++) {
        double c = (colour >> (8 * i) & 0xff) / 255.0;
        sum += share[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

// WCAG 2.
static double
contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a);
    double y = luminance(b);
    return ((x > y ? x : y) + 0.05) / ((x > y ? y : x) + 0.05);
}

// The styles the kiosk comes with: every kind is drawn, words are read on their halo and on the ground,
// the walk is seen on any street, water against land.
static void
own_styles_can_be_read(void **state)
{
    (void)state;
    struct mapview_style_set *set = NULL;
    struct err err = {0};
    if (!mapview_styles_read("assets/map", &set, &err)) {
        fail_msg("%s", err.text);
    }
    for (int s = 0; s < CONTRASTS; s++) {
        const struct map_style *style = &set->styles[s];
        double least = s == 0 ? 4.5 : 7;
        for (int i = 0; i < LABELS; i++) {
            const struct label_style *label = &style->labels[i];
            assert_true(contrast(label->ink, label->halo) >= least);
            assert_true(contrast(label->ink, style->ground) >= least);
            assert_true(label->halo_mm >= 0.4F);
            for (int z = 0; z < ZOOMS; z++) {
                assert_true(label->cap_mm[z] >= 2.3F);
            }
        }
        const struct line_style *walk = &style->lines[LINE_WALK];
        assert_true(contrast(walk->fill, walk->casing) >= 7);
        assert_true(walk->width_mm[0] >= 1.5F && walk->gap_mm > 0);
        for (int i = LINE_MOTORWAY; s > 0 && i <= LINE_LIVING; i++) {
            assert_true(contrast(style->lines[i].fill, style->ground) >= 3);
        }
        assert_true(contrast(style->lines[LINE_BORDER].fill, style->ground) >= 4.5);
        assert_true(contrast(style->areas[AREA_SEA].edge, style->ground) >= (s == 0 ? 1.8 : 4.5));
    }
    mapview_styles_free(set);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_sizes_by_zoom),
        cmocka_unit_test(names_the_line_of_a_fault),
        cmocka_unit_test(what_is_right_holds_beside_a_fault),
        cmocka_unit_test(without_files_there_is_a_plain_look),
        cmocka_unit_test(own_styles_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
