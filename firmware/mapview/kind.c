// What a feature is, by Shortbread's layers and kinds (shortbread-tiles.org/schema/1.0).

#include <string.h>

#include "base/words.h"
#include "mapview/internal.h"

struct word { // kinds that look the same
    const char *values;
    int kind;
};

static const struct word land[] = {
    {"residential", AREA_BUILT},
    {"industrial commercial retail railway landfill brownfield garages quarry construction",
        AREA_TRADE},
    {"farmland farmyard orchard vineyard allotments greenhouse_horticulture plant_nursery",
        AREA_FIELD},
    {"grass meadow village_green recreation_ground greenfield heath scrub grassland", AREA_MEADOW},
    {"forest wood", AREA_FOREST},
    {"sand beach bare_rock scree shingle", AREA_SAND},
    {"swamp bog string_bog wet_meadow marsh mangrove", AREA_WETLAND},
    {"park garden golf_course playground miniature_golf", AREA_PARK},
    {"cemetery grave_yard", AREA_CEMETERY},
};

static const struct word sites[] = {
    {"university school college", AREA_SCHOOL},
    {"hospital", AREA_HOSPITAL},
    {"sports_center sports_centre", AREA_SPORT},
    {"parking bicycle_parking", AREA_PARKING},
    {"prison danger_area", AREA_CLOSED},
    {"construction", AREA_TRADE},
};

static const struct word streets[] = {
    {"motorway", LINE_MOTORWAY},
    {"trunk", LINE_TRUNK},
    {"primary", LINE_PRIMARY},
    {"secondary", LINE_SECONDARY},
    {"tertiary", LINE_TERTIARY},
    {"unclassified residential busway bus_guideway road", LINE_STREET},
    {"living_street pedestrian", LINE_LIVING},
    {"service", LINE_SERVICE},
    {"track", LINE_TRACK},
    {"footway path cycleway bridleway corridor platform", LINE_PATH},
    {"steps", LINE_STEPS},
    {"rail narrow_gauge", LINE_RAIL},
    {"light_rail tram subway funicular monorail", LINE_TRAM},
    {"runway taxiway", LINE_RUNWAY},
};

static const struct word waters[] = {
    {"river canal", LINE_RIVER},
    {"stream ditch drain", LINE_STREAM},
};

// Places of a map that is read to find a way or a door.
struct point_word {
    const char *key;
    const char *values;
    int kind;
    int rank;
};

static const struct point_word points[] = {
    {"amenity", "hospital clinic", LABEL_HELP, 0},
    {"healthcare", "hospital clinic centre", LABEL_HELP, 0},
    {"amenity", "police fire_station", LABEL_HELP, 1},
    {"amenity", "townhall courthouse embassy refugee_site", LABEL_PUBLIC, 0},
    {"barrier", "border_control", LABEL_PUBLIC, 0},
    {"office", "diplomatic government", LABEL_PUBLIC, 1},
    {"amenity", "bus_station ferry_terminal", LABEL_STATION, 0},
    {"amenity", "university college library marketplace post_office social_facility", LABEL_PUBLIC,
        2},
    {"amenity", "pharmacy doctors", LABEL_HELP, 2},
    {"healthcare", "pharmacy doctor midwife", LABEL_HELP, 2},
    {"amenity", "school community_centre social_centre place_of_worship kindergarten childcare",
        LABEL_PUBLIC, 3},
    {"office", "ngo employment_agency lawyer", LABEL_PUBLIC, 3},
    {"leisure", "park garden stadium sports_centre", LABEL_PUBLIC, 4},
    {"tourism", "museum zoo theme_park", LABEL_PUBLIC, 4},
    {"amenity", "bank bureau_de_change money_transfer theatre cinema toilets", LABEL_SHOP, 0},
    {"shop", "supermarket mall department_store general convenience bakery laundry", LABEL_SHOP, 1},
    {"tourism", "hotel hostel guest_house motel", LABEL_SHOP, 2},
    {"amenity", "fuel cafe restaurant fast_food internet_cafe nightclub pub bar", LABEL_SHOP, 3},
    {"historic", "monument castle fort memorial", LABEL_SHOP, 3},
    {"shop", "*", LABEL_SHOP, 4},
};

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static bool
among(const char *word, const char *list)
{
    return strcmp(list, "*") == 0 ? *word != '\0' : words_have(list, ' ', word);
}

static int
look_up(const struct word *words, int count, const char *kind)
{
    for (int i = 0; i < count; i++) {
        if (among(kind, words[i].values)) {
            return words[i].kind;
        }
    }
    return KIND_NONE;
}

int
kind_of_area(const struct map_layer *layer, const struct map_feature *feature)
{
    static const struct word whole[] = {{"ocean", AREA_SEA}, {"water_polygons", AREA_WATER},
        {"dam_polygons pier_polygons bridges", AREA_PIER}, {"street_polygons", AREA_SQUARE},
        {"buildings", AREA_BUILDING}};
    int kind = look_up(whole, COUNT(whole), layer->name);
    if (kind != KIND_NONE) {
        return kind;
    }
    if (strcmp(layer->name, "land") == 0) {
        return look_up(land, COUNT(land), map_text_of(layer, feature, "kind"));
    }
    return strcmp(layer->name, "sites") == 0
               ? look_up(sites, COUNT(sites), map_text_of(layer, feature, "kind"))
               : KIND_NONE;
}

int
kind_of_line(const struct map_layer *layer, const struct map_feature *feature)
{
    static const struct word whole[] = {
        {"dam_lines pier_lines", LINE_PIER}, {"aerialways", LINE_CABLE}, {"ferries", LINE_FERRY}};
    const char *kind = map_text_of(layer, feature, "kind");
    if (strcmp(layer->name, "streets") == 0) {
        return look_up(streets, COUNT(streets), kind);
    }
    if (strcmp(layer->name, "water_lines") == 0) {
        return look_up(waters, COUNT(waters), kind);
    }
    if (strcmp(layer->name, "boundaries") == 0) {
        const struct map_value *level = map_value_of(layer, feature, "admin_level");
        const struct map_value *maritime = map_value_of(layer, feature, "maritime");
        bool country = level && (level->number == 2 || level->count == 2 || level->real == 2);
        return country && !(maritime && maritime->count) ? LINE_BORDER : KIND_NONE;
    }
    return look_up(whole, COUNT(whole), layer->name);
}

static int
kind_of_town(const char *kind, int *rank)
{
    static const struct word places[] = {{"capital state_capital city", LABEL_CITY},
        {"town village", LABEL_TOWN}, {"suburb quarter neighbourhood hamlet", LABEL_QUARTER}};
    *rank = among(kind, "town suburb") ? 0 : among(kind, "quarter village") ? 1 : 2;
    return look_up(places, COUNT(places), kind);
}

int
kind_of_label(const struct map_layer *layer, const struct map_feature *feature, int *rank)
{
    const char *kind = map_text_of(layer, feature, "kind");
    *rank = 0;
    if (strcmp(layer->name, "place_labels") == 0) {
        return kind_of_town(kind, rank);
    }
    if (strcmp(layer->name, "public_transport") == 0) {
        bool stop = among(kind, "bus_stop tram_stop");
        return among(kind, "helipad") ? KIND_NONE : stop ? LABEL_STOP : LABEL_STATION;
    }
    if (strcmp(layer->name, "pois") == 0) {
        for (int i = 0; i < COUNT(points); i++) {
            if (among(map_text_of(layer, feature, points[i].key), points[i].values)) {
                *rank = points[i].rank;
                return points[i].kind;
            }
        }
    }
    return KIND_NONE;
}
