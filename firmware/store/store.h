#pragma once
// Questions the screens ask of the compiled content (schema.sql). Results are copied into the
// caller's arena; n = 0 means none. A record that is expired or hidden is never returned by a list.

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "bundle/bundle.h"
#include "clock/clock.h"
#include "draw/draw.h"

// clang-format off: fields that belong together share a line, so that the records fit on a page.

enum {
    STORE_LIST_MAX = 128, // records in one list; further ones are dropped and counted as full
    STORE_FACTS_MAX = 64,
    STORE_LANGUAGES_MAX = 64,
};

struct store;

// Opens a verified bundle's content read-only. ERR_FORMAT (damaged, not ours) or ERR_VERSION (another
// schema). Checks that every table of schema.sql is there before it returns. The bundle is the store's
// from here on, also after a failure.
bool store_open(struct bundle *bundle, struct store **store, struct err *err) MUST_USE;
// Likewise from a compiled file that nobody signed; ERR_MISSING when there is none.
bool store_open_file(const char *path, struct store **store, struct err *err) MUST_USE;
void store_close(struct store *store);
// What was signed; NULL for a file. Lives as long as the store.
const struct bundle_head *store_head(const struct store *store);
// Signed content of which a part turned out not to be what was signed; it answers no more.
bool store_broken(const struct store *store);
// The open content, for map_open_db() and route_open_db(); what they opened is closed before the store.
struct db;
struct db *store_db(struct store *store);

// The clock of lists that are not given one (pages, costs, search); must outlive the store. Until it
// is set these show what is expired too.
void store_set_clock(struct store *store, const struct clock *clock);

// meta value, "" if there is none. Lives as long as the store.
const char *store_meta(const struct store *store, const char *key);

struct store_language { // lives as long as the store
    int n;
    const char *tag;
    const char *endonym;
    const char *english_name;
    enum direction dir;
    const char *script;
    const char *fonts;
    const char *digits;
    const char *date_pattern;
    const char *time_pattern;
    const char *am_pm;
    const char *keyboard;
    const char *months[12];
    const char *weekdays[7]; // Monday first
    bool voice_only;
    int percent;             // of all texts that are translated, 0..100
};
int store_language_count(const struct store *store);
// In launch order, 0-based.
const struct store_language *store_language(const struct store *store, int index);
// Index of the tag, -1 if there is none.
int store_language_index(const struct store *store, const char *tag);

struct store_text {
    const char *text;  // never NULL; "" if no language has it
    const char *lang;  // tag of the language it is in
    enum direction dir;
    bool fallback;     // not in the language asked for
    const char *key;   // "procedure.visa.name", for the node
};
// One text in language index lang or the first of its fallback chain that has it.
struct store_text store_text(struct store *store, struct arena *arena, int lang, const char *table,
    const char *id, const char *field);
// A user-interface string by key; ui strings with a plural take the form for count.
struct store_text store_ui(struct store *store, struct arena *arena, int lang, const char *key);
struct store_text store_ui_plural(struct store *store, struct arena *arena, int lang, const char *key,
    int count);

struct store_value {
    const char *name; // of {name} in the template
    const char *text;
};
// Replaces {name} by values, each isolated (U+2068 … U+2069) so that bidi cannot tear it. Unknown
// names stay as they are.
const char *store_fill(struct arena *arena, const char *pattern, const struct store_value *values,
    int count);
// Dates, times and money in the language's own way.
const char *store_date(struct store *store, struct arena *arena, int lang, const struct date *date);
const char *store_time(struct store *store, struct arena *arena, int lang, int minutes);
const char *store_number(struct store *store, struct arena *arena, int lang, int value);
const char *store_money(struct store *store, struct arena *arena, int lang, const char *currency,
    int64_t amount);

// Freshness of a record: fresh, due for a re-check (grey, with a note) or hidden.
enum store_freshness { STORE_FRESH, STORE_DUE, STORE_HIDDEN };
struct store_provenance {
    int checked_days;   // days since 1970; 0 = unknown
    const char *assurer;
    const char *source_1;
    const char *source_2;
    enum store_freshness freshness;
};
struct store_provenance store_provenance(struct store *store, struct arena *arena, const char *table,
    int n, const struct clock *clock);

// Lists are arrays of n in the arena, in author's order.
struct store_list {
    const int *n;
    int count;
    bool full;
};

enum store_audience { AUDIENCE_ALL, AUDIENCE_CURRENT, AUDIENCE_POTENTIAL, AUDIENCE_RETURNED,
    AUDIENCE_TRANSIT };

// The record's id, "" if there is none.
const char *store_id(struct store *store, struct arena *arena, const char *table, int n);
// n of the record, 0 if there is none.
int store_n(struct store *store, const char *table, const char *id);

struct store_topic { int n; const char *id; int parent; const char *icon; bool sensitive; };
struct store_topic store_topic(struct store *store, struct arena *arena, int n);
// Topics below parent (0: the top) for the audience.
struct store_list store_topics(struct store *store, struct arena *arena, int parent,
    enum store_audience audience);

struct store_procedure {
    int n; const char *id; const char *icon; int topic; int authority; int question;
    int days_min; int days_max;       // -1 = not said
    const char *currency; int64_t fee;
    const char *official_url;
    bool sensitive; bool qr_ok;
};
struct store_procedure store_procedure(struct store *store, struct arena *arena, int n);
struct store_list store_procedures(struct store *store, struct arena *arena, int topic,
    enum store_audience audience, const struct clock *clock);

struct store_step {
    int n; const char *id; const char *place; int service; bool appointment; bool by_other;
    int days;                         // -1 = not said
    const char *currency; int64_t cost;
};
struct store_step store_step(struct store *store, struct arena *arena, int n);
struct store_list store_steps(struct store *store, struct arena *arena, int procedure);

struct store_requirement {
    int n; const char *id; const char *picture; const char *kind; int originals; int copies;
    const char *certified; bool sworn_translation; int validity_months; // -1 = no limit
    int issuer; int issuer_service; const char *currency; int64_t cost; int missing_procedure;
};
struct store_requirement store_requirement(struct store *store, struct arena *arena, int n);
// Papers of a procedure (step 0) or of one step, each once, whose condition holds with these facts.
struct store_list store_requirements(struct store *store, struct arena *arena, int procedure, int step,
    uint64_t facts);

struct store_question { int n; const char *id; const char *icon; };
struct store_answer { int n; const char *id; const char *icon; uint64_t sets; int next_question;
    int procedure; bool ask_person; };
struct store_question store_question(struct store *store, struct arena *arena, int n);
struct store_answer store_answer(struct store *store, struct arena *arena, int n);
struct store_list store_answers(struct store *store, struct arena *arena, int question);

struct store_page { int n; const char *id; const char *icon; int topic; int service; bool sensitive; };
struct store_block { int n; const char *id; const char *kind; const char *picture; };
struct store_page store_page(struct store *store, struct arena *arena, int n);
struct store_list store_pages(struct store *store, struct arena *arena, int topic,
    enum store_audience audience);
struct store_list store_blocks(struct store *store, struct arena *arena, int page);
struct store_block store_block(struct store *store, struct arena *arena, int n);

enum store_open_state { OPEN_NOW, OPEN_LATER, OPEN_UNKNOWN };
struct store_opening {
    enum store_open_state state;
    int until_minutes;   // OPEN_NOW: closes at; -1 = open round the clock
    int next_days;       // OPEN_LATER: days since 1970 of the next opening; 0 = none in 30 days
    int next_minutes;
    bool unsure;         // the clock is
};
struct store_hours { int weekday_mask; int opens; int closes; const char *note_id; }; // bit 0 = Monday
struct store_filter { bool open_now; bool free; bool no_id; const char *spoken; }; // "" = any
struct store_service {
    int n; const char *id; const char *icon; int organization; int location; // first location, 0 = none
    const char *status; const char *walk_in; const char *no_id_needed; const char *shares;
    const char *exposure; bool free; bool sensitive; int minimum_age; int maximum_age; // -1 = none
};
struct store_service store_service(struct store *store, struct arena *arena, int n);
// Its first topic, of a sensitive one its first sensitive; 0 = none.
int store_service_topic(struct store *store, int service);
// Services of a topic and its children (0: all), filtered, open ones first.
struct store_list store_services(struct store *store, struct arena *arena, int topic,
    const struct store_filter *filter, const struct clock *clock);
struct store_opening store_service_opening(struct store *store, int service, const struct clock *clock);
struct store_opening store_window_opening(struct store *store, int window, const struct clock *clock);
struct store_opening store_hours_opening(struct store *store, const struct store_hours *hours, int count);
// Weekly hours, rows of equal hours joined; at most 14. Returns how many.
int store_service_hours(struct store *store, struct arena *arena, int service, struct store_hours hours[14]);
int store_window_hours(struct store *store, struct arena *arena, int window, struct store_hours hours[14]);

struct store_place { int n; const char *id; const char *type; const char *address; const char *city;
    bool pin; double latitude; double longitude; };
struct store_place store_place(struct store *store, struct arena *arena, int location);
struct store_pin { int location; double latitude; double longitude; bool known; };
// Places of public services by n, at most max; known: at the door of one that is not sensitive.
int store_pins(struct store *store, struct store_pin *pins, int max);
struct store_phone { int n; const char *id; const char *number; bool free_call; bool whatsapp; };
struct store_phone store_phone(struct store *store, struct arena *arena, int n);
struct store_list store_service_phones(struct store *store, struct arena *arena, int service);
// Tags of the languages spoken there, comma separated; "" if none is named.
const char *store_service_languages(struct store *store, struct arena *arena, int service);
// Accessibility codes of its location, comma separated.
const char *store_service_access(struct store *store, struct arena *arena, int service);
struct store_list store_service_documents(struct store *store, struct arena *arena, int service);
struct store_list store_service_costs(struct store *store, struct arena *arena, int service);
struct store_cost { int n; const char *id; const char *currency; int64_t amount; };
struct store_cost store_cost(struct store *store, struct arena *arena, int n);

struct store_hotline { int n; const char *id; const char *icon; int phone; int topic; bool free_call;
    bool discreet; const char *languages; };
struct store_hotline store_hotline(struct store *store, struct arena *arena, int n);
struct store_alert { int n; const char *id; const char *severity; int page; int service; int starts_days; };
struct store_alert store_alert(struct store *store, struct arena *arena, int n);
// Alerts whose dates hold today, the most severe first.
struct store_list store_alerts(struct store *store, struct arena *arena, const struct clock *clock);

// All records of a plain table in order: hotline, myth, poster, lesson, learn_item, event, survey,
// showcard, hub_window; with owner: lesson_card, quiz_item (of lesson), quiz_answer (of quiz_item),
// survey_option (of survey). Expired ones are left out.
struct store_list store_all(struct store *store, struct arena *arena, const char *table, int owner,
    const struct clock *clock);
// Icon or picture column of such a record, "" if it has none; correct of a quiz_answer.
const char *store_icon(struct store *store, struct arena *arena, const char *table, int n);
bool store_quiz_correct(struct store *store, int answer);
// An integer column of such a record by name (showcard.topic_n, event.starts …), -1 for NULL; text form.
int store_int(struct store *store, const char *table, const char *column, int n);
const char *store_string(struct store *store, struct arena *arena, const char *table,
    const char *column, int n);

struct store_hit { const char *table; int record; const char *icon; };
// Best matches for what was typed, in language lang; at most max. Empty query: none.
int store_search(struct store *store, struct arena *arena, int lang, const char *query,
    struct store_hit *hits, int max);

// Encoded bytes of a picture or icon, until the next call; NULL data if there is none.
struct image_bytes store_picture(struct store *store, const char *name);
