// Wishes become files, and files what the technician is told.
#include "staff/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

#include "test.h"

struct office {
    char root[64];
    struct config config;
    struct clock clock;
    struct install_dirs dirs;
    struct kiosk kiosk;
    struct staff staff;
    bool shoots;
    char shot[INSTALL_PATH_MAX];
};

static bool
shoot(void *context, const char *path, struct err *err)
{
    struct office *office = context;
    snprintf(office->shot, sizeof office->shot, "%s", path);
    return office->shoots ? file_replace(path, "png", 3, err) : err_set(err, ERR_IO, "no screen");
}

static void
make(const struct office *office, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", office->root, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static int
begin(void **state)
{
    static const char *const folders[] = {"data", "data/kiosk", "data/kiosk/counts",
        "data/kiosk/counts/closed", "data/upload", "run", "run/requests", "run/clock", "run/out"};
    static struct office office;
    struct err err = {0};
    office = (struct office){.shoots = true};
    snprintf(office.root, sizeof office.root, "/tmp/hub-staff-XXXXXX");
    assert_non_null(mkdtemp(office.root));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        make(&office, folders[i]);
    }
    office.config = config_default();
    snprintf(office.config.data, sizeof office.config.data, "%s/data", office.root);
    snprintf(office.config.run, sizeof office.config.run, "%s/run", office.root);
    assert_true(install_dirs_of(
        office.config.data, office.config.run, "/nowhere/factory.hub", &office.dirs, &err));
    office.clock = clock_fake(1795428000);
    office.kiosk.world.clock = &office.clock;
    office.kiosk.world.config = &office.config;
    office.staff = (struct staff){.kiosk = &office.kiosk,
        .clock = &office.clock,
        .dirs = &office.dirs,
        .shoot = shoot,
        .context = &office};
    staff_begin(&office.staff, &office.config, "0.1.0");
    *state = &office;
    return 0;
}

static int
end(void **state)
{
    const struct office *office = *state;
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", office->root, (char *)NULL);
        _exit(127);
    }
    return 0;
}

// The file's text, "" when it is not there; its mode.
static const char *
text_of(const struct office *office, const char *name, unsigned *mode)
{
    static char text[64 * 1024];
    char path[INSTALL_PATH_MAX];
    char *data = NULL;
    size_t len = 0;
    struct stat st = {.st_mode = 0};
    struct err err = {0};
    snprintf(path, sizeof path, "%s/%s", office->root, name);
    text[0] = '\0';
    if (file_read(path, sizeof text - 1, &data, &len, &err)) {
        memcpy(text, data, len + 1);
        assert_int_equal(stat(path, &st), 0);
    }
    free(data);
    if (mode) {
        *mode = st.st_mode & 0777;
    }
    return text;
}

static void
keep(struct office *office, unsigned wanted)
{
    office->kiosk.wanted = wanted;
    staff_keep(&office->staff);
    assert_int_equal(office->kiosk.wanted, 0);
}

static void
content_is_asked_for(void **state)
{
    struct office *office = *state;
    char path[INSTALL_PATH_MAX];
    keep(office, WANT_REVERT);
    assert_int_equal(office->kiosk.upkeep.revert, REVERT_ASKED);
    snprintf(path, sizeof path, "%s/run/requests/revert", office->root);
    assert_int_equal(unlink(path), 0);
    keep(office, WANT_FACTORY);
    snprintf(path, sizeof path, "%s/run/requests/factory", office->root);
    assert_int_equal(unlink(path), 0);
    snprintf(path, sizeof path, "%s/run/requests", office->root);
    assert_int_equal(rmdir(path), 0);
    keep(office, WANT_REVERT);
    assert_int_equal(office->kiosk.upkeep.revert, REVERT_FAILED);
}

static void
a_fake_clock_is_set_at_once(void **state)
{
    struct office *office = *state;
    office->kiosk.clock_s = 1795431600;
    keep(office, WANT_CLOCK);
    assert_true(clock_wall_s(&office->clock) == 1795431600);
    assert_int_equal(clock_quality(&office->clock), CLOCK_BY_HAND);
    assert_int_equal(office->kiosk.upkeep.tech.clock, WISH_DONE);
}

// The real clock is only asked for; who may set it tells by files.
static void
the_real_clock_by_a_wish(void **state)
{
    struct office *office = *state;
    struct tech *tech = &office->kiosk.upkeep.tech;
    struct err err = {0};
    unsigned mode = 0;
    int64_t wall_s = 0;
    office->clock = clock_real();
    office->kiosk.clock_s = 1795431600;
    keep(office, WANT_CLOCK);
    assert_int_equal(tech->clock, WISH_ASKED);
    assert_string_equal(text_of(office, "run/requests/clock", &mode), "1795431600\n");
    assert_int_equal(mode, 0640);
    keep(office, 0);
    assert_int_equal(tech->clock, WISH_ASKED);
    assert_true(install_take_clock(&office->dirs, 0, &wall_s, &err));
    keep(office, 0); // struck, and not set
    assert_int_equal(tech->clock, WISH_FAILED);
    keep(office, WANT_CLOCK);
    assert_true(install_take_clock(&office->dirs, 0, &wall_s, &err));
    assert_true(install_clock_set(&office->dirs, &err));
    keep(office, 0);
    assert_int_equal(tech->clock, WISH_DONE);
    assert_true(office->clock.by_hand);
}

static void
pictures_lie_ready(void **state)
{
    struct office *office = *state;
    struct tech *tech = &office->kiosk.upkeep.tech;
    unsigned mode = 0;
    for (int i = 0; i < INSTALL_SHOTS_MAX + 2; i++) {
        keep(office, WANT_SHOT);
        assert_int_equal(tech->shot, WISH_DONE);
    }
    assert_int_equal(tech->shots, INSTALL_SHOTS_MAX);
    assert_string_equal(text_of(office, "run/out/screen-1.png", &mode), "png");
    assert_int_equal(mode, 0640);
    assert_string_equal(text_of(office, "run/out/screen-9.png", NULL), "");
    assert_non_null(strstr(office->shot, "/screen-2.png")); // the oldest was overwritten
    office->shoots = false;
    keep(office, WANT_SHOT);
    assert_int_equal(tech->shot, WISH_FAILED);
    assert_int_equal(tech->shots, INSTALL_SHOTS_MAX);
}

static void
texts_lie_ready(void **state)
{
    struct office *office = *state;
    unsigned mode = 0;
    LOG_INFO("first");
    LOG_WARN("second");
    snprintf(office->config.network, sizeof office->config.network, "gt");
    keep(office, WANT_SAVE);
    assert_int_equal(office->kiosk.upkeep.tech.saved, WISH_DONE);
    assert_non_null(strstr(text_of(office, "run/out/diagnosis.txt", &mode), "VENTANILLA 1 gt/"));
    assert_int_equal(mode, 0640);
    assert_non_null(
        strstr(text_of(office, "run/out/log.txt", NULL), "first\r\nwarning: second\r\n"));
}

static void
the_check_is_remembered(void **state)
{
    struct office *office = *state;
    struct tech *tech = &office->kiosk.upkeep.tech;
    assert_int_equal(tech->checked_day, 0);
    office->kiosk.visit.duty.wrong = 1 << CHECK_KEYS;
    keep(office, WANT_CHECKED);
    assert_int_equal(tech->checked_day, 20780);
    *tech = (struct tech){.program = NULL};
    staff_begin(&office->staff, &office->config, "0.1.0");
    assert_int_equal(tech->checked_day, 20780);
    assert_int_equal(tech->checked_bad, 1 << CHECK_KEYS);
}

// Fresh while somebody looks, not read for nothing.
static void
health_is_read_for_whoever_looks(void **state)
{
    struct office *office = *state;
    struct health *health = &office->kiosk.upkeep.tech.health;
    struct err err = {0};
    char path[INSTALL_PATH_MAX];
    assert_int_equal(health->failures, -1);
    snprintf(path, sizeof path, "%s/data/upload/state", office->root);
    assert_true(file_replace(path, "[upload]\nfailures = 4\n", 22, &err));
    clock_advance(&office->clock, STAFF_FRESH_MS + 1);
    keep(office, 0);
    assert_int_equal(health->failures, -1); // nobody looks
    office->kiosk.visit.at.screen = SCREEN_TECH;
    keep(office, 0);
    assert_int_equal(health->failures, 4);
}

#define OFFICE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        OFFICE(content_is_asked_for),
        OFFICE(a_fake_clock_is_set_at_once),
        OFFICE(the_real_clock_by_a_wish),
        OFFICE(pictures_lie_ready),
        OFFICE(texts_lie_ready),
        OFFICE(the_check_is_remembered),
        OFFICE(health_is_read_for_whoever_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
