#pragma once
// The table of hub.conf's keys, and how a value gets into the settings.

#include "config/config.h"

// A line on its way: what it means to the table, and what is said when it is refused.
struct config_entry {
    const struct config_key *row;
    const char *key;
    const char *value;
    char hint[CONFIG_HINT_MAX]; // as the row says; whoever refuses may say better
};

struct config_key {
    const char *section;
    const char *key;
    // Copies the value into its field, or says why not and leaves it alone.
    enum config_code (*take)(struct config_entry *entry, void *into);
    size_t at; // of the field, in struct config; of a secret in struct config_wifi
    size_t size;
    const char *hint; // an example of a value
    int min;          // of numbers
    int max;
    bool optional;       // an empty value stands for none
    bool verbatim;       // quotes may be meant
    bool secret;         // goes to struct config_wifi, and its value nowhere else
    bool hidden;         // its value is never repeated
    const char *instead; // stands for a value that is refused or empty; NULL: what was there
    const char *needs;   // another key of the section; said once when it is missing
};

enum { CONFIG_KEYS_MAX = 48 };

// keys.c
extern const struct config_key config_keys[];
extern const int config_keys_count;
// -1: unknown.
int config_key_find(const char *section, const char *key);
bool config_section_known(const char *section);
// The likeliest meaning of an unknown key or, with key "", section: "[kiosk] idle"; "" = no idea.
void config_nearest(const char *section, const char *key, char out[CONFIG_HINT_MAX]);

// values.c
enum config_code take_name(struct config_entry *entry, void *into);
enum config_code take_text(struct config_entry *entry, void *into);
enum config_code take_path(struct config_entry *entry, void *into);
enum config_code take_number(struct config_entry *entry, void *into);
enum config_code take_rotation(struct config_entry *entry, void *into);
enum config_code take_panel(struct config_entry *entry, void *into);
enum config_code take_languages(struct config_entry *entry, void *into);
enum config_code take_tag(struct config_entry *entry, void *into);

// times.c
enum config_code take_utc_offset(struct config_entry *entry, void *into);
enum config_code take_quiet(struct config_entry *entry, void *into);
enum config_code take_hours(struct config_entry *entry, void *into);

// network.c
enum config_code take_collector(struct config_entry *entry, void *into);
enum config_code take_pin(struct config_entry *entry, void *into);
enum config_code take_seal(struct config_entry *entry, void *into);
enum config_code take_password(struct config_entry *entry, void *into);
enum config_code take_country(struct config_entry *entry, void *into);
