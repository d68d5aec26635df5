#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gpio/internal.h"
#include "test.h"

// Chips whose label is what their file holds.
struct chip {
    char label[32];
};

static int opened;

struct chip *
chip_open(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        return NULL;
    }
    struct chip *chip = calloc(1, sizeof *chip);
    assert_non_null(chip);
    assert_non_null(fgets(chip->label, sizeof chip->label, file));
    fclose(file);
    opened++;
    return chip;
}

void
chip_close(struct chip *chip)
{
    opened -= chip != NULL;
    free(chip);
}

const char *
chip_label(const struct chip *chip)
{
    return chip->label;
}

static char folder[] = "/tmp/hub-chips-XXXXXX";

static void
put(const char *name, const char *label)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(label, file);
    fclose(file);
}

static void
drop(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static void
finds_by_label(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_null(chip_find(folder, "panel"));
    put("gpiochip0", "pinctrl-bcm2711");
    put("gpiochip10", "panel");
    put("gpiochip9", "panel");
    put("mem", "panel");
    struct chip *chip = chip_find(folder, "panel");
    assert_non_null(chip);
    assert_int_equal(opened, 1); // the others are closed again
    drop("gpiochip9");
    struct chip *second = chip_find(folder, "panel");
    assert_non_null(second);
    chip_close(chip);
    chip_close(second);
    assert_null(chip_find(folder, "pane"));
    drop("gpiochip10");
    assert_null(chip_find(folder, "panel"));
    drop("gpiochip0");
    drop("mem");
    assert_int_equal(rmdir(folder), 0);
    assert_null(chip_find(folder, "panel"));
    assert_int_equal(opened, 0);
}

static void
refusals_have_reasons(void **state)
{
    (void)state;
    assert_int_equal(refusal_of(EBUSY), BUTTONS_BUSY);
    assert_int_equal(refusal_of(EACCES), BUTTONS_DENIED);
    assert_int_equal(refusal_of(EPERM), BUTTONS_DENIED);
    assert_int_equal(refusal_of(EINVAL), BUTTONS_NO_LINE);
    assert_int_equal(refusal_of(ENXIO), BUTTONS_UNABLE);
    assert_int_equal(refusal_of(0), BUTTONS_UNABLE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_label),
        cmocka_unit_test(refusals_have_reasons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
