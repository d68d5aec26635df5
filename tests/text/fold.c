// Words as they are indexed and asked for.

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "tests/test.h"
#include "text/text.h"

static void
check(const char *text, const char *expected)
{
    struct arena arena = {0};
    assert_string_equal(text_fold_search(&arena, text), expected);
    arena_finish(&arena);
}

static void
latin(void **state)
{
    (void)state;
    check("Trámite MIGRATORIO", "tramite migratorio");
    check("kreyòl ayisyen", "kreyol ayisyen");
    check("Nguyễn Thị Phượng", "nguyen thi phuong");
    check("Straße", "strasse");
    check("İstanbul ISPARTA ısı", "istanbul isparta isi");
    check("ﬁn", "fin");
    check("ｆｕｌｌ", "full");
    check("", "");
    check("  a \t b  ", "a b");
}

static void
apostrophes(void **state)
{
    (void)state;
    check("K'iche' K’iche’ Kʼicheʼ Kꞌicheꞌ KꞋICHEꞋ", "kiche kiche kiche kiche kiche");
    check("oʻzbek oʼzbek o´z o`z", "ozbek ozbek oz oz");
}

static void
cyrillic_greek(void **state)
{
    (void)state;
    check("Ёлка й Й", "елка и и");
    check("Άγιος ΟΔΟΣ", "αγιοσ οδοσ");
}

static void
arabic(void **state)
{
    (void)state;
    check("أَهْلًا إلى آخر ٱلله", "اهلا الي اخر الله");
    check("مـــرحبا", "مرحبا");
    check("مدرسة مدرسه", "مدرسه مدرسه");
    check("مسؤول رئيس", "مسوول رييس");
    check("کی گھر", "كي گھر");
    check("١٢٣ ۴۵۶", "123 456");
    check("ﻻ", "لا");
}

static void
indic_signs_stay(void **state)
{
    (void)state;
    check("निवास की", "निवास की");
    check("क्षि", "क्षि");
    check("ক্ষমতা শ্রদ্ধা", "ক্ষমতা শ্রদ্ধা");
    check("१२३", "123");
}

// Signs that one writer sets and another leaves out.
static void
indic_habits(void **state)
{
    (void)state;
    check("कागज़ात", "कागजात"); // with a dot below, of one or of two characters
    check("काग\u095bात", "कागजात");
    check("हिन्दी सम्पर्क पञ्च पण्डित शङ्का", "हिंदी संपर्क पंच पंडित शंका");
    check("गाँव गांव", "गांव गांव");
    check("जन्म अन्य उन्हें सम्मान अन्न", "जन्म अन्य उन्हें सम्मान अन्न"); // here it is no nasal before a stop
    check("ਪੰਜਾਬੀ", "ਪਂਜਾਬੀ");
}

static void
check_index(const char *text, const char *expected)
{
    struct arena arena = {0};
    assert_string_equal(text_fold_index(&arena, text), expected);
    arena_finish(&arena);
}

static void
indexed(void **state)
{
    (void)state;
    check_index("", "");
    check_index("visa de trabajo", "visa de trabajo");
    check_index("Droit d’asile", "droit dasile d asile");
    check_index("K'iche' wuj", "kiche wuj k iche");
    check_index("M'ap pale pa'm", "map pale pam m ap pa m");
    check_index("'", "");
    check_index("\xff'\xc3", "\uFFFD\uFFFD \uFFFD \uFFFD");
    check_index("طلب التأشيرة", "طلب التاشيره تاشيره");
    check_index("والعمل للصحة", "والعمل للصحه عمل صحه");
    check_index("الى ال لله", "الي ال لله"); // too short to be an article and a word
}

static void
without_spaces(void **state)
{
    (void)state;
    check("我需要文件", "我 需 要 文 件");
    check("2024年3月", "2024 年 3 月");
    check("3号窗K签", "3 号 窗 k 签");
    check("がぎ ガー", "が ぎ ガ ー");
    check("한국어", "한국어");
    check("ไทย", "ไ ท ย");
    check("ที่", "ท ี ่");
}

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 12;
}

// Folding what is folded changes nothing, whatever the bytes or characters are.
static void
any_text(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[128];
        size_t len = 0;
        while (len < 100) {
            uint32_t pick = next_random(&seed);
            uint32_t code = pick % 3 == 0   ? 1 + next_random(&seed) % 0x3000
                            : pick % 3 == 1 ? 0x3000 + next_random(&seed) % 0xffff
                                            : 0;
            if (code) {
                len += utf8_put(text + len, code);
            } else {
                text[len++] = (char)(1 + next_random(&seed) % 255);
            }
        }
        text[len] = '\0';
        struct arena arena = {0};
        const char *once = text_fold_search(&arena, text);
        assert_string_equal(text_fold_search(&arena, once), once);
        arena_finish(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin),
        cmocka_unit_test(apostrophes),
        cmocka_unit_test(cyrillic_greek),
        cmocka_unit_test(arabic),
        cmocka_unit_test(indic_signs_stay),
        cmocka_unit_test(indic_habits),
        cmocka_unit_test(indexed),
        cmocka_unit_test(without_spaces),
        cmocka_unit_test(any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
