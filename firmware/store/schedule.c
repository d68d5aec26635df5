// The schedule table, read once, and whose hours are asked for.

#include <limits.h>
#include <string.h>

#include "base/log.h"
#include "store/internal.h"

enum { INTERVAL_MAX = 520, SHOWN_HOURS_MAX = 14 };

// Walks "a,b,c": the next code and its length, false at the end.
static bool
next_code(const char **at, const char **code, size_t *len)
{
    *at += strspn(*at, ",");
    *code = *at;
    *len = strcspn(*at, ",");
    *at += *len;
    return *len > 0;
}

static bool
parse_weekdays(const char *codes, unsigned *mask)
{
    static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const char *code = NULL;
    size_t len = 0;
    *mask = 0;
    while (next_code(&codes, &code, &len)) {
        int day = 0;
        while (day < 7 && (len != 2 || memcmp(names[day], code, 2) != 0)) {
            day++;
        }
        if (day == 7) {
            return false;
        }
        *mask |= 1U << day;
    }
    return true;
}

static bool
parse_monthdays(const char *codes, uint32_t *mask)
{
    const char *code = NULL;
    size_t len = 0;
    *mask = 0;
    while (next_code(&codes, &code, &len)) {
        int day = 0;
        for (size_t i = 0; i < len && day >= 0; i++) {
            bool digit = code[i] >= '0' && code[i] <= '9' && i < 2;
            day = digit ? day * 10 + (code[i] - '0') : -1;
        }
        if (day < 1 || day > 31) {
            return false;
        }
        *mask |= UINT32_C(1) << day;
    }
    return true;
}

static bool
parse_range(const char *from, const char *to, struct shift *shift)
{
    shift->from = 0;
    shift->to = INT_MAX;
    return (!from[0] || clock_parse_date(from, &shift->from)) &&
           (!to[0] || clock_parse_date(to, &shift->to));
}

static bool
parse_times(const char *opens, const char *closes, struct shift *shift)
{
    shift->closed = !opens[0] && !closes[0];
    return shift->closed ||
           (clock_parse_time(opens, &shift->opens) && clock_parse_time(closes, &shift->closes));
}

static void
read_owner(struct row *row, struct shift *shift)
{
    for (int owner = SHIFT_SERVICE; owner <= SHIFT_WINDOW; owner++) {
        int n = store_row_n(row);
        if (n > 0) {
            shift->owner = (enum shift_owner)owner;
            shift->owner_n = n;
        }
    }
}

// False for a row nobody can believe; it is left out.
static bool
read_shift(struct row *row, struct shift *shift)
{
    *shift = (struct shift){.id = store_row_text(row)};
    read_owner(row, shift);
    const char *from = store_row_text(row);
    const char *to = store_row_text(row);
    bool sound = shift->owner_n > 0 && parse_range(from, to, shift);
    const char *freq = store_row_text(row);
    shift->monthly = strcmp(freq, "MONTHLY") == 0;
    sound = sound && (shift->monthly || strcmp(freq, "WEEKLY") == 0);
    int interval = store_row_int(row, 0, INTERVAL_MAX, -1);
    shift->interval = interval == 0 ? 1 : interval;
    sound = sound && interval >= 0;
    sound = parse_weekdays(store_row_text(row), &shift->weekdays) && sound;
    sound = parse_monthdays(store_row_text(row), &shift->monthdays) && sound;
    const char *opens = store_row_text(row);
    const char *closes = store_row_text(row);
    return parse_times(opens, closes, shift) && sound;
}

static void
load_places(struct store *store, int count)
{
    store->place = arena_array(&store->arena, struct service_place, count + 1);
    struct row row = store_row_begin(store, &store->arena, QUERY_SERVICE_PLACES);
    while (store->place_count < count && store_row_next(&row)) {
        struct service_place *place = &store->place[store->place_count++];
        place->service = store_row_n(&row);
        place->location = store_row_n(&row);
    }
    store_row_end(&row);
}

static void
load_shifts(struct store *store)
{
    if (store->shifts_loaded) {
        return;
    }
    store->shifts_loaded = true;
    struct row row = store_row_begin(store, &store->arena, QUERY_SCHEDULE_COUNT);
    bool counted = store_row_next(&row);
    int shifts = counted ? store_row_int(&row, 0, STORE_ROWS_MAX, STORE_ROWS_MAX) : 0;
    int places = counted ? store_row_int(&row, 0, STORE_ROWS_MAX, STORE_ROWS_MAX) : 0;
    store_row_end(&row);
    store->shift = arena_array(&store->arena, struct shift, shifts + 1);
    row = store_row_begin(store, &store->arena, QUERY_SCHEDULE);
    while (store->shift_count < shifts && store_row_next(&row)) {
        if (read_shift(&row, &store->shift[store->shift_count])) {
            store->shift_count++;
        } else {
            store_row_doubt(&row, "hours nobody can read");
        }
    }
    store_row_end(&row);
    load_places(store, places);
}

// Adds the owner's rows; returns whether one of them opens.
static bool
add_shifts(struct store *store, enum shift_owner owner, int n, struct shift_set *set)
{
    bool opens = false;
    for (int i = 0; i < store->shift_count && set->count < STORE_SHIFTS_MAX; i++) {
        const struct shift *shift = &store->shift[i];
        if (shift->owner == owner && shift->owner_n == n) {
            set->shift[set->count++] = shift;
            opens = opens || !shift->closed;
        }
    }
    return opens;
}

// Its own hours; where it names none, those of its first place, still closed on its own holidays.
static void
service_shifts(struct store *store, int service, struct shift_set *set)
{
    load_shifts(store);
    if (add_shifts(store, SHIFT_SERVICE, service, set)) {
        return;
    }
    for (int i = 0; i < store->place_count; i++) {
        if (store->place[i].service == service) {
            add_shifts(store, SHIFT_PLACE, store->place[i].location, set);
            return;
        }
    }
}

static struct store_opening
opening_now(struct store *store, const struct shift_set *set, const struct clock *clock)
{
    clock = clock ? clock : store->clock;
    if (!clock) {
        return (struct store_opening){.state = OPEN_UNKNOWN, .unsure = true};
    }
    struct date date = clock_date(clock);
    struct store_opening opening = store_opening_of(set, clock_days(&date), date.minute);
    opening.unsure = clock_quality(clock) == CLOCK_UNSURE;
    return opening;
}

struct store_opening
store_service_state(struct store *store, int service, bool closed, const struct clock *clock)
{
    struct shift_set set = {0};
    if (!closed) {
        service_shifts(store, service, &set);
    }
    struct store_opening opening = opening_now(store, &set, clock);
    if (closed) {
        opening.state = OPEN_LATER;
    }
    return opening;
}

struct store_opening
store_service_opening(struct store *store, int service, const struct clock *clock)
{
    struct row row = store_row_of(store, &store->arena, QUERY_SERVICE_STATUS, service);
    bool closed = store_row_next(&row) && store_row_flag(&row);
    store_row_end(&row);
    return store_service_state(store, service, closed, clock);
}

struct store_opening
store_window_opening(struct store *store, int window, const struct clock *clock)
{
    struct shift_set set = {0};
    load_shifts(store);
    add_shifts(store, SHIFT_WINDOW, window, &set);
    return opening_now(store, &set, clock);
}

// Of hours that the content does not know, by the clock of lists.
struct store_opening
store_hours_opening(struct store *store, const struct store_hours *hours, int count)
{
    struct shift shifts[SHOWN_HOURS_MAX];
    struct shift_set set = {.count = 0};
    for (int i = 0; i < count && i < SHOWN_HOURS_MAX; i++) {
        shifts[i] = (struct shift){.to = INT_MAX,
            .interval = 1,
            .weekdays = (unsigned)hours[i].weekday_mask,
            .opens = hours[i].opens,
            .closes = hours[i].closes};
        set.shift[set.count++] = &shifts[i];
    }
    return opening_now(store, &set, NULL);
}

static bool
has_note(struct store *store, const char *id)
{
    struct row row = store_row_begin(store, &store->arena, QUERY_TRANSLATED_RECORD);
    store_row_bind_text(&row, 1, "schedule");
    store_row_bind_text(&row, 2, id);
    bool found = store_row_next(&row);
    store_row_end(&row);
    return found;
}

// The week a line stands for; none for what does not come back every week.
static int
week_mask(const struct shift *shift)
{
    if (shift->monthly || shift->interval > 1 || shift->monthdays) {
        return 0;
    }
    return shift->weekdays ? (int)shift->weekdays : 0x7f;
}

static bool
joins(const struct store_hours *line, const struct store_hours *other)
{
    return line->opens == other->opens && line->closes == other->closes && !line->note_id[0] &&
           !other->note_id[0] && line->weekday_mask && other->weekday_mask;
}

// By first day, then by hour; what is not weekly comes last.
static bool
comes_before(const struct store_hours *a, const struct store_hours *b)
{
    unsigned first_a = (unsigned)a->weekday_mask & -(unsigned)a->weekday_mask;
    unsigned first_b = (unsigned)b->weekday_mask & -(unsigned)b->weekday_mask;
    if (first_a != first_b) {
        return first_a - 1 < first_b - 1; // 0 wraps to the end
    }
    return a->opens < b->opens;
}

static int
add_line(struct store_hours *hours, int count, struct store_hours line)
{
    for (int i = 0; i < count; i++) {
        if (joins(&hours[i], &line)) {
            hours[i].weekday_mask |= line.weekday_mask;
            return count;
        }
    }
    if (count < SHOWN_HOURS_MAX) {
        hours[count++] = line;
    }
    return count;
}

static void
sort_lines(struct store_hours *hours, int count)
{
    for (int i = 1; i < count; i++) {
        struct store_hours line = hours[i];
        int at = i;
        while (at > 0 && comes_before(&line, &hours[at - 1])) {
            hours[at] = hours[at - 1];
            at--;
        }
        hours[at] = line;
    }
}

static int
week_of(struct store *store, struct arena *arena, const struct shift_set *set,
    struct store_hours hours[SHOWN_HOURS_MAX])
{
    int count = 0;
    int today = store_today(store, NULL);
    for (int i = 0; i < set->count; i++) {
        const struct shift *shift = set->shift[i];
        bool over = today > 0 && (shift->to < today || shift->from > today + 6);
        if (shift->closed || over) {
            continue;
        }
        struct store_hours line = {
            .weekday_mask = week_mask(shift),
            .opens = shift->opens,
            .closes = shift->closes,
            .note_id = has_note(store, shift->id) ? arena_strdup(arena, shift->id) : "",
        };
        count = add_line(hours, count, line);
    }
    sort_lines(hours, count);
    return count;
}

int
store_service_hours(
    struct store *store, struct arena *arena, int service, struct store_hours hours[14])
{
    struct shift_set set = {0};
    service_shifts(store, service, &set);
    return week_of(store, arena, &set, hours);
}

int
store_window_hours(
    struct store *store, struct arena *arena, int window, struct store_hours hours[14])
{
    struct shift_set set = {0};
    load_shifts(store);
    add_shifts(store, SHIFT_WINDOW, window, &set);
    return week_of(store, arena, &set, hours);
}
