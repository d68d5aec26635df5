#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gpio/internal.h"

enum buttons_refusal
refusal_of(int number)
{
    switch (number) {
    case EBUSY:
        return BUTTONS_BUSY;
    case EACCES:
    case EPERM:
        return BUTTONS_DENIED;
    case EINVAL:
        return BUTTONS_NO_LINE;
    default:
        return BUTTONS_UNABLE;
    }
}

static int
is_gpio_chip(const struct dirent *entry)
{
    return strncmp(entry->d_name, "gpiochip", 8) == 0;
}

struct chip *
chip_find(const char *folder, const char *label)
{
    struct dirent **names = NULL;
    struct chip *found = NULL;
    int count = scandir(folder, &names, is_gpio_chip, versionsort);
    for (int i = 0; i < count; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        free(names[i]);
        struct chip *chip = found ? NULL : chip_open(path);
        if (chip && strcmp(chip_label(chip), label) == 0) {
            found = chip;
        } else {
            chip_close(chip);
        }
    }
    free(names);
    return found;
}
