#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "setup/internal.h"

static bool
scrub(const char *conf, const char *text, size_t len, struct err *err)
{
    struct setup_line lines[SETUP_LINES_MAX];
    int count = scrub_find(text, len, lines);
    if (count == 0) {
        return true;
    }
    AUTO_CLOSE int fd = open(conf, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(err, ERR_IO, "%s: %s", conf, strerrordesc_np(errno));
    }
    for (int i = 0; i < count; i++) {
        if (!scrub_line(fd, text, lines[i], err)) {
            return false;
        }
    }
    return true;
}

// Only what differs is written: cards wear, and most starts change nothing.
static bool
store(const char *path, const struct config_wifi *wifi, struct err *err)
{
    AUTO_FREE char *stored = NULL;
    size_t len = 0;
    char psk[128] = "";
    char text[SUPPLICANT_BYTES_MAX];
    struct err missing;
    bool there = file_read(path, SUPPLICANT_BYTES_MAX, &stored, &len, &missing);
    if (there && wifi->password[0] == '\0' && !supplicant_psk(stored, wifi, psk)) {
        psk[0] = '\0'; // another network
    }
    size_t wanted = supplicant_write(wifi, psk, text);
    bool same = there && len == wanted && memcmp(stored, text, len) == 0;
    bool done = same || file_replace(path, text, wanted, err);
    explicit_bzero(text, sizeof text);
    explicit_bzero(psk, sizeof psk);
    if (there) {
        explicit_bzero(stored, len);
    }
    return done;
}

static bool
forget(const char *path, struct err *err)
{
    return unlink(path) == 0 || errno == ENOENT ||
           err_set(err, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
}

static bool
has_mistakes(const char *text, size_t len)
{
    struct config config = config_default();
    struct config_report report;
    config_parse(text, len, &config, &report);
    return report.errors > 0;
}

bool
setup_wifi(const char *conf, const char *state, struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    char path[PATH_MAX];
    struct config_wifi wifi;
    if (snprintf(path, sizeof path, "%s/wpa_supplicant.conf", state) >= (int)sizeof path) {
        return err_set(err, ERR_LIMIT, "%s: path too long", state);
    }
    if (!file_read(conf, CONFIG_BYTES_MAX, &text, &len, err)) {
        return false;
    }
    config_parse_wifi(text, len, &wifi);
    bool named = wifi.ssid[0] != '\0';
    // A file with mistakes has not taken the network's name back.
    bool done = named ? store(path, &wifi, err) : has_mistakes(text, len) || forget(path, err);
    // A password without a network's name is stored nowhere: it waits in hub.conf, whose screen says why.
    done = done && (!named || scrub(conf, text, len, err));
    explicit_bzero(&wifi, sizeof wifi);
    explicit_bzero(text, len);
    return done;
}
