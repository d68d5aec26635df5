// The kernel's small files. All paths are below root, so that a test can make a machine of its own.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>

#include "base/auto.h"
#include "base/file.h"
#include "health/health.h"

enum {
    PATH_MAX_HERE = 512,
    SENSORS = 16,
    CARDS = 2,
    FILE_SYSTEMS = 16,
    RECORDS = 9999,
    MILLI_MAX = 200000,
    END_WARNING = 2, // pre_eol_info: 1 normal, 2 warning, 3 urgent
};

static const int64_t MB = 1000 * 1000;

// Fresh memory, or NULL: that file is not here.
static char *
slurp(const char *path, size_t *len)
{
    char *text = NULL;
    struct err ignored = {0};
    return file_read(path, HEALTH_FILE_MAX, &text, len, &ignored) ? text : NULL;
}

static char *
slurp_below(const char *root, const char *path, size_t *len)
{
    char full[PATH_MAX_HERE];
    int n = snprintf(full, sizeof full, "%s%s", root, path);
    return n < (int)sizeof full ? slurp(full, len) : NULL;
}

static bool
read_number(const char *root, const char *path, int64_t most, int64_t *value)
{
    size_t len = 0;
    AUTO_FREE char *text = slurp_below(root, path, &len);
    return text && health_parse_number(text, len, most, value);
}

static void
read_name(const char *root, const char *path, char name[HEALTH_NAME_MAX])
{
    size_t len = 0;
    AUTO_FREE char *text = slurp_below(root, path, &len);
    name[0] = '\0';
    if (text) {
        health_parse_name(text, len, name);
    }
}

// Power ----------------------------------------------------------------------------------------------

// Raspberry Pi's own kernel has the firmware's word; Debian's has a sensor that says whether power is weak now.
static int64_t
weak_by_sensor(const char *root)
{
    char path[96];
    char name[HEALTH_NAME_MAX];
    for (int i = 0; i < SENSORS; i++) {
        int64_t weak = 0;
        snprintf(path, sizeof path, "/sys/class/hwmon/hwmon%d/name", i);
        read_name(root, path, name);
        snprintf(path, sizeof path, "/sys/class/hwmon/hwmon%d/in0_lcrit_alarm", i);
        if (strcmp(name, "rpi_volt") == 0 && read_number(root, path, 1, &weak)) {
            return weak ? HEALTH_POWER_WEAK : 0;
        }
    }
    return -1;
}

int64_t
health_power(const char *root)
{
    size_t len = 0;
    int64_t bits = 0;
    AUTO_FREE char *text =
        slurp_below(root, "/sys/devices/platform/soc/soc:firmware/get_throttled", &len);
    return text && health_parse_bits(text, len, &bits) ? bits : weak_by_sensor(root);
}

static int
hottest(const char *root)
{
    char path[96];
    int64_t most = -1;
    for (int i = 0; i < SENSORS; i++) {
        int64_t milli = 0;
        snprintf(path, sizeof path, "/sys/class/thermal/thermal_zone%d/temp", i);
        if (read_number(root, path, MILLI_MAX, &milli) && milli > most) {
            most = milli;
        }
    }
    return most < 0 ? -1 : (int)(most / 1000);
}

// Card -----------------------------------------------------------------------------------------------

static void
read_card(const char *root, struct health *health)
{
    char path[96];
    health->worn_percent = -1;
    for (int i = 0; i < CARDS; i++) {
        size_t len = 0;
        snprintf(path, sizeof path, "/sys/block/mmcblk%d/device/name", i);
        read_name(root, path, health->card);
        if (health->card[0] == '\0') {
            continue;
        }
        snprintf(path, sizeof path, "/sys/block/mmcblk%d/device/life_time", i);
        AUTO_FREE char *life = slurp_below(root, path, &len);
        if (life && !health_parse_life(life, len, &health->worn_percent)) {
            health->worn_percent = -1;
        }
        snprintf(path, sizeof path, "/sys/block/mmcblk%d/device/pre_eol_info", i);
        AUTO_FREE char *end = slurp_below(root, path, &len);
        int64_t state = 0;
        health->at_end = end && health_parse_bits(end, len, &state) && state >= END_WARNING;
        return;
    }
}

static void
add_file_system(const char *root, const char *name, struct health *health)
{
    char path[PATH_MAX_HERE];
    int64_t value = 0;
    snprintf(path, sizeof path, "/sys/fs/ext4/%.64s/errors_count", name);
    if (!read_number(root, path, INT32_MAX, &value)) {
        return;
    }
    health->errors = (health->errors < 0 ? 0 : health->errors) + value;
    snprintf(path, sizeof path, "/sys/fs/ext4/%.64s/lifetime_write_kbytes", name);
    if (read_number(root, path, INT64_MAX / 1000, &value)) {
        health->written_mb = (health->written_mb < 0 ? 0 : health->written_mb) + value / 1000;
    }
}

static void
read_file_systems(const char *root, struct health *health)
{
    char path[PATH_MAX_HERE];
    const struct dirent *entry = NULL;
    health->errors = -1;
    health->written_mb = -1;
    if (snprintf(path, sizeof path, "%s/sys/fs/ext4", root) >= (int)sizeof path) {
        return;
    }
    DIR *dir = opendir(path);
    for (int i = 0; dir && i < FILE_SYSTEMS; i++) {
        entry = readdir(dir); // NOLINT(concurrency-mt-unsafe): one thread
        if (!entry) {
            break;
        }
        if (entry->d_name[0] != '.') {
            add_file_system(root, entry->d_name, health);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

static void
read_space(const char *data, struct health *health)
{
    struct statvfs st;
    health->free_mb = health->total_mb = -1;
    if (statvfs(data, &st) == 0) {
        health->free_mb = (int64_t)st.f_bavail * (int64_t)st.f_frsize / MB;
        health->total_mb = (int64_t)st.f_blocks * (int64_t)st.f_frsize / MB;
        health->read_only = (st.f_flag & ST_RDONLY) != 0;
    }
}

static int
count_records(const char *folder)
{
    const struct dirent *entry = NULL;
    DIR *dir = opendir(folder);
    int count = 0;
    while (dir && count < RECORDS && (entry = readdir(dir))) { // NOLINT(concurrency-mt-unsafe)
        const char *suffix = strrchr(entry->d_name, '.');
        count += suffix && suffix != entry->d_name && strcmp(suffix, ".counts") == 0;
    }
    if (dir) {
        closedir(dir);
    }
    return count;
}

void
health_read(const struct health_places *places, struct health *health)
{
    struct utsname host = {.release = ""};
    size_t len = 0;
    *health = (struct health){.failures = -1};
    read_name(places->root, "/sys/firmware/devicetree/base/model", health->board);
    if (uname(&host) == 0) {
        health_parse_name(host.release, strlen(host.release), health->kernel);
    }
    health->power = health_power(places->root);
    health->heat_c = hottest(places->root);
    read_card(places->root, health);
    read_file_systems(places->root, health);
    read_space(places->data, health);
    health->waiting = count_records(places->records);
    AUTO_FREE char *state = slurp(places->upload, &len);
    if (state) {
        health_parse_upload(state, len, health);
    }
}
