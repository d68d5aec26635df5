#include "platform/drm/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test.h"

static char root[64];
static struct connector found;

// A connector as sysfs shows it.
static void
plug(const char *entry, const char *status)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, entry);
    mkdir(path, 0700);
    if (status) {
        snprintf(path, sizeof path, "%s/%s/status", root, entry);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(status, file);
        fclose(file);
    }
}

static int
set_up(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/connector-XXXXXX");
    return mkdtemp(root) ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "%s", root);
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", command, (char *)NULL);
        _exit(127);
    }
    return 0;
}

static void
assert_found(const char *card, const char *name)
{
    assert_true(connector_find(root, &found));
    assert_string_equal(found.card, card);
    assert_string_equal(found.name, name);
    assert_true(connector_connected(root, &found));
}

static void
whatever_the_card_is_numbered(void **state)
{
    (void)state;
    plug("card0", NULL);
    plug("card0-Writeback-1", "unknown\n");
    plug("card1-HDMI-A-1", "disconnected\n");
    plug("card12-HDMI-A-2", "connected\n");
    plug("renderD128", NULL);
    plug("version", NULL);
    assert_found("card12", "HDMI-A-2");
}

static void
a_built_in_panel_comes_first(void **state)
{
    (void)state;
    plug("card0-HDMI-A-1", "connected\n");
    plug("card0-DP-1", "connected\n");
    assert_found("card0", "DP-1"); // always the same one
    plug("card2-DSI-1", "connected\n");
    assert_found("card2", "DSI-1");
}

static void
nothing_is_not_found(void **state)
{
    (void)state;
    assert_false(connector_find("/nowhere", &found));
    assert_false(connector_find(root, &found));
    plug("card0-HDMI-A-1", "disconnected\n");
    plug("card0-", "connected\n");
    plug("card-HDMI-A-1", "connected\n");
    plug("card12345678901234567890-HDMI-A-1", "connected\n");
    plug("card0-a-name-that-is-longer-than-any-of-a-connector", "connected\n");
    plug("card1-DSI-1", NULL);
    plug("card1-DSI-2", "connected to nothing\n");
    assert_false(connector_find(root, &found));
}

static drmModeModeInfo
mode(int width, int height, unsigned hz, bool preferred, bool interlaced)
{
    return (drmModeModeInfo){
        .hdisplay = (uint16_t)width,
        .vdisplay = (uint16_t)height,
        .vrefresh = hz,
        .type = preferred ? DRM_MODE_TYPE_PREFERRED : 0,
        .flags = interlaced ? DRM_MODE_FLAG_INTERLACE : 0,
    };
}

static void
the_wished_mode_else_the_displays_own(void **state)
{
    (void)state;
    drmModeModeInfo modes[] = {
        mode(1024, 768, 60, false, false),
        mode(1920, 1080, 60, true, false),
        mode(1280, 800, 60, false, true),
        mode(1280, 800, 50, false, false),
        mode(1280, 800, 75, false, false),
        mode(3840, 2160, 30, false, false),
    };
    assert_int_equal(mode_choose(modes, 6, 1280, 800), 4);
    assert_int_equal(mode_choose(modes, 6, 800, 1280), 1);
    modes[1].type = 0;
    assert_int_equal(mode_choose(modes, 6, 800, 480), 5); // the largest
    modes[3].type = DRM_MODE_TYPE_PREFERRED;
    assert_int_equal(mode_choose(modes, 6, 1280, 800), 3);
    assert_int_equal(mode_choose(modes, 0, 1280, 800), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whatever_the_card_is_numbered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_built_in_panel_comes_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_not_found, set_up, tear_down),
        cmocka_unit_test(the_wished_mode_else_the_displays_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
