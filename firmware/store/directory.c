// Services, where they are, how they are reached.

#include <math.h>
#include <string.h>

#include "base/words.h"
#include "store/internal.h"

enum { AGE_MAX = 150 };

struct store_service
store_service(struct store *store, struct arena *arena, int n)
{
    struct store_service service = {.id = "",
        .icon = "",
        .status = "",
        .walk_in = "",
        .no_id_needed = "unknown",
        .shares = "unknown",
        .exposure = "ask_staff",
        .minimum_age = -1,
        .maximum_age = -1};
    struct row row = store_row_of(store, arena, QUERY_SERVICE, n);
    if (store_row_next(&row)) {
        service.n = n;
        service.id = store_row_text(&row);
        service.icon = store_row_text(&row);
        service.organization = store_row_n(&row);
        service.location = store_row_n(&row);
        service.status = store_row_text(&row);
        service.walk_in = store_row_text(&row);
        service.no_id_needed = store_row_text(&row);
        service.shares = store_row_text(&row);
        service.exposure = store_row_text(&row);
        service.free = store_row_flag(&row);
        service.sensitive = store_row_flag(&row);
        service.minimum_age = store_row_int(&row, 0, AGE_MAX, -1);
        service.maximum_age = store_row_int(&row, 0, AGE_MAX, -1);
    }
    store_row_end(&row);
    return service;
}

struct store_list
store_services(struct store *store, struct arena *arena, int topic,
    const struct store_filter *filter, const struct clock *clock)
{
    static const struct store_filter any = {.spoken = ""};
    filter = filter ? filter : &any;
    int today = store_today(store, clock);
    struct list open = store_list_begin(arena);
    struct list other = store_list_begin(arena);
    struct row row = store_row_of(store, arena, QUERY_SERVICES, topic);
    store_row_bind(&row, 2, filter->free);
    store_row_bind(&row, 3, filter->no_id);
    store_row_bind_text(&row, 4, filter->spoken ? filter->spoken : "");
    while (store_row_next(&row)) {
        int n = store_row_n(&row);
        bool closed = store_row_flag(&row);
        if (n == 0 || store_row_freshness(&row, today, NULL) == STORE_HIDDEN) {
            continue;
        }
        struct store_opening opening = store_service_state(store, n, closed, clock);
        bool first = opening.state == OPEN_NOW && (filter->open_now || !opening.unsure);
        store_list_add(first ? &open : &other, n);
    }
    for (int i = 0; i < other.count && !filter->open_now; i++) {
        store_list_add(&open, other.n[i]);
    }
    open.full = open.full || (other.full && !filter->open_now);
    return store_list_end(&open);
}

// "Street 5, over the bakery"
static const char *
join_lines(struct arena *arena, const char *first, const char *second)
{
    if (!first[0] || !second[0]) {
        return first[0] ? first : second;
    }
    return arena_printf(arena, "%s, %s", first, second);
}

static double
read_degrees(struct row *row, double max)
{
    bool null = db_is_null(row->slot->query, row->column);
    double degrees = db_real(row->slot->query, row->column);
    row->column++;
    return null || !(degrees >= -max && degrees <= max) ? (double)NAN : degrees;
}

struct store_place
store_place(struct store *store, struct arena *arena, int location)
{
    struct store_place place = {.id = "", .type = "", .address = "", .city = ""};
    struct row row = store_row_of(store, arena, QUERY_PLACE, location);
    if (store_row_next(&row)) {
        place.n = location;
        place.id = store_row_text(&row);
        place.type = store_row_text(&row);
        const char *precision = store_row_text(&row);
        double latitude = read_degrees(&row, 90);
        double longitude = read_degrees(&row, 180);
        bool shown = strcmp(precision, "exact") == 0 || strcmp(precision, "block") == 0 ||
                     strcmp(precision, "municipality") == 0;
        place.pin =
            shown && strcmp(place.type, "physical") == 0 && !isnan(latitude) && !isnan(longitude);
        place.latitude = place.pin ? latitude : 0;
        place.longitude = place.pin ? longitude : 0;
        const char *first = store_row_text(&row);
        place.address = join_lines(arena, first, store_row_text(&row));
        place.city = store_row_text(&row);
    }
    store_row_end(&row);
    return place;
}

int
store_pins(struct store *store, struct store_pin *pins, int max)
{
    struct arena arena = {0};
    int count = 0;
    struct row row = store_row_begin(store, &arena, QUERY_PINS);
    while (count < max && store_row_next(&row)) {
        struct store_pin pin = {.location = store_row_n(&row)};
        pin.latitude = read_degrees(&row, 90);
        pin.longitude = read_degrees(&row, 180);
        pin.known = store_row_flag(&row);
        if (pin.location > 0 && !isnan(pin.latitude) && !isnan(pin.longitude)) {
            pins[count++] = pin;
        }
    }
    store_row_end(&row);
    arena_finish(&arena);
    return count;
}

struct store_phone
store_phone(struct store *store, struct arena *arena, int n)
{
    struct store_phone phone = {.id = "", .number = ""};
    struct row row = store_row_of(store, arena, QUERY_PHONE, n);
    if (store_row_next(&row)) {
        phone.n = n;
        phone.id = store_row_text(&row);
        phone.number = store_row_text(&row);
        phone.free_call = store_row_flag(&row);
        phone.whatsapp = store_row_flag(&row);
    }
    store_row_end(&row);
    return phone;
}

// Its own, else those of its places, else those of the organisation.
struct store_list
store_service_phones(struct store *store, struct arena *arena, int service)
{
    static const enum query nearest_first[] = {
        QUERY_PHONES_OF_SERVICE, QUERY_PHONES_OF_PLACE, QUERY_PHONES_OF_ORGANIZATION};
    struct store_list list = {0};
    for (int i = 0; i < 3 && list.count == 0; i++) {
        list = store_list_of(store, arena, nearest_first[i], service);
    }
    return list;
}

// The first column of all rows, each code once, comma separated.
static const char *
join_codes(struct store *store, struct arena *arena, enum query query, int n)
{
    const char *codes = "";
    int count = 0;
    struct row row = store_row_of(store, arena, query, n);
    while (count < STORE_CODE_MAX && store_row_next(&row)) {
        const char *code = store_row_text(&row);
        if (!code[0] || strlen(code) > STORE_CODE_MAX || words_have(codes, ',', code)) {
            continue;
        }
        codes = codes[0] ? arena_printf(arena, "%s,%s", codes, code) : code;
        count++;
    }
    store_row_end(&row);
    return codes;
}

const char *
store_service_languages(struct store *store, struct arena *arena, int service)
{
    return join_codes(store, arena, QUERY_SPOKEN, service);
}

const char *
store_service_access(struct store *store, struct arena *arena, int service)
{
    return join_codes(store, arena, QUERY_ACCESS, service);
}

struct store_list
store_service_documents(struct store *store, struct arena *arena, int service)
{
    return store_list_of(store, arena, QUERY_DOCUMENTS, service);
}

struct store_list
store_service_costs(struct store *store, struct arena *arena, int service)
{
    int today = store_today(store, NULL);
    struct list list = store_list_begin(arena);
    struct row row = store_row_of(store, arena, QUERY_COSTS, service);
    while (store_row_next(&row)) {
        int n = store_row_n(&row);
        const char *from = store_row_text(&row);
        if (store_valid_on(today, from, store_row_text(&row))) {
            store_list_add(&list, n);
        }
    }
    return store_list_end(&list);
}

struct store_cost
store_cost(struct store *store, struct arena *arena, int n)
{
    struct store_cost cost = {.id = "", .currency = ""};
    struct row row = store_row_of(store, arena, QUERY_COST, n);
    if (store_row_next(&row)) {
        cost.n = n;
        cost.id = store_row_text(&row);
        cost.currency = store_row_text(&row);
        cost.amount = store_row_money(&row);
    }
    store_row_end(&row);
    return cost;
}

int
store_service_topic(struct store *store, int service)
{
    struct row row = store_row_of(store, &store->arena, QUERY_SERVICE_TOPIC, service);
    int topic = store_row_next(&row) ? store_row_n(&row) : 0;
    store_row_end(&row);
    return topic;
}
