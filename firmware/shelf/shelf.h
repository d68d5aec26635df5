#pragma once
// Which content the screen shows: the one that is named, or of those installed the first that opens;
// and when to look again.

#include <stdbool.h>

#include "base/err.h"
#include "install/install.h"
#include "store/store.h"
#include "town/town.h"

enum {
    SHELF_SKIPPED_MAX = 4, // contents that proved bad since the program began
    SHELF_HEALTHY = 3,     // turns at rest until content is no longer on trial
};

enum shelf_code {         // four digits a technician finds in the manual; or an enum bundle_reason
    SHELF_MISSING = 4101, // there is no content
    SHELF_DAMAGED = 4102, // the file is damaged, or changed since it was signed
    SHELF_SCHEMA = 4103,  // made for another version of this program
    SHELF_UNREADABLE = 4104, // it cannot be read
    SHELF_TRIED = 4105,      // begun INSTALL_TRIES_MAX times, never healthy
};

enum { SHELF_FILE = -1 }; // source: the named file

struct shelf_wish {
    const char *file;  // a bundle; "" = what is installed
    const char *trust; // file of the image's trust chain
    bool demonstration;
    bool unsigned_too; // file may be a compiled database (a development build)
    struct install_dirs dirs;
    struct text *text;      // for the names on the map
    const char *map_styles; // folder of the map's looks
    // The last word on content that opened: false sends it away (may be NULL).
    bool (*accept)(void *context, struct store *store, struct err *err);
    void *context;
};

struct shelf {
    struct store *store; // NULL: nothing opens
    struct town *town;   // of the store; NULL: it has no map that opens
    int source;          // enum install_source or SHELF_FILE
    int code;  // why what comes before it in the order is not shown, or why nothing is; 0 = it is
    int rests; // turns at rest so far; -1 = not on trial
    struct bundle_hash skipped[SHELF_SKIPPED_MAX];
    int skipped_count;
    int said[INSTALL_FACTORY + 2]; // codes that were logged last, by source + 1: each is said once
};

// Opens the named file, or the first of current, previous and factory that opens; what *shelf holds is
// closed first. What is current is on trial from here on. False when nothing opens; shelf->code says why.
bool shelf_open(const struct shelf_wish *wish, struct shelf *shelf);
void shelf_close(struct shelf *shelf);
// The content shown broke (store_broken): it is passed over from now on.
void shelf_skip(struct shelf *shelf);
// Another content was installed: what was passed over may have been written again.
void shelf_unskip(struct shelf *shelf);
// One more turn at rest with this content; after SHELF_HEALTHY its trial ends.
void shelf_rested(const struct shelf_wish *wish, struct shelf *shelf);

// What the staff are told of the content shown.
struct shelf_facts {
    int source; // enum install_source or SHELF_FILE
    int code;   // why it is not the content that should be shown; 0 = it is
    char version[BUNDLE_VERSION_MAX];
    int issued;      // day since 1970; 0 = nobody signed it
    int days;        // how old it is at least
    bool old;        // beyond its stale_after_days
    char signer[17]; // id of the publisher's key, hexadecimal; "" = nobody signed it
    int floor_day;   // no day before it is believed any more; 0 = unknown
    bool can_revert; // it came by stick, and there is something before it
};
// Of the open content; the age by what clock and machine are sure of.
struct shelf_facts shelf_facts(
    const struct shelf_wish *wish, const struct shelf *shelf, const struct clock *clock);

// Watching ------------------------------------------------------------------------------------------

enum { SHELF_STICK = 1, SHELF_CURRENT = 2 };

struct shelf_watch {
    int fd; // to be polled; -1 = the machine has no inotify
    int run;
    int bundles;
};

struct shelf_watch shelf_watch_open(void);
void shelf_watch_close(struct shelf_watch *watch);
// What changed since it was asked last: run/usb/status, bundles/current. Never blocks; a folder that was
// not there yet is looked for again each time.
unsigned shelf_watch_changed(struct shelf_watch *watch, const struct install_dirs *dirs);
