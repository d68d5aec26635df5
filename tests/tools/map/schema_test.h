#pragma once
// What the schema makes of a few elements, as text.

#include <stdio.h>
#include <string.h>

#include "data.h"
#include "schema.h"

#include "test.h"

enum { SEEN_MAX = 4000 };

// One line per feature: "layer shape zoom key=value ...", in the order of the layers.
static inline void
see(struct data *data, const char *lines, char text[SEEN_MAX])
{
    static const char *const shapes[] = {"?", "point", "line", "area"};
    struct area sea = {0};
    struct features features = {0};
    struct schema schema = {.extract = data_load(data, lines, NULL), .features = &features};
    size_t used = 0;
    schema_apply(&schema, &sea);
    features_sort(&features);
    text[0] = '\0';
    for (uint32_t i = 0; i < features.count; i++) {
        const struct feature *feature = &features.at[i];
        used += (size_t)snprintf(text + used, SEEN_MAX - used, "%s %s %d",
            layer_name((enum layer)feature->layer), shapes[feature->shape], feature->zoom_min);
        for (uint32_t a = 0; a < feature->attribute_count; a++) {
            const struct attribute *attribute = &features.attributes[feature->attribute_first + a];
            if (attribute->kind == ATTRIBUTE_TEXT) {
                used += (size_t)snprintf(
                    text + used, SEEN_MAX - used, " %s=%s", attribute->key, attribute->text);
            } else if (attribute->number != 0) {
                used += (size_t)snprintf(text + used, SEEN_MAX - used, " %s=%lld", attribute->key,
                    (long long)attribute->number);
            }
        }
        used += (size_t)snprintf(text + used, SEEN_MAX - used, "\n");
        assert_true(used < SEEN_MAX);
    }
    features_finish(&features);
}

static inline void
expect(struct data *data, const char *lines, const char *seen)
{
    char text[SEEN_MAX];
    see(data, lines, text);
    assert_string_equal(text, seen);
}

// Nodes of a line 1,2,3 and of a square 4,5,6,7.
#define NODES                                                                                      \
    "n 1 0 0\nn 2 0 0.001\nn 3 0 0.002\nn 4 0 0\nn 5 0 0.001\nn 6 0.001 0.001\nn 7 0.001 0\n"
