// links: text
// A real X server (Xvfb): what it shows, what it sends, and how quiet the program is between.

#include <SDL.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/platform.h"
#include "test.h"

enum { WIDTH = 640, HEIGHT = 400, SKIP = 77 };

static struct server { // Xvfb keeps its picture in a file
    pid_t pid;
    char folder[64];
    const unsigned char *picture; // XWD
    size_t size;
} server;

static struct config config;
static struct clock steady;
static struct text *text;
static struct platform *platform;
static struct frame frame;
static struct platform_event events[PLATFORM_EVENTS_MAX];

// The server -------------------------------------------------------------------------------------

static uint32_t
header_field(int index)
{
    const unsigned char *at = server.picture + (ptrdiff_t)index * 4;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// The pixel the server shows (X11/XWDFile.h: header size, 12th line length, 19th colours).
static uint32_t
glass_at(int x, int y)
{
    size_t start = header_field(0) + header_field(19) * 12;
    const unsigned char *row = server.picture + start + (size_t)y * header_field(12);
    const unsigned char *pixel = row + (ptrdiff_t)x * 4;
    return (uint32_t)pixel[2] << 16 | (uint32_t)pixel[1] << 8 | pixel[0];
}

static void
start_server_process(int report)
{
    char screen[32];
    char fd[16];
    snprintf(screen, sizeof screen, "%dx%dx24", WIDTH, HEIGHT);
    snprintf(fd, sizeof fd, "%d", report);
    int quiet = open("/dev/null", O_WRONLY);
    dup2(quiet, STDERR_FILENO);
    execlp("Xvfb", "Xvfb", "-displayfd", fd, "-screen", "0", screen, "-fbdir", server.folder,
        "-nocursor", "-nolisten", "tcp", "-noreset", (char *)NULL);
    _exit(127);
}

static bool
map_picture(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/Xvfb_screen0", server.folder);
    int fd = open(path, O_RDONLY);
    struct stat stat;
    if (fd < 0 || fstat(fd, &stat) != 0) {
        return false;
    }
    server.size = (size_t)stat.st_size;
    server.picture = mmap(NULL, server.size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    return server.picture != MAP_FAILED;
}

static bool
start_server(void)
{
    int ends[2];
    char number[16] = "";
    char display[24];
    snprintf(server.folder, sizeof server.folder, "/tmp/window-test-XXXXXX");
    if (!mkdtemp(server.folder) || pipe(ends) != 0) {
        return false;
    }
    server.pid = fork();
    if (server.pid == 0) {
        close(ends[0]);
        start_server_process(ends[1]);
    }
    close(ends[1]);
    // Up to the line's end, which comes in a second piece: a pipe closed before it kills the server.
    size_t len = 0;
    while (len < sizeof number - 1 && !strchr(number, '\n')) {
        ssize_t got = read(ends[0], number + len, 1);
        if (got <= 0) {
            return false;
        }
        len += (size_t)got;
    }
    close(ends[0]);
    snprintf(display, sizeof display, ":%d", (int)strtol(number, NULL, 10));
    setenv("DISPLAY", display, 1);
    setenv("SDL_VIDEODRIVER", "x11", 1);
    return map_picture();
}

static void
stop_server(void)
{
    char path[128];
    kill(server.pid, SIGTERM);
    waitpid(server.pid, NULL, 0);
    snprintf(path, sizeof path, "%s/Xvfb_screen0", server.folder);
    unlink(path);
    rmdir(server.folder);
}

// xdotool with up to four arguments; it has left when this returns.
static void
xdotool(const char *a, const char *b, const char *c, const char *d)
{
    pid_t child = fork();
    if (child == 0) {
        execlp("xdotool", "xdotool", a, b, c, d, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

// The kiosk's side -------------------------------------------------------------------------------

static void
open_platform(bool window)
{
    struct err err = {0};
    struct platform_options options = {
        .config = &config, .clock = &steady, .text = text, .window = window};
    if (!platform_open(&options, &platform, &err)) {
        fail_msg("%s", err.text);
    }
}

// Until the server sends nothing more.
static void
settle(void)
{
    for (int quiet = 0; quiet < 3;) {
        uint64_t before = platform_stats(platform).waits;
        platform_wait(platform, 50, events);
        quiet = platform_stats(platform).waits - before <= 1 ? quiet + 1 : 0;
    }
}

static void
make_frame(void)
{
    memset(&frame, 0, sizeof frame);
    frame.screen = "home";
    frame.lang = "es";
    frame.paper = 0xfff6f4ef;
    frame.ring[0] = 0xff14213d;
    frame.ring[1] = 0xffffc857;
    frame.ring_mm = 1;
    for (int i = 0; i < 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "tile.%d", i);
        struct rect rect = {8 + (float)(i % 3) * 48, 8 + (float)(i / 3) * 40, 40, 30};
        struct node *node = frame_add(&frame, ROLE_TILE, name, rect);
        node->fill = 0xffe3f0f1;
        node->edge = 0xff0b5563;
        node->edge_mm = 1;
        node->radius_mm = 3;
        node->fg = 0xff14213d;
        node->text = i % 2 ? "Quiero viajar" : "Vivo aquí";
        node->lang = "es";
        node->text_rect = rect_inset(rect, 3);
        node->align = ALIGN_CENTER;
        node->cap_mm = 4;
    }
}

static int
set_up(void **state)
{
    (void)state;
    config = config_default();
    config.panel = panel_make(WIDTH, HEIGHT, 160, 100);
    steady = clock_real();
    make_frame();
    struct err err = {0};
    return text_open(config.fonts, &text, &err) ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    platform_close(platform);
    platform = NULL;
    text_close(text);
    text = NULL;
    return 0;
}

// Every pixel of the glass is the one a canvas of our own has, painted whole from the same frame.
static void
assert_glass_shows_frame(void)
{
    SDL_Rect dirty[1];
    struct panel panel = platform_panel(platform);
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(
        0, panel.width_px, panel.height_px, 32, SDL_PIXELFORMAT_XRGB8888);
    struct paint *paint = paint_create(text, NULL, &panel);
    paint_frame(paint, canvas, &frame, dirty, 1);
    int wrong = 0;
    for (int y = 0; y < panel.height_px; y++) {
        const uint32_t *row = (const uint32_t *)canvas->pixels + (ptrdiff_t)y * canvas->pitch / 4;
        for (int x = 0; x < panel.width_px; x++) {
            int glass_x = config.rotation == 90    ? WIDTH - 1 - y
                          : config.rotation == 180 ? WIDTH - 1 - x
                          : config.rotation == 270 ? y
                                                   : x;
            int glass_y = config.rotation == 90    ? x
                          : config.rotation == 180 ? HEIGHT - 1 - y
                          : config.rotation == 270 ? HEIGHT - 1 - x
                                                   : y;
            wrong += glass_at(glass_x, glass_y) != (row[x] & 0xffffff);
        }
    }
    paint_destroy(paint);
    SDL_FreeSurface(canvas);
    assert_int_equal(wrong, 0);
}

static void
shows_exactly_the_canvas(void **state)
{
    (void)state;
    open_platform(true);
    settle();
    platform_present(platform, &frame);
    settle();
    assert_glass_shows_frame();
    for (int i = 0; i < 6; i++) { // parts only, from here on
        frame.nodes[i].pressed = true;
        frame.nodes[i].focused = true;
        frame.nodes[i > 0 ? i - 1 : 0].focused = i == 0;
        platform_present(platform, &frame);
        assert_glass_shows_frame();
        frame.nodes[i].pressed = false;
        frame.nodes[i].text = "Ya regresé";
        platform_present(platform, &frame);
        assert_glass_shows_frame();
    }
    assert_true(platform_stats(platform).pixels < 4 * WIDTH * HEIGHT);
}

static void
fills_the_screen(void **state)
{
    (void)state;
    config.panel = panel_make(1280, 800, 217, 136); // another panel than the one that is there
    open_platform(false);
    struct panel panel = platform_panel(platform);
    assert_int_equal(panel.width_px, WIDTH);
    assert_int_equal(panel.height_px, HEIGHT);
    assert_true(panel.width_mm == 217);
    settle();
    platform_present(platform, &frame);
    settle();
    assert_glass_shows_frame();
    assert_int_equal(SDL_ShowCursor(SDL_QUERY), SDL_DISABLE);
}

static void
shows_again_what_another_window_hid(void **state)
{
    (void)state;
    open_platform(true);
    platform_present(platform, &frame);
    settle();
    SDL_Window *cover = SDL_CreateWindow("cover", 0, 0, WIDTH / 2, HEIGHT, SDL_WINDOW_BORDERLESS);
    SDL_FillRect(SDL_GetWindowSurface(cover), NULL, 0);
    SDL_UpdateWindowSurface(cover);
    settle();
    SDL_RaiseWindow(cover);
    SDL_UpdateWindowSurface(cover);
    settle();
    assert_int_equal(glass_at(10, 10), 0);
    uint64_t presented = platform_stats(platform).presented;
    SDL_DestroyWindow(cover);
    settle();
    assert_glass_shows_frame();
    assert_int_equal(platform_stats(platform).presented, presented);
}

// Collects events until kind came (or two seconds passed); returns it.
static struct platform_event
await(enum platform_event_kind kind)
{
    for (int i = 0; i < 20; i++) {
        int count = platform_wait(platform, 100, events);
        for (int j = 0; j < count; j++) {
            if (events[j].kind == kind) {
                return events[j];
            }
        }
    }
    return (struct platform_event){0};
}

// Picture and touch together, whole and in parts, in a window and over the whole screen.
static void
hangs_as_hub_conf_says(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        config.rotation = (1 + i % 3) * 90;
        bool upright = config.rotation != 180;
        config.panel =
            upright ? panel_make(HEIGHT, WIDTH, 100, 160) : panel_make(WIDTH, HEIGHT, 160, 100);
        open_platform(i < 3);
        struct panel panel = platform_panel(platform);
        assert_int_equal(panel.width_px, upright ? HEIGHT : WIDTH);
        assert_int_equal(panel.height_px, upright ? WIDTH : HEIGHT);
        settle();
        platform_present(platform, &frame);
        settle();
        assert_glass_shows_frame();
        frame.nodes[1].pressed = !frame.nodes[1].pressed;
        platform_present(platform, &frame);
        settle();
        assert_glass_shows_frame();
        xdotool("mousemove", "120", "40", NULL); // 30, 10 mm from the glass's corner
        xdotool("mousedown", "1", NULL, NULL);
        struct platform_event event = await(PLATFORM_TOUCH_DOWN);
        float x = config.rotation == 90 ? 10 : config.rotation == 180 ? 130 : 90;
        float y = config.rotation == 90 ? 130 : config.rotation == 180 ? 90 : 30;
        assert_true(event.x > x - 0.3f && event.x < x + 0.3f);
        assert_true(event.y > y - 0.3f && event.y < y + 0.3f);
        xdotool("mouseup", "1", NULL, NULL);
        platform_close(platform);
        platform = NULL;
    }
}

static void
hears_mouse_and_keys(void **state)
{
    (void)state;
    open_platform(true);
    platform_present(platform, &frame);
    settle();
    xdotool("mousemove", "400", "100", NULL);
    xdotool("mousedown", "1", NULL, NULL);
    struct platform_event event = await(PLATFORM_TOUCH_DOWN);
    assert_int_equal(event.kind, PLATFORM_TOUCH_DOWN);
    assert_int_equal(event.finger, 0);
    assert_true(event.x > 100 && event.x < 100.3f && event.y > 25 && event.y < 25.3f);
    xdotool("mousemove", "40", "100", NULL);
    event = await(PLATFORM_TOUCH_MOVE);
    assert_true(event.x > 10 && event.x < 10.3f);
    xdotool("mouseup", "1", NULL, NULL);
    assert_int_equal(await(PLATFORM_TOUCH_UP).kind, PLATFORM_TOUCH_UP);
    xdotool("key", "Home", NULL, NULL);
    assert_int_equal(await(PLATFORM_KEY_DOWN).key, KEY_HOME);
    settle();
    xdotool("key", "Prior", NULL, NULL); // no key of the panel
    assert_int_equal(await(PLATFORM_KEY_DOWN).kind, PLATFORM_NOTHING);
}

// A number of /proc/self/status.
static long
status_number(const char *name)
{
    char line[256];
    long number = -1;
    FILE *file = fopen("/proc/self/status", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':') {
            number = strtol(line + strlen(name) + 1, NULL, 10);
        }
    }
    fclose(file);
    return number;
}

static void
sleeps_when_nothing_happens(void **state)
{
    (void)state;
    open_platform(true);
    platform_present(platform, &frame);
    settle();
    uint64_t waits = platform_stats(platform).waits;
    long switches = status_number("voluntary_ctxt_switches");
    struct timespec before;
    struct timespec after;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    assert_int_equal(platform_wait(platform, getenv("HUB_LONG") ? 30000 : 4000, events), 0);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    assert_int_equal(platform_stats(platform).waits - waits, 1); // its own end
    assert_true(status_number("voluntary_ctxt_switches") - switches <= 1);
    assert_true(
        (after.tv_sec - before.tv_sec) * 1000000000 + after.tv_nsec - before.tv_nsec < 5000000);
    assert_int_equal(status_number("Threads"), 1);
}

static void
a_signal_wakes_it(void **state)
{
    (void)state;
    open_platform(true);
    settle();
    pid_t child = fork();
    if (child == 0) {
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        kill(getppid(), SIGTERM);
        _exit(0);
    }
    assert_int_equal(platform_wait(platform, -1, events), 1);
    assert_int_equal(events[0].kind, PLATFORM_QUIT);
    waitpid(child, NULL, 0);
}

int
main(void)
{
    if (!start_server()) {
        fprintf(stderr, "no Xvfb\n");
        return SKIP;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_exactly_the_canvas, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fills_the_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hangs_as_hub_conf_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shows_again_what_another_window_hid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hears_mouse_and_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sleeps_when_nothing_happens, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_signal_wakes_it, set_up, tear_down),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stop_server();
    return failed;
}
