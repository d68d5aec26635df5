#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/log.h"
#include "base/plural.h"
#include "install/internal.h"

// The sentences are those of the content that is shown (ui strings "stick.…"), in the staff's language or
// one they may know; without content the few of assets/ui/trouble.ini.

enum { WORDS_BYTES_MAX = 64 * 1024, REPORT_MAX = 8 * 1024, LANGUAGES = 3 };

struct words {
    struct db *db; // NULL: words of last resort
    struct arena arena;
    const char *languages[LANGUAGES];
    const char *assets;
};

struct value {
    const char *name;
    const char *text;
};

// Sentences -----------------------------------------------------------------------------------------

static const char *
query_text(struct words *words, const char *sql, const char *key, const char *language)
{
    struct db_query *query = NULL;
    struct err err = {0};
    const char *text = NULL;
    if (!db_prepare(words->db, sql, &query, &err)) {
        LOG_WARN("%s", err.text);
        return NULL;
    }
    db_bind_text(query, 1, key);
    db_bind_text(query, 2, language);
    if (db_step(query)) {
        text = arena_strdup(&words->arena, db_text(query, 0));
    }
    db_finish(query);
    return text;
}

static int
form_of(struct words *words, const char *language, int64_t count)
{
    if (count < 0) {
        return 0;
    }
    struct plural plural;
    const char *rule = query_text(
        words, "SELECT plural FROM language_pack WHERE ?1 <> '' AND id = ?2", "plural", language);
    return rule && plural_parse(rule, &plural) ? plural_form(&plural, (uint64_t)count) : 0;
}

static const char *
sentence_in(struct words *words, const char *key, const char *language, int64_t count)
{
    int form = form_of(words, language, count);
    const char *sql = arena_printf(&words->arena,
        "SELECT text FROM translation WHERE table_name = 'ui' AND record_id = ?1 AND lang = ?2 AND "
        "form IN (0, %d) ORDER BY form = %d DESC LIMIT 1",
        form, form);
    return query_text(words, sql, key, language);
}

// NULL when no language has it. count: -1 for a sentence without a number.
static const char *
sentence(struct words *words, const char *key, int64_t count)
{
    for (int i = 0; words->db && i < LANGUAGES; i++) {
        const char *text = sentence_in(words, key, words->languages[i], count);
        if (text) {
            return text;
        }
    }
    return NULL;
}

// "{name}" becomes the value; an unknown name stays.
static const char *
fill(struct words *words, const char *text, const struct value *values, int count)
{
    for (int i = 0; text && i < count; i++) {
        const char *mark = arena_printf(&words->arena, "{%s}", values[i].name);
        const char *at = strstr(text, mark);
        if (at) {
            text = arena_printf(&words->arena, "%.*s%s%s", (int)(at - text), text, values[i].text,
                at + strlen(mark));
        }
    }
    return text;
}

static const char *
counted(struct words *words, const char *key, int count)
{
    struct value value = {"n", arena_printf(&words->arena, "%d", count)};
    const char *text = fill(words, sentence(words, key, count), &value, 1);
    return text ? text : value.text;
}

// The report ------------------------------------------------------------------------------------------

// CRLF and a byte order mark: the oldest editor of the hub's PC shows it as well.
struct report {
    struct words *words;
    char text[REPORT_MAX];
    size_t len;
};

static void
add_line(struct report *report, const char *text)
{
    if (!text) {
        return;
    }
    size_t room = sizeof report->text - report->len;
    int len = snprintf(report->text + report->len, room, "%s\r\n", text);
    if (len > 0 && (size_t)len < room) {
        report->len += (size_t)len;
    }
}

static const char *
key_of(enum install_phase result)
{
    return result == INSTALL_DONE       ? "stick.done"
           : result == INSTALL_SAME     ? "stick.same"
           : result == INSTALL_REVERTED ? "stick.reverted"
                                        : "stick.refused";
}

static void
add_changes(struct report *report, const struct gate_diff *diff)
{
    struct words *words = report->words;
    struct value values[] = {{"updated", counted(words, "stick.updated", diff->updated)},
        {"added", counted(words, "stick.added", diff->added)},
        {"removed", counted(words, "stick.removed", diff->removed)}};
    add_line(report, fill(words, sentence(words, "stick.changes", -1), values, 3));
}

static void
add_reason(struct report *report, const struct install_status *status)
{
    struct words *words = report->words;
    const char *code = arena_printf(&words->arena, "%d", (int)status->reason);
    struct value names[] = {{"asked", status->asked}, {"here", status->here}, {"code", code}};
    static const char *const keys[] = {"stick.reason.", "stick.do."};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *key = arena_printf(&words->arena, "%s%s", keys[i], code);
        const char *text = fill(words, sentence(words, key, -1), names, 2);
        add_line(report, fill(words, text, names, 2)); // a name may stand twice
    }
    const char *line = fill(words, sentence(words, "stick.code", -1), names + 2, 1);
    add_line(report, line ? line : code);
}

static void
add_content(struct report *report, const struct install_status *status)
{
    struct value version = {"version", status->version};
    if (status->version[0]) {
        const char *text =
            fill(report->words, sentence(report->words, "stick.version", -1), &version, 1);
        add_line(report, text ? text : status->version);
    }
}

// Words of last resort ------------------------------------------------------------------------------

static const char *
plain_word(struct words *words, const char *key, const char *language)
{
    const char *path = arena_printf(&words->arena, "%s/ui/trouble.ini", words->assets);
    AUTO_FREE char *data = NULL;
    size_t len = 0;
    struct err err = {0};
    if (!file_read(path, WORDS_BYTES_MAX, &data, &len, &err)) {
        return NULL;
    }
    struct ini ini = {.text = data, .len = len};
    while (ini_next(&ini)) {
        if (!ini.problem && strcmp(ini.section, language) == 0 && strcmp(ini.key, key) == 0) {
            return arena_strdup(&words->arena, ini.value);
        }
    }
    return NULL;
}

static const char *
last_resort(struct words *words, bool refused)
{
    const char *key = refused ? "refused" : "done";
    for (int i = 0; i < LANGUAGES; i++) {
        const char *text = plain_word(words, key, words->languages[i]);
        if (text) {
            return text;
        }
    }
    return key;
}

static void
write_report(struct report *report, const struct install_status *status)
{
    struct words *words = report->words;
    const char *head = sentence(words, key_of(status->result), -1);
    bool refused = status->result == INSTALL_REFUSED;
    report->len = (size_t)snprintf(report->text, sizeof report->text, "\xef\xbb\xbf");
    add_line(report, sentence(words, "stick.title", -1));
    add_line(report, head ? head : last_resort(words, refused));
    if (refused) {
        add_reason(report, status);
    } else if (status->result == INSTALL_DONE) {
        add_changes(report, &status->diff);
    }
    add_content(report, status);
}

// To the stick ----------------------------------------------------------------------------------------

static bool
write_beside(int folder, const struct report *report)
{
    AUTO_CLOSE int fd = openat(folder, "RESULT.new",
        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    struct stat st;
    return fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
           write(fd, report->text, report->len) == (ssize_t)report->len && fsync(fd) == 0 &&
           renameat(folder, "RESULT.new", folder, "RESULT.txt") == 0 && syncfs(fd) == 0;
}

static bool
save_report(const char *stick, const struct report *report, struct err *err)
{
    enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };
    AUTO_CLOSE int root = open(stick, FOLDER);
    AUTO_CLOSE int hub = root < 0 ? -1 : openat(root, "hub", FOLDER);
    AUTO_CLOSE int out = hub < 0 ? -1 : openat(hub, "out", FOLDER);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out"); // not made for it
    }
    if (!write_beside(out, report)) {
        install_io_error(err, "hub/out/RESULT.txt");
        unlinkat(out, "RESULT.new", 0);
        return false;
    }
    return true;
}

bool
install_report(const struct install_dirs *dirs, const struct install_hub *hub,
    const struct install_words *choice, const char *stick, struct err *err)
{
    struct install_status status;
    struct install_run run = {.dirs = dirs, .hub = hub, .clock = clock_real()};
    struct words words = {.languages = {choice->language, "es", "en"}, .assets = choice->assets};
    struct report report = {.words = &words};
    struct bundle *bundle = NULL;
    if (!install_status_read(dirs, &status, err)) {
        return false;
    }
    if (status.phase == INSTALL_IDLE || status.result == INSTALL_IDLE) {
        return true; // nothing was done here
    }
    if (!install_open_shown(&run, &bundle, &words.db)) {
        LOG_WARN("no content whose words could be used");
    }
    write_report(&report, &status);
    bool saved = save_report(stick, &report, err);
    db_close(words.db);
    bundle_close(bundle);
    arena_finish(&words.arena);
    return saved;
}

bool
install_report_end(const struct install_dirs *dirs, struct err *err)
{
    struct install_status status;
    if (!install_status_read(dirs, &status, err)) {
        return false;
    }
    status.phase = status.phase == INSTALL_WRITING ? status.result : status.phase;
    return status.phase == INSTALL_IDLE || install_status_write(dirs, &status, err);
}
