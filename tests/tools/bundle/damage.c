// Files with random damage: every run ends with findings or a database, never otherwise.
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "emit.h"
#include "hub.h"

#include "test.h"

static uint32_t
next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static const char *const files[] = {"hub.csv", "languages.csv", "sheets/topic.csv",
    "sheets/procedure.csv", "sheets/answer.csv", "sheets/step_requirement.csv",
    "sheets/schedule.csv", "sheets/location.csv", "sheets/phone.csv", "sheets/service.csv",
    "pages/vacunas.md", "po/ht.po", "assets/ui/ui.csv", "assets/ui/languages.csv",
    "assets/icons/health.svg"};
enum { FILES = sizeof files / sizeof *files };

static void
hurt(char *data, size_t *len, uint32_t *seed)
{
    static const char marks[] = "\",;|\n\r#\\<>{}[]!*`-&01az\xc3\xff";
    int changes = 1 + (int)(next_random(seed) % 6);
    for (int i = 0; i < changes && *len > 1; i++) {
        size_t at = next_random(seed) % *len;
        switch (next_random(seed) % 4) {
        case 0:
            data[at] ^= (char)(1 << next_random(seed) % 8);
            break;
        case 1:
            data[at] = marks[next_random(seed) % (sizeof marks - 1)];
            break;
        case 2:
            memmove(data + at, data + at + 1, *len - at - 1);
            *len -= 1;
            break;
        default:
            *len = next_random(seed) % 8 == 0 ? at : *len;
            break;
        }
    }
}

static void
test_damaged_folders(void **state)
{
    enum { ROUNDS = 300 };
    struct hub *hub = *state;
    uint32_t seed = 20261120;
    char path[200];
    int built = 0;
    snprintf(path, sizeof path, "%s.db", hub->path);
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Language: ht\\n\"\n\"Content-Type: text/plain; "
        "charset=UTF-8\\n\"\n\n# status: reviewed\nmsgctxt \"procedure.residencia.name\"\nmsgid "
        "\"Pedir la "
        "residencia\"\nmsgstr \"Mande rezidans\"\n\n#, fuzzy\n#| msgid \"x\"\nmsgctxt "
        "\"topic.salud.name\"\nmsgid \"Salud\"\nmsgstr \"Sante\"\n");
    for (int round = 0; round < ROUNDS; round++) {
        const char *file = files[next_random(&seed) % FILES];
        char *whole = hub_read(hub, file);
        size_t len = strlen(whole);
        char *data = malloc(len + 1);
        assert_non_null(data);
        memcpy(data, whole, len + 1);
        hurt(data, &len, &seed);
        hub_write_bytes(hub, file, data, len);
        hub_check(hub);
        if (hub->report.errors == 0) {
            struct err err = {0};
            if (!emit(hub->content, path, &err)) {
                fail_msg("round %d, %s: checked and yet: %s\n%.*s", round, file, err.text, (int)len,
                    data);
            }
            built++;
        }
        hub_write(hub, file, whole);
        free(data);
        free(whole);
    }
    assert_true(built > 0 && built < ROUNDS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_damaged_folders, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
