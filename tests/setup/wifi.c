// The Wi-Fi password leaves hub.conf: what is written, and that no power cut loses or keeps it.

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "setup/internal.h"
#include "test.h"

enum { SECTOR = 512, STEPS_MAX = 32, TEXT_MAX = 4096 };

static const char SECRET[] = "correct horse 7";

static char folder[] = "/tmp/setup-test-XXXXXX";
static char conf[64];
static char stored[64];

// What goes to the card: the calls below stand before the C library's. -------------------------------

static struct {
    struct step {
        char bytes[SECTOR];
        size_t len;
        size_t at;
        bool sync;
    } step[STEPS_MAX];
    int count;
    int fail_at; // the step that fails, counted from 1; 0 = none
    bool on;
} card;

ssize_t
pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    if (card.on) {
        assert_int_equal(access(stored, R_OK), 0); // first of all
        assert_true(card.count < STEPS_MAX && len <= SECTOR);
        assert_int_equal((size_t)at / SECTOR, ((size_t)at + len - 1) / SECTOR); // in one sector
        struct step *step = &card.step[card.count++];
        *step = (struct step){.len = len, .at = (size_t)at};
        memcpy(step->bytes, bytes, len);
        if (card.count == card.fail_at) {
            errno = EIO;
            return -1;
        }
    }
    return syscall(SYS_pwrite64, fd, bytes, len, at);
}

int
fsync(int fd)
{
    struct stat st;
    char path[64];
    char name[256] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    bool ours = readlink(path, name, sizeof name - 1) > 0 && strstr(name, "hub.conf");
    if (card.on && ours && fstat(fd, &st) == 0) {
        assert_true(card.count < STEPS_MAX);
        card.step[card.count++] = (struct step){.sync = true};
    }
    return 0; // nothing here has to survive anything
}

// A machine --------------------------------------------------------------------------------------

static void
write_conf(const char *text, size_t len)
{
    struct err err = {0};
    card.on = false;
    assert_true(file_replace(conf, text, len, &err));
}

static const char *
read_text(const char *path, size_t *len)
{
    static char out[2][TEXT_MAX];
    char *data = NULL;
    struct err err = {0};
    char *to = out[path == conf];
    *len = 0;
    to[0] = '\0';
    if (file_read(path, TEXT_MAX - 1, &data, len, &err)) {
        memcpy(to, data, *len + 1);
        free(data);
    }
    return to;
}

static const char *
conf_now(void)
{
    size_t len = 0;
    return read_text(conf, &len);
}

static const char *
stored_now(void)
{
    size_t len = 0;
    return read_text(stored, &len);
}

static void
set_up(const char *text)
{
    struct err err = {0};
    write_conf(text, strlen(text));
    assert_true(setup_wifi(conf, folder, &err));
}

static int
forget_all(void **state)
{
    (void)state;
    unlink(conf);
    unlink(stored);
    memset(&card, 0, sizeof card);
    return 0;
}

static int
make_folder(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(conf, sizeof conf, "%s/hub.conf", folder);
    snprintf(stored, sizeof stored, "%s/wpa_supplicant.conf", folder);
    umask(077);
    return 0;
}

static int
remove_folder(void **state)
{
    forget_all(state);
    return rmdir(folder);
}

// What is written --------------------------------------------------------------------------------

static void
moves_the_password(void **state)
{
    (void)state;
    set_up("\xef\xbb\xbf[wifi]\r\nssid = Casa\r\ncountry = GT\r\n  password = correct horse 7\r\n"
           "[kiosk]\r\nidle = 60\r\n");
    assert_string_equal(stored_now(), "# Made by hub-setup of [wifi] in hub.conf.\ncountry=GT\n"
                                      "network={\n\tssid=43617361\n\tpsk=\"correct horse 7\"\n"
                                      "\tkey_mgmt=WPA-PSK SAE\n\tieee80211w=1\n}\n");
    assert_string_equal(conf_now(), "\xef\xbb\xbf[wifi]\r\nssid = Casa\r\ncountry = GT\r\n"
                                    "  # password: moved         \r\n[kiosk]\r\nidle = 60\r\n");
    struct stat st;
    assert_int_equal(stat(stored, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void
takes_a_key_of_hexadecimal_digits(void **state)
{
    (void)state;
    static const char key[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF";
    char text[256];
    char line[128];
    snprintf(text, sizeof text, "[wifi]\nssid=Ca\"sa#\npassword=%s", key);
    set_up(text);
    snprintf(line, sizeof line, "\n\tssid=436122736123\n\tpsk=%s\n}\n", key);
    assert_non_null(strstr(stored_now(), line));
    assert_null(strstr(stored_now(), "country"));
    assert_null(strstr(conf_now(), "0123"));
    assert_non_null(strstr(conf_now(), "\n# password: moved   "));
}

static void
keeps_it_on_later_starts(void **state)
{
    (void)state;
    set_up("[wifi]\nssid = Casa\npassword = correct horse 7\n");
    set_up("[wifi]\nssid = Casa\ncountry = HN\n"); // the country was added on a PC
    assert_non_null(strstr(stored_now(), "country=HN\n"));
    assert_non_null(strstr(stored_now(), "\tpsk=\"correct horse 7\"\n\tkey_mgmt=WPA-PSK SAE\n"));
    set_up("[wifi]\nssid = Casa\ncountry = HN\npassword = another one\n");
    assert_non_null(strstr(stored_now(), "\tpsk=\"another one\"\n"));
    assert_null(strstr(stored_now(), SECRET));
    set_up("[wifi]\nssid = Open\n"); // another network, and it needs none
    assert_non_null(strstr(stored_now(), "\tkey_mgmt=NONE\n"));
    assert_null(strstr(stored_now(), "psk"));
}

static void
writes_nothing_when_nothing_changed(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat before;
    struct stat after;
    set_up("[wifi]\nssid = Casa\npassword = correct horse 7\n");
    assert_int_equal(stat(stored, &before), 0);
    card.on = true;
    assert_true(setup_wifi(conf, folder, &err));
    assert_int_equal(card.count, 0);
    assert_int_equal(stat(stored, &after), 0);
    assert_true(before.st_ino == after.st_ino);
}

static void
takes_a_name_back(void **state)
{
    (void)state;
    set_up("[wifi]\nssid = Casa\npassword = correct horse 7\n");
    set_up("\xff\xfe[\0"); // not the network's name was taken back, the file is spoilt
    set_up("[wifi]\nssid = a name of more than thirty-two bytes\n");
    assert_non_null(strstr(stored_now(), SECRET));
    set_up("[wifi]\nssid =\n");
    assert_int_equal(access(stored, F_OK), -1);
    set_up("[kiosk]\nidle = 60\n");
    struct err err = {0};
    unlink(conf);
    assert_false(setup_wifi(conf, folder, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

static void
leaves_what_it_cannot_store(void **state)
{
    (void)state;
    static const char alone[] = "[wifi]\npassword = correct horse 7\n";
    set_up(alone); // no network's name: the screen says so
    assert_string_equal(conf_now(), alone);
    static const char mistyped[] = "[wifi]\nssid = Casa\npassword = short\n";
    set_up(mistyped);
    assert_string_equal(conf_now(), mistyped);
    static const char good[] = "[wifi]\nssid = Casa\npassword = correct horse 7\n";
    struct err err = {0};
    write_conf(good, sizeof good - 1);
    assert_false(setup_wifi(conf, "/nowhere", &err));
    assert_string_equal(conf_now(), good);
    // A card that fails meanwhile is told; the password is stored.
    memset(&card, 0, sizeof card);
    card.on = true;
    card.fail_at = 1;
    assert_false(setup_wifi(conf, folder, &err));
    assert_non_null(strstr(stored_now(), SECRET));
}

static void
finds_what_was_put_aside(void **state)
{
    (void)state;
    set_up("[wifi]\nssid = Casa\n#password = correct horse 7\n ;  password=correct horse 7\n"
           "password = correct horse 7\n[wifi]\npassword = the second one\n#password =\n"
           "# password: 8 letters\n");
    assert_null(strstr(conf_now(), "horse"));
    assert_null(strstr(conf_now(), "second"));
    assert_non_null(strstr(conf_now(), "\n#password =\n# password: 8 letters\n"));
    assert_non_null(strstr(stored_now(), "the second one"));
}

// Power cuts -------------------------------------------------------------------------------------

// hub.conf after the first steps; of the last one, when it was not synced, nothing may have come.
static void
cut_after(char *text, int steps, bool last_too)
{
    for (int i = 0; i < steps; i++) {
        const struct step *step = &card.step[i];
        if (!step->sync && (last_too || i + 1 < steps)) {
            memcpy(text + step->at, step->bytes, step->len);
        }
    }
}

static bool
in_conf(const char *text, size_t len)
{
    struct config_wifi wifi;
    config_parse_wifi(text, len, &wifi);
    return strcmp(wifi.password, SECRET) == 0;
}

// A password that no one wrote would be worse than none.
static void
assert_no_other(const char *text, size_t len)
{
    struct config_wifi wifi;
    config_parse_wifi(text, len, &wifi);
    assert_true(wifi.password[0] == '\0' || strcmp(wifi.password, SECRET) == 0);
}

static void
assert_next_start_ends_it(const char *before, const char *text, size_t len)
{
    struct err err = {0};
    char kept[TEXT_MAX];
    snprintf(kept, sizeof kept, "%s", stored_now());
    write_conf(text, len);
    assert_true(setup_wifi(conf, folder, &err));
    size_t now_len = 0;
    const char *now = read_text(conf, &now_len);
    assert_int_equal(now_len, len);
    assert_null(strstr(now, SECRET));
    assert_null(strstr(now, "horse 7"));
    assert_null(strstr(now, "correct h"));
    assert_string_equal(stored_now(), kept);
    // Around the line nothing changed.
    const char *line = strstr(before, "password =");
    size_t at = (size_t)(line - before);
    assert_memory_equal(now, before, at);
    size_t after = at + strlen("password = ") + strlen(SECRET);
    assert_string_equal(now + after, before + after);
}

// With the line at every place beside a sector's edge: a cut after each step, with and without what the card
// had not promised yet.
static void
no_cut_loses_or_keeps_it(void **state)
{
    (void)state;
    static const char head[] = "[wifi]\nssid = Casa\n# ";
    static const char line[] = "\npassword = correct horse 7\n[kiosk]\nidle = 60\n";
    int states = 0;
    for (size_t pad = SECTOR - sizeof head - sizeof line; pad < SECTOR; pad++) {
        char before[TEXT_MAX] = "";
        char text[TEXT_MAX];
        struct err err = {0};
        snprintf(before, sizeof before, "%s", head);
        memset(before + strlen(before), '.', pad);
        memcpy(before + strlen(head) + pad, line, sizeof line);
        size_t len = strlen(before);
        forget_all(state);
        write_conf(before, len);
        card.on = true;
        assert_true(setup_wifi(conf, folder, &err));
        card.on = false;
        assert_non_null(strstr(stored_now(), SECRET)); // all steps came after it was stored
        assert_true(in_conf(before, len));
        for (int steps = 0; steps <= card.count; steps++) {
            for (int last_too = 0; last_too < 2; last_too++) {
                memcpy(text, before, len + 1);
                cut_after(text, steps, last_too);
                assert_no_other(text, len);
                assert_next_start_ends_it(before, text, len);
                states++;
            }
        }
    }
    assert_true(states > 500);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(moves_the_password, forget_all),
        cmocka_unit_test_setup(takes_a_key_of_hexadecimal_digits, forget_all),
        cmocka_unit_test_setup(keeps_it_on_later_starts, forget_all),
        cmocka_unit_test_setup(writes_nothing_when_nothing_changed, forget_all),
        cmocka_unit_test_setup(takes_a_name_back, forget_all),
        cmocka_unit_test_setup(leaves_what_it_cannot_store, forget_all),
        cmocka_unit_test_setup(finds_what_was_put_aside, forget_all),
        cmocka_unit_test_setup(no_cut_loses_or_keeps_it, forget_all),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
