#include "hub.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "command.h"
#include "embedded.h"
#include "emit.h"
#include "lint.h"

#include "test.h"

static const char *const icons[] = {"documents", "health", "group", "person", "child-protection",
    "help", "doc-passport", "doc-receipt", "doc-letter", "doc-vaccination", "hotline", "lesson",
    "myth", "showcard", "calendar"};

static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" "
                          "viewBox=\"0 0 24 24\"><path d=\"M0 0h9\" fill=\"#ffffff\"/></svg>\n";

static const char languages[] =
    "id,endonym,english_name,direction,script,fallback,plural,fonts,months,weekdays,date_pattern,"
    "time_pattern\n"
    "es,Español,Spanish,ltr,Latn,,nplurals=2; plural=(n != 1);,A.ttf,1|2|3|4|5|6|7|8|9|10|11|12,"
    "1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n"
    "en,English,English,ltr,Latn,es,nplurals=2; plural=(n != 1);,A.ttf,1|2|3|4|5|6|7|8|9|10|11|12,"
    "1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n"
    "ht,Kreyòl,Haitian Creole,ltr,Latn,fr|es,nplurals=2; plural=(n != 1);,A.ttf,"
    "1|2|3|4|5|6|7|8|9|10|11|12,1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n"
    "ar,العربية,Arabic,rtl,Arab,en,nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 "
    "&& "
    "n%100<=10 ? 3 : n%100>=11 ? 4 : 5);,N.ttf,1|2|3|4|5|6|7|8|9|10|11|12,1|2|3|4|5|6|7,"
    "{day} {month} {year},{hour24}:{minute}\n"
    "hi,हिन्दी,Hindi,ltr,Deva,en,nplurals=2; plural=(n > 1);,D.ttf,1|2|3|4|5|6|7|8|9|10|11|12,"
    "1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n"
    "zh-Hans,简体中文,Chinese,ltr,Hans,en,nplurals=1; plural=0;,C.ttc#2,1|2|3|4|5|6|7|8|9|10|11|12,"
    "1|2|3|4|5|6|7,{year}{month}{day},{hour24}:{minute}\n"
    "fr,Français,French,ltr,Latn,es,nplurals=2; plural=(n > 1);,A.ttf,1|2|3|4|5|6|7|8|9|10|11|12,"
    "1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n"
    "pt,Português,Portuguese,ltr,Latn,es,nplurals=2; plural=(n > 1);,A.ttf,"
    "1|2|3|4|5|6|7|8|9|10|11|12,1|2|3|4|5|6|7,{day} {month} {year},{hour24}:{minute}\n";

static const char ui[] = "key,text,plural,note\nback,Atrás,,One word.\n"
                         "days-one,{n} día,{n} días,\npage-of,{page} de {pages},,Counter.\n";

static void
place_of(const struct hub *hub, const char *file, char path[512])
{
    bool assets = strncmp(file, "assets/", 7) == 0;
    snprintf(path, 512, "%s/%s", assets ? hub->assets : hub->path, assets ? file + 7 : file);
}

void
hub_write_bytes(struct hub *hub, const char *file, const void *data, size_t len)
{
    char path[512];
    struct err err = {0};
    place_of(hub, file, path);
    for (char *p = path + 1; *p; p++) {
        if (*p == '/') {
            *p = '\0';
            mkdir(path, 0777);
            *p = '/';
        }
    }
    assert_true(file_replace(path, data, len, &err));
}

void
hub_write(struct hub *hub, const char *file, const char *text)
{
    hub_write_bytes(hub, file, text, strlen(text));
}

char *
hub_read(struct hub *hub, const char *file)
{
    char path[512];
    char *data = NULL;
    size_t len = 0;
    struct err err = {0};
    place_of(hub, file, path);
    if (!file_read(path, 64 << 20, &data, &len, &err)) {
        fail_msg("%s", err.text);
    }
    return data;
}

void
hub_append(struct hub *hub, const char *file, const char *row)
{
    char *old = hub_read(hub, file);
    char *text = NULL;
    assert_true(asprintf(&text, "%s%s\n", old, row) > 0);
    hub_write(hub, file, text);
    free(text);
    free(old);
}

void
hub_replace(struct hub *hub, const char *file, const char *old, const char *new)
{
    char *before = hub_read(hub, file);
    char *at = strstr(before, old);
    char *text = NULL;
    if (!at) {
        fail_msg("%s does not hold '%s'", file, old);
    }
    assert_true(asprintf(&text, "%.*s%s%s", (int)(at - before), before, new, at + strlen(old)) > 0);
    hub_write(hub, file, text);
    free(text);
    free(before);
}

void
hub_remove(struct hub *hub, const char *file)
{
    char path[512];
    place_of(hub, file, path);
    assert_int_equal(unlink(path), 0);
}

static void
forget(struct hub *hub)
{
    if (hub->content) {
        content_finish(hub->content);
    }
    free(hub->content);
    free(hub->said);
    report_finish(&hub->report);
    hub->content = NULL;
    hub->said = NULL;
}

void
hub_check(struct hub *hub)
{
    forget(hub);
    size_t len = 0;
    struct command_line line = {.args = {hub->path}, .count = 1, .assets = hub->assets};
    hub->content = calloc(1, sizeof *hub->content);
    assert_non_null(hub->content);
    command_begin(hub->content, &hub->report, &line);
    if (content_load(hub->content)) {
        lint(hub->content);
    }
    FILE *out = open_memstream(&hub->said, &len);
    hub->report.root = "";
    report_print(&hub->report, out);
    assert_int_equal(fclose(out), 0);
}

void
hub_says(struct hub *hub, const char *finding)
{
    hub_check(hub);
    const char *at = strstr(hub->said, finding);
    while (at && at != hub->said && at[-1] != '\n') {
        at = strstr(at + 1, finding);
    }
    if (!at) {
        fail_msg("not said: %s\nbut:\n%s", finding, hub->said);
    }
}

void
hub_silent(struct hub *hub, const char *text)
{
    hub_check(hub);
    if (strstr(hub->said, text)) {
        fail_msg("said: %s", hub->said);
    }
}

void
hub_build_to(struct hub *hub, const char *path)
{
    struct err err = {0};
    hub_check(hub);
    if (hub->report.errors > 0) {
        fail_msg("%s", hub->said);
    }
    if (!emit(hub->content, path, &err)) {
        fail_msg("%s", err.text);
    }
}

struct db *
hub_build(struct hub *hub)
{
    char path[200];
    struct db *db = NULL;
    struct err err = {0};
    snprintf(path, sizeof path, "%s.db", hub->path);
    hub_build_to(hub, path);
    if (!db_open(path, DB_READ, &db, &err)) {
        fail_msg("%s", err.text);
    }
    return db;
}

const char *
hub_ask(struct db *db, const char *sql, char value[256])
{
    struct err err = {0};
    if (!db_word(db, sql, value, 256, &err)) {
        if (!strstr(err.text, "no row")) {
            fail_msg("%s: %s", sql, err.text);
        }
        snprintf(value, 256, "(none)");
    }
    return value;
}

int
hub_setup(void **state)
{
    struct hub *hub = calloc(1, sizeof *hub);
    assert_non_null(hub);
    char top[] = "/tmp/hub-bundle-XXXXXX";
    assert_non_null(mkdtemp(top));
    snprintf(hub->path, sizeof hub->path, "%s/hub", top);
    snprintf(hub->assets, sizeof hub->assets, "%s/assets", top);
    setenv("SOURCE_DATE_EPOCH", "1795132800", 1); // 2026-11-20
    struct command_line line = {.args = {hub->path}, .count = 1};
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    assert_non_null(freopen("/dev/null", "w", stdout));
    int code = command_new(&line);
    fflush(stdout);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    assert_int_equal(code, EXIT_DONE);
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++) {
        char name[64];
        snprintf(name, sizeof name, "assets/icons/%s.svg", icons[i]);
        hub_write(hub, name, svg);
    }
    hub_write(hub, "assets/ui/languages.csv", languages);
    hub_write(hub, "assets/ui/ui.csv", ui);
    *state = hub;
    return 0;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *place)
{
    (void)st;
    (void)kind;
    (void)place;
    return remove(path);
}

int
hub_teardown(void **state)
{
    struct hub *hub = *state;
    forget(hub);
    *strrchr(hub->path, '/') = '\0';
    nftw(hub->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(hub);
    return 0;
}

int
hub_run(const char *arguments, char *output, size_t size)
{
    char command[2048];
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(command, sizeof command, "%s/bin/hub-bundle %s 2>&1", build ? build : "build/dev",
        arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t used = fread(output, 1, size - 1, pipe);
    output[used] = '\0';
    char rest[4096];
    while (fread(rest, 1, sizeof rest, pipe) > 0) {
    }
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
