#pragma once
// Which content the screen shows: the one that is named, or of those installed the first that opens;
// and when to look again.

#include <stdbool.h>

#include "base/err.h"
#include "install/install.h"
#include "store/store.h"

enum {
    CONTENT_SKIPPED_MAX = 4, // contents that proved bad since the program began
    CONTENT_HEALTHY = 3,     // turns at rest until content is no longer on trial
};

enum content_code { // four digits a technician finds in the manual; or an enum bundle_reason
    CONTENT_MISSING = 4101,    // there is no content
    CONTENT_DAMAGED = 4102,    // the file is damaged, or changed since it was signed
    CONTENT_SCHEMA = 4103,     // made for another version of this program
    CONTENT_UNREADABLE = 4104, // it cannot be read
    CONTENT_TRIED = 4105,      // begun INSTALL_TRIES_MAX times, never healthy
};

enum { CONTENT_FILE = -1 }; // source: the named file

struct content_wish {
    const char *file;  // a bundle; "" = what is installed
    const char *trust; // file of the image's trust chain
    bool demonstration;
    bool unsigned_too; // file may be a compiled database (a development build)
    struct install_dirs dirs;
    // The last word on content that opened: false sends it away (may be NULL).
    bool (*accept)(void *context, struct store *store, struct err *err);
    void *context;
};

struct content {
    struct store *store; // NULL: nothing opens
    int source;          // enum install_source or CONTENT_FILE
    int code;  // why what comes before it in the order is not shown, or why nothing is; 0 = it is
    int rests; // turns at rest so far; -1 = not on trial
    struct bundle_hash skipped[CONTENT_SKIPPED_MAX];
    int skipped_count;
    int said[INSTALL_FACTORY + 2]; // codes that were logged last, by source + 1: each is said once
};

// Opens the first of current, previous and factory that opens (or the named file), over what *content
// holds: that is closed first. Whoever was shown before is on trial again if it is current. False when
// nothing opens; content->code says why.
bool content_open(const struct content_wish *wish, struct content *content);
void content_close(struct content *content);
// The content shown broke (store_broken): it is passed over from now on.
void content_skip(struct content *content);
// Another content was installed: what was passed over may have been written again.
void content_unskip(struct content *content);
// One more turn at rest with this content; after CONTENT_HEALTHY its trial ends.
void content_rested(const struct content_wish *wish, struct content *content);

// What the staff are told of the content shown.
struct content_facts {
    int source; // enum install_source or CONTENT_FILE
    int code;   // why it is not the content that should be shown; 0 = it is
    char version[BUNDLE_VERSION_MAX];
    int issued;      // day since 1970; 0 = nobody signed it
    bool old;        // beyond its stale_after_days
    int floor_day;   // no day before it is believed any more; 0 = unknown
    bool can_revert; // it came by stick, and there is something before it
};
// Of the open content; the age by what clock and machine are sure of.
struct content_facts content_facts(
    const struct content_wish *wish, const struct content *content, const struct clock *clock);

// Watching ------------------------------------------------------------------------------------------

enum { WATCH_STICK = 1, WATCH_CURRENT = 2 };

struct watch {
    int fd; // to be polled; -1 = the machine has no inotify
    int run;
    int bundles;
};

struct watch watch_open(void);
void watch_close(struct watch *watch);
// What changed since it was asked last: run/usb/status, bundles/current. Never blocks; a folder that was
// not there yet is looked for again each time.
unsigned watch_changed(struct watch *watch, const struct install_dirs *dirs);
