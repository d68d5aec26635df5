// Layers of points: places, public transport, points of interest, addresses.

#include <stdlib.h>
#include <string.h>

#include "schema.h"

struct rule {
    const char *key;
    const char *values;
    const char *kind; // NULL: the value
    int zoom;
};

static const struct rule transport[] = {
    {"amenity", "ferry_terminal", NULL, 12},
    {"amenity", "bus_station", NULL, 13},
    {"railway", "station halt", NULL, 13},
    {"railway", "tram_stop", NULL, 14},
    {"highway", "bus_stop", NULL, 14},
    {"aerialway", "station", "aerialway_station", 13},
    {"aeroway", "aerodrome", NULL, 11},
    {"aeroway", "helipad", NULL, 13},
};

// Keys and values of the layer pois.
static const struct rule pois[] = {
    {"amenity",
        "police fire_station post_box post_office telephone library townhall courthouse prison "
        "embassy"
        " community_centre nursing_home arts_centre grave_yard marketplace recycling university "
        "school"
        " college public_building pharmacy hospital clinic theatre nightclub cinema restaurant "
        "fast_food"
        " cafe pub bar food_court biergarten shelter car_rental car_wash car_sharing bicycle_rental"
        " vending_machine bank atm toilets bench drinking_water fountain hunting_stand waste_basket"
        " place_of_worship playground dog_park sports_centre veterinary doctors dentist "
        "kindergarten"
        " childcare social_facility social_centre refugee_site shower water_point fuel parking"
        " bureau_de_change money_transfer internet_cafe charging_station",
        NULL, 14},
    {"shop",
        "supermarket bakery kiosk mall department_store general convenience clothes florist "
        "chemist books"
        " butcher shoes alcohol beverages optician jewelry gift sports stationery outdoor "
        "mobile_phone"
        " toys newsagent greengrocer beauty video car bicycle doityourself hardware furniture "
        "computer"
        " garden_centre hairdresser travel_agency laundry dry_cleaning money_lender copyshop",
        NULL, 14},
    {"tourism",
        "hotel motel bed_and_breakfast guest_house hostel chalet camp_site alpine_hut caravan_site"
        " information picnic_site viewpoint zoo theme_park museum attraction artwork",
        NULL, 14},
    {"man_made",
        "surveillance tower windmill lighthouse wastewater_plant water_well watermill water_works"
        " water_tower water_tap",
        NULL, 14},
    {"historic",
        "monument memorial artwork castle ruins archaeological_site wayside_cross wayside_shrine"
        " battlefield fort",
        NULL, 14},
    {"leisure",
        "playground dog_park sports_centre pitch swimming_pool water_park golf_course stadium "
        "ice_rink"
        " park garden",
        NULL, 14},
    {"emergency", "phone fire_hydrant defibrillator assembly_point", NULL, 14},
    {"highway", "emergency_access_point", NULL, 14},
    {"office", "diplomatic government ngo employment_agency lawyer", NULL, 14},
    {"healthcare", "hospital clinic centre doctor pharmacy midwife", NULL, 14},
    {"barrier", "border_control", NULL, 14},
};

enum { TRANSPORTS = sizeof transport / sizeof *transport, POIS = sizeof pois / sizeof *pois };

static const struct rule *
first_match(const struct rule *rules, int count, struct osm_tags tags)
{
    for (int i = 0; i < count; i++) {
        if (osm_tag_is(tags, rules[i].key, rules[i].values)) {
            return &rules[i];
        }
    }
    return NULL;
}

static bool
has_address(struct osm_tags tags)
{
    return *osm_tag(tags, "addr:housenumber") || *osm_tag(tags, "addr:housename");
}

static void
put_address(struct features *features, struct osm_tags tags)
{
    features_text(features, "housenumber", osm_tag(tags, "addr:housenumber"));
    features_text(features, "housename", osm_tag(tags, "addr:housename"));
}

static void
add_town(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    static const struct {
        const char *place;
        int zoom;
        int64_t population; // when nobody says
    } places[] = {{"city", 6, 100000}, {"town", 7, 5000}, {"village", 10, 100}, {"hamlet", 10, 50},
        {"suburb", 10, 1000}, {"quarter", 10, 500}, {"neighbourhood", 10, 100},
        {"isolated_dwelling", 10, 5}, {"farm", 10, 5}, {"island", 10, 0}, {"locality", 10, 0}};
    const char *place = osm_tag(tags, "place");
    for (size_t i = 0; i < sizeof places / sizeof *places && *osm_tag(tags, "name"); i++) {
        if (strcmp(place, places[i].place) != 0) {
            continue;
        }
        char *end = NULL;
        const char *stated = osm_tag(tags, "population");
        long long population = strtoll(stated, &end, 10);
        bool known = *stated && *end == '\0' && population >= 0 && population < 100000000;
        population = known ? population : places[i].population;
        bool large = i < 4;
        const char *capital = osm_tag(tags, "capital");
        const char *kind = large && strcmp(capital, "yes") == 0 ? "capital"
                           : large && strcmp(capital, "4") == 0 ? "state_capital"
                                                                : place;
        features_add(schema->features, LAYER_PLACE_LABELS, geometry, places[i].zoom, -(int)i);
        features_text(schema->features, "kind", kind);
        features_number(schema->features, "population", population);
        schema_names(schema, tags);
    }
}

static void
add_transport(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    const struct rule *rule = first_match(transport, TRANSPORTS, tags);
    if (rule) {
        features_add(schema->features, LAYER_PUBLIC_TRANSPORT, geometry, rule->zoom, 0);
        features_text(schema->features, "kind", rule->kind ? rule->kind : osm_tag(tags, rule->key));
        features_text(schema->features, "iata", osm_tag(tags, "iata"));
        schema_names(schema, tags);
    }
}

// What more is told of some.
static void
add_details(struct features *features, struct osm_tags tags)
{
    if (osm_tag_is(tags, "amenity", "restaurant fast_food cafe pub bar food_court biergarten")) {
        features_text(features, "cuisine", osm_tag(tags, "cuisine"));
    }
    if (osm_tag_is(tags, "amenity", "place_of_worship")) {
        features_text(features, "religion", osm_tag(tags, "religion"));
        features_text(features, "denomination", osm_tag(tags, "denomination"));
    }
    if (osm_tag_is(tags, "leisure", "sports_centre pitch stadium")) {
        features_text(features, "sport", osm_tag(tags, "sport"));
    }
    if (osm_tag_is(tags, "tourism", "information")) {
        features_text(features, "information", osm_tag(tags, "information"));
    }
}

static bool
add_poi(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    if (!first_match(pois, POIS, tags)) {
        return false;
    }
    features_add(schema->features, LAYER_POIS, geometry, 14, 0);
    for (int i = 0; i < POIS; i++) {
        if (osm_tag_is(tags, pois[i].key, pois[i].values)) {
            features_text(schema->features, pois[i].key, osm_tag(tags, pois[i].key));
        }
    }
    add_details(schema->features, tags);
    schema_names(schema, tags);
    put_address(schema->features, tags);
    return true;
}

bool
schema_has_place(struct osm_tags tags)
{
    return has_address(tags) || *osm_tag(tags, "place") ||
           first_match(transport, TRANSPORTS, tags) || first_match(pois, POIS, tags);
}

void
schema_place(struct schema *schema, struct geometry geometry, struct osm_tags tags)
{
    add_town(schema, geometry, tags);
    add_transport(schema, geometry, tags);
    if (!add_poi(schema, geometry, tags) && has_address(tags)) {
        features_add(schema->features, LAYER_ADDRESSES, geometry, 14, 0);
        put_address(schema->features, tags);
    }
}
