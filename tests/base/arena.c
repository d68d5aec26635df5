#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "test.h"

static bool
is_zero(const void *data, size_t len)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < len; i++) {
        if (p[i] != 0) {
            return false;
        }
    }
    return true;
}

static void
memory_is_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    unsigned char *last = NULL;
    size_t last_size = 0;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *at = arena_alloc(&arena, size);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        assert_true(is_zero(at, size));
        memset(at, 0xaa, size);
        if (last) {
            assert_true(at >= last + last_size || at + size <= last);
            assert_true(last_size == 0 || last[last_size - 1] == 0xaa);
        }
        last = at;
        last_size = size;
    }
    arena_finish(&arena);
}

static void
large_things_have_room(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t size = 5u * 1024 * 1024 + 3;
    char *small = arena_strdup(&arena, "before");
    char *large = arena_alloc(&arena, size);
    memset(large, 'x', size);
    char *after = arena_strdup(&arena, "after");
    assert_string_equal(small, "before");
    assert_string_equal(after, "after");
    assert_true(is_zero(arena_alloc(&arena, 1000), 1000));
    assert_true(arena.held >= arena.used);
    arena_finish(&arena);
}

static void
strings_are_copies(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[] = "ñandú";
    char *copy = arena_strdup(&arena, text);
    char *part = arena_strndup(&arena, text, 2);
    char *none = arena_strndup(&arena, text, 0);
    text[0] = 'X';
    assert_string_equal(copy, "ñandú");
    assert_string_equal(part, "ñ");
    assert_string_equal(none, "");
    arena_finish(&arena);
}

static void
printf_measures_first(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(arena_printf(&arena, "%s.%d", "step", 12), "step.12");
    assert_string_equal(arena_printf(&arena, "%s", ""), "");
    char *wide = arena_printf(&arena, "%0100000d", 1);
    assert_int_equal(strlen(wide), 100000);
    arena_finish(&arena);
}

// A frame that needs the same every turn takes nothing from the system after its first turns.
static void
steady_frames_allocate_nothing(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t held = 0;
    const struct arena_block *block = NULL;
    for (int turn = 0; turn < 20; turn++) {
        arena_reset(&arena);
        assert_int_equal(arena.used, 0);
        for (int i = 0; i < 300; i++) {
            char *at = arena_alloc(&arena, 1000);
            assert_true(is_zero(at, 1000));
            memset(at, turn + 1, 1000);
        }
        if (turn == 2) {
            held = arena.held;
            block = arena.first;
        } else if (turn > 2) {
            assert_int_equal(arena.held, held);
            assert_ptr_equal(arena.first, block);
        }
    }
    arena_finish(&arena);
}

static void
finish_leaves_a_fresh_arena(void **state)
{
    (void)state;
    struct arena arena = {.limit = 4096};
    arena_reset(&arena);
    arena_finish(&arena);
    arena_strdup(&arena, "text");
    arena_finish(&arena);
    assert_null(arena.first);
    assert_int_equal(arena.used, 0);
    assert_int_equal(arena.held, 0);
    assert_int_equal(arena.limit, 4096);
    assert_string_equal(arena_strdup(&arena, "again"), "again");
    arena_finish(&arena);
}

static void
ask(void *data)
{
    struct arena arena = {.limit = 10000};
    arena_alloc(&arena, *(size_t *)data);
    arena_finish(&arena);
}

static void
limits_hold(void **state)
{
    (void)state;
    char text[512];
    size_t size = 9984;
    assert_false(child_aborts(ask, &size, text));
    size = 10001;
    assert_true(child_aborts(ask, &size, text));
    assert_non_null(strstr(text, "limit"));
    // Sizes that would wrap round when they are aligned.
    size = SIZE_MAX;
    assert_true(child_aborts(ask, &size, text));
    size = SIZE_MAX / 2 + 1;
    assert_true(child_aborts(ask, &size, text));
}

static void
typed_allocations(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct pair {
        int a;
        double b;
    };
    struct pair *one = arena_new(&arena, struct pair);
    struct pair *many = arena_array(&arena, struct pair, 100);
    many[99].b = 1.5;
    one->a = 3;
    assert_int_equal(arena.used, sizeof *one + 100 * sizeof *many);
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_zeroed_and_apart),
        cmocka_unit_test(large_things_have_room),
        cmocka_unit_test(strings_are_copies),
        cmocka_unit_test(printf_measures_first),
        cmocka_unit_test(steady_frames_allocate_nothing),
        cmocka_unit_test(finish_leaves_a_fresh_arena),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(typed_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
