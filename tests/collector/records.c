// A hub's folder as the kiosk leaves it: its key, the records of its closed weeks, and the day that is surely
// reached. usage: collector_records DATA WEEKS [CHANGE [FLOOR-DAY [HUB]]]
//
// CHANGE: added to every value, so that the collector has other bytes for the same week.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "clock/clock.h"
#include "desk.h"
#include "install/install.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];

static bool
put(const char *data, const char *name, const void *text, size_t len)
{
    char path[512];
    struct err err = {0};
    snprintf(path, sizeof path, "%s/%s", data, name);
    bool ok = file_replace(path, text, len, &err);
    if (!ok) {
        fprintf(stderr, "%s\n", err.text);
    }
    return ok;
}

static void
make_folders(const char *data)
{
    static const char *const folders[] = {
        "", "kiosk", "kiosk/counts", "kiosk/counts/closed", "upload", "state"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", data, folders[i]);
        mkdir(path, 0700);
    }
}

static bool
put_floor(const char *data, const char *day)
{
    struct install_dirs dirs;
    struct install_accepted accepted = {.network = "gt", .hub = {.epoch = 1, .seq = 1}};
    struct err err = {0};
    return clock_parse_date(day, &accepted.floor_day) &&
           install_dirs_of(data, "/run/hub", "/nowhere", &dirs, &err) &&
           install_accepted_write(&dirs, &accepted, &err);
}

int
main(int argc, char **argv)
{
    unsigned char seed[32];
    if (argc < 3) {
        return 2;
    }
    struct ledger_hub hub = desk_hub(argc > 5 ? (int)strtol(argv[5], NULL, 10) : 1, seed);
    make_folders(argv[1]);
    bool ok = put(argv[1], "kiosk/counts/hub.key", seed, sizeof seed);
    int weeks = (int)strtol(argv[2], NULL, 10);
    uint32_t change = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 0;
    for (int week = 1; ok && week <= weeks; week++) {
        char name[RECORD_FILE_MAX];
        char path[RECORD_FILE_MAX + 32];
        desk_record(&hub, week, 100 + change, &record);
        record_file_name(&record, name);
        snprintf(path, sizeof path, "kiosk/counts/closed/%s", name);
        ok = put(argv[1], path, body, desk_bytes(&record, seed, body));
    }
    ok = ok && (argc < 5 || put_floor(argv[1], argv[4]));
    return ok ? 0 : 1;
}
