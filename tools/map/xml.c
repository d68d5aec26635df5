// .osm: XML of nodes, ways and relations, as JOSM and the web site's export write it.

#include <errno.h>
#include <expat.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "clock/clock.h"
#include "grow.h"
#include "osm.h"

// Expat 2.9 (Debian 13) warns of the names without 64, the only ones before it (Debian 12).
#if XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION < 9
#define XML_GetCurrentLineNumber64   XML_GetCurrentLineNumber
#define XML_GetCurrentColumnNumber64 XML_GetCurrentColumnNumber
#define XML_GetCurrentByteIndex64    XML_GetCurrentByteIndex
#endif

enum { CHUNK = 64 * 1024, ELEMENT_BYTES_MAX = 1024 * 1024 };

enum inside { IN_NOTHING, IN_NODE, IN_WAY, IN_RELATION };

// The element being read.
struct reader {
    const struct osm_sink *sink;
    XML_Parser parser;
    struct arena arena; // its strings
    enum inside inside;
    bool root;    // <osm> was met
    bool deleted; // action="delete" or visible="false"
    int64_t id;
    double lat;
    double lon;
    int tag_count;
    int ref_count;
    int member_count;
    const char *wrong; // why reading stopped
    enum err_kind wrong_kind;
    int64_t *refs; // as large as the largest way so far
    uint32_t ref_room;
    struct osm_member *members;
    uint32_t member_room;
    struct osm_tag tags[OSM_TAGS_MAX];
};

static void
stop(struct reader *reader, enum err_kind kind, const char *wrong)
{
    if (!reader->wrong) {
        reader->wrong = wrong;
        reader->wrong_kind = kind;
        XML_StopParser(reader->parser, XML_FALSE);
    }
}

static const char *
attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

static bool
number(struct reader *reader, const char *text, int64_t *value)
{
    char *end = NULL;
    errno = 0;
    *value = text ? strtoll(text, &end, 10) : 0;
    if (!text || end == text || *end != '\0' || errno != 0) {
        stop(reader, ERR_FORMAT, "an id that is no number");
        return false;
    }
    return true;
}

static bool
degrees(struct reader *reader, const char *text, double most, double *value)
{
    char *end = NULL;
    *value = text ? strtod(text, &end) : 0;
    if (!text || end == text || *end != '\0' || !(fabs(*value) <= most)) {
        stop(reader, ERR_FORMAT, "a latitude or longitude that is none");
        return false;
    }
    return true;
}

static int32_t
e7(double value)
{
    return (int32_t)lround(value * 1e7);
}

static void
begin_element(struct reader *reader, enum inside inside, const XML_Char **attributes)
{
    const char *visible = attribute(attributes, "visible");
    const char *action = attribute(attributes, "action");
    if (reader->inside != IN_NOTHING) {
        stop(reader, ERR_FORMAT, "an element inside of another");
        return;
    }
    reader->inside = inside;
    reader->tag_count = 0;
    reader->ref_count = 0;
    reader->member_count = 0;
    reader->deleted =
        (visible && strcmp(visible, "false") == 0) || (action && strcmp(action, "delete") == 0);
    arena_reset(&reader->arena);
    if (number(reader, attribute(attributes, "id"), &reader->id) && inside == IN_NODE &&
        !reader->deleted) {
        (void)(degrees(reader, attribute(attributes, "lat"), 90, &reader->lat) &&
               degrees(reader, attribute(attributes, "lon"), 180, &reader->lon));
    }
}

static void
add_tag(struct reader *reader, const XML_Char **attributes)
{
    const char *key = attribute(attributes, "k");
    const char *value = attribute(attributes, "v");
    if (reader->tag_count == OSM_TAGS_MAX || reader->arena.used > ELEMENT_BYTES_MAX) {
        stop(reader, ERR_LIMIT, "an element with too many tags");
    } else if (!key || !value) {
        stop(reader, ERR_FORMAT, "a tag without key or value");
    } else {
        reader->tags[reader->tag_count++] = (struct osm_tag){
            arena_strdup(&reader->arena, key), arena_strdup(&reader->arena, value)};
    }
}

static void
add_ref(struct reader *reader, const XML_Char **attributes)
{
    int64_t ref = 0;
    if (reader->ref_count == OSM_REFS_MAX) {
        stop(reader, ERR_LIMIT, "a way with too many nodes");
    } else if (number(reader, attribute(attributes, "ref"), &ref)) {
        reader->refs = grow(
            reader->refs, (uint32_t)reader->ref_count, &reader->ref_room, sizeof *reader->refs);
        reader->refs[reader->ref_count++] = ref;
    }
}

static void
add_member(struct reader *reader, const XML_Char **attributes)
{
    const char *type = attribute(attributes, "type");
    struct osm_member member = {.kind = OSM_NODE};
    if (reader->member_count == OSM_MEMBERS_MAX) {
        stop(reader, ERR_LIMIT, "a relation with too many members");
        return;
    }
    if (type && strcmp(type, "way") == 0) {
        member.kind = OSM_WAY;
    } else if (type && strcmp(type, "relation") == 0) {
        member.kind = OSM_RELATION;
    } else if (!type || strcmp(type, "node") != 0) {
        stop(reader, ERR_FORMAT, "a member of unknown type");
        return;
    }
    if (number(reader, attribute(attributes, "ref"), &member.ref)) {
        reader->members = grow(reader->members, (uint32_t)reader->member_count,
            &reader->member_room, sizeof *reader->members);
        reader->members[reader->member_count++] = member;
    }
}

static void
read_bounds(struct reader *reader, const XML_Char **attributes)
{
    double south = 0;
    double west = 0;
    double north = 0;
    double east = 0;
    if (reader->sink->box && degrees(reader, attribute(attributes, "minlat"), 90, &south) &&
        degrees(reader, attribute(attributes, "minlon"), 180, &west) &&
        degrees(reader, attribute(attributes, "maxlat"), 90, &north) &&
        degrees(reader, attribute(attributes, "maxlon"), 180, &east) && south < north &&
        west < east) {
        reader->sink->box(
            reader->sink->data, &(struct osm_box){e7(west), e7(south), e7(east), e7(north)});
    }
}

// What programs write as <osm timestamp="2026-11-20T..."> or, the Overpass API, <meta osm_base="...">.
static void
read_date(struct reader *reader, const XML_Char **attributes, const char *name)
{
    const char *text = attribute(attributes, name);
    char date[11];
    int day = 0;
    snprintf(date, sizeof date, "%s", text ? text : "");
    if (reader->sink->date && clock_parse_date(date, &day)) {
        reader->sink->date(reader->sink->data, day);
    }
}

static void
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct reader *reader = data;
    if (!reader->root) {
        reader->root = strcmp(name, "osm") == 0;
        if (!reader->root) {
            stop(reader, ERR_FORMAT, "not OpenStreetMap data: the first element is not <osm>");
        }
        read_date(reader, attributes, "timestamp");
    } else if (strcmp(name, "node") == 0) {
        begin_element(reader, IN_NODE, attributes);
    } else if (strcmp(name, "way") == 0) {
        begin_element(reader, IN_WAY, attributes);
    } else if (strcmp(name, "relation") == 0) {
        begin_element(reader, IN_RELATION, attributes);
    } else if (strcmp(name, "tag") == 0 && reader->inside != IN_NOTHING) {
        add_tag(reader, attributes);
    } else if (strcmp(name, "nd") == 0 && reader->inside == IN_WAY) {
        add_ref(reader, attributes);
    } else if (strcmp(name, "member") == 0 && reader->inside == IN_RELATION) {
        add_member(reader, attributes);
    } else if (strcmp(name, "bounds") == 0) {
        read_bounds(reader, attributes);
    } else if (strcmp(name, "meta") == 0) {
        read_date(reader, attributes, "osm_base");
    }
}

static void
hand_over(struct reader *reader)
{
    const struct osm_sink *sink = reader->sink;
    struct osm_tags tags = {reader->tags, reader->tag_count};
    if (reader->inside == IN_NODE && sink->node) {
        sink->node(
            sink->data, &(struct osm_node){reader->id, e7(reader->lat), e7(reader->lon), tags});
    } else if (reader->inside == IN_WAY && sink->way) {
        sink->way(sink->data, &(struct osm_way){reader->id, reader->refs, reader->ref_count, tags});
    } else if (reader->inside == IN_RELATION && sink->relation) {
        sink->relation(sink->data,
            &(struct osm_relation){reader->id, reader->members, reader->member_count, tags});
    }
}

static void
on_end(void *data, const XML_Char *name)
{
    struct reader *reader = data;
    bool element =
        strcmp(name, "node") == 0 || strcmp(name, "way") == 0 || strcmp(name, "relation") == 0;
    if (element && reader->inside != IN_NOTHING && !reader->wrong) {
        if (!reader->deleted) {
            hand_over(reader);
        }
        reader->inside = IN_NOTHING;
    }
}

// Entities of one's own can make a small file endless; OSM data has none.
static void
on_doctype(
    void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int own)
{
    (void)name;
    (void)system;
    (void)public;
    (void)own;
    stop(data, ERR_FORMAT, "a document type definition, which OpenStreetMap data does not have");
}

static bool
explain(const struct reader *reader, struct err *err)
{
    uint64_t line = XML_GetCurrentLineNumber64(reader->parser);
    uint64_t column = XML_GetCurrentColumnNumber64(reader->parser) + 1;
    const char *wrong =
        reader->wrong ? reader->wrong : XML_ErrorString(XML_GetErrorCode(reader->parser));
    return err_set(err, reader->wrong ? reader->wrong_kind : ERR_FORMAT,
        ":%" PRIu64 ":%" PRIu64 ": %s", line, column, wrong);
}

static bool
parse_all(struct reader *reader, FILE *file, int64_t size, struct err *err)
{
    int64_t done = 0;
    for (bool last = false; !last;) {
        void *buffer = XML_GetBuffer(reader->parser, CHUNK);
        ASSERT(buffer);
        size_t len = fread(buffer, 1, CHUNK, file);
        if (ferror(file)) {
            return err_set(err, ERR_IO, "cannot be read");
        }
        last = len < CHUNK;
        if (XML_ParseBuffer(reader->parser, (int)len, last) != XML_STATUS_OK) {
            return explain(reader, err);
        }
        // A token that never ends makes expat keep all of it.
        done += (int64_t)len;
        if (done - XML_GetCurrentByteIndex64(reader->parser) > ELEMENT_BYTES_MAX) {
            reader->wrong = "something longer than a megabyte";
            reader->wrong_kind = ERR_LIMIT;
            return explain(reader, err);
        }
        if (reader->sink->progress) {
            reader->sink->progress(reader->sink->data, done, size);
        }
    }
    return true;
}

bool
xml_read(FILE *file, int64_t size, const struct osm_sink *sink, struct err *err)
{
    struct reader *reader = calloc(1, sizeof *reader);
    ASSERT(reader);
    reader->sink = sink;
    reader->parser = XML_ParserCreate(NULL);
    ASSERT(reader->parser);
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
    bool ok = parse_all(reader, file, size, err);
    XML_ParserFree(reader->parser);
    arena_finish(&reader->arena);
    free(reader->refs);
    free(reader->members);
    free(reader);
    return ok;
}
