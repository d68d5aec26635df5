#include "interest.h"

#include <stdlib.h>
#include <string.h>

// Sorted, for bsearch.
static const char *const keys[] = {"access", "addr:housename", "addr:housenumber", "admin_level",
    "aerialway", "aeroway", "amenity", "area", "area:aeroway", "barrier", "bicycle", "boundary",
    "bridge", "building", "capital", "covered", "crossing", "cuisine", "denomination", "emergency",
    "foot", "foot:backward", "foot:forward", "footway", "healthcare", "highway", "hiking",
    "historic", "horse", "iata", "incline", "information", "junction", "landuse", "layer",
    "leisure", "man_made", "maritime", "military", "motor_vehicle", "motorroad", "name", "natural",
    "office", "oneway", "oneway:foot", "place", "population", "public_transport", "railway", "ramp",
    "ramp:wheelchair", "ref", "religion", "route", "sensory", "service", "shop", "sidewalk",
    "sidewalk:both", "sidewalk:left", "sidewalk:right", "sport", "surface", "tourism", "tracktype",
    "tunnel", "type", "water", "waterway", "wetland", "wheelchair"};

enum { LANGUAGE_MIN = 2, LANGUAGE_MAX = 11 }; // "zh-Hans-CN"

static bool
is_language(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    return len >= LANGUAGE_MIN && len <= LANGUAGE_MAX && text[len] == '\0';
}

static int
compare(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

bool
interest_key(const char *key)
{
    if (strncmp(key, "name:", 5) == 0) {
        return is_language(key + 5);
    }
    return bsearch(key, keys, sizeof keys / sizeof *keys, sizeof *keys, compare) != NULL;
}
