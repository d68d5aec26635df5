#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

struct entry {
    po_message_t message;
    const char *context;
    bool used;
};

struct old_file {
    struct entry *entries;
    int count;
    struct index contexts;
    struct index homeless;
};

static const char *
text_or_empty(const char *text)
{
    return text ? text : "";
}

static bool
same(const char *a, const char *b)
{
    return strcmp(text_or_empty(a), text_or_empty(b)) == 0;
}

static bool
is_translated(po_message_t message)
{
    const char *text = po_message_msgid_plural(message) ? po_message_msgstr_plural(message, 0)
                                                        : po_message_msgstr(message);
    return text && *text;
}

static void
load_old(struct content *content, const struct po *old, struct old_file *loaded)
{
    int room = 0;
    po_message_iterator_t iterator = po_message_iterator(old->file, NULL);
    while (po_next_message(iterator)) {
        room++;
    }
    po_message_iterator_free(iterator);
    loaded->entries = arena_array(&content->arena, struct entry, room + 1);
    iterator = po_message_iterator(old->file, NULL);
    for (po_message_t message; (message = po_next_message(iterator));) {
        const char *context = po_message_msgctxt(message);
        if (!context) {
            continue;
        }
        int first = index_find(&loaded->contexts, context);
        if (first >= 0) { // a live entry comes before an obsolete one of the same context
            if (!po_message_is_obsolete(message)) {
                loaded->entries[first].message = message;
            }
            continue;
        }
        index_add(&loaded->contexts, &content->arena, context, loaded->count);
        loaded->entries[loaded->count++] = (struct entry){message, context, false};
    }
    po_message_iterator_free(iterator);
}

static void
set_strings(po_message_t to, po_message_t from, bool plural)
{
    if (!plural) {
        po_message_set_msgstr(to, text_or_empty(po_message_msgstr(from)));
        return;
    }
    for (int i = 0; i < CONTENT_FORMS_MAX; i++) {
        const char *text = po_message_msgstr_plural(from, i);
        if (!text) {
            break;
        }
        po_message_set_msgstr_plural(to, i, text);
    }
}

static void
set_empty(po_message_t message, bool plural)
{
    if (plural) {
        po_message_set_msgstr_plural(message, 0, "");
        po_message_set_msgstr_plural(message, 1, "");
    } else {
        po_message_set_msgstr(message, "");
    }
}

static po_message_t
make_message(struct content *content, const struct unit *unit)
{
    po_message_t message = po_message_create();
    po_message_set_msgctxt(message, unit->key);
    po_message_set_msgid(message, unit->source);
    if (unit->plural) {
        po_message_set_msgid_plural(message, unit->plural);
    }
    if (*unit->note) {
        po_message_set_extracted_comments(
            message, arena_printf(&content->arena, "%s\n", unit->note));
    }
    const char *slash = strrchr(unit->spot.file, '/');
    bool ui = strcmp(unit->table, "ui") == 0;
    const char *file = ui && slash ? slash + 1 : unit->spot.file;
    po_message_add_filepos(message, file, (size_t)unit->spot.row);
    return message;
}

// Takes over what the translator wrote; changed: it was made from another text.
static void
take_over(po_message_t to, po_message_t from, const struct unit *unit, bool changed)
{
    const char *comments = po_message_comments(from);
    if (comments && *comments) {
        po_message_set_comments(to, comments);
    }
    bool plural = unit->plural && po_message_msgid_plural(from);
    if (!is_translated(from) || (!unit->plural) != (!po_message_msgid_plural(from))) {
        set_empty(to, unit->plural);
        return;
    }
    set_strings(to, from, plural);
    if (!changed && !po_message_is_fuzzy(from)) {
        return;
    }
    po_message_set_fuzzy(to, 1);
    const char *before = po_message_prev_msgid(from);
    if (!po_message_is_fuzzy(from) || !before) {
        before = changed ? po_message_msgid(from) : before;
    }
    if (before && strcmp(before, unit->source) == 0 && !unit->plural) {
        po_message_set_fuzzy(to, 0); // the text went back to what was translated
    } else if (before) {
        po_message_set_prev_msgid(to, before);
    }
}

// table, field and text of an entry: what a record or paragraph that only moved keeps.
static const char *
kind_key(struct arena *arena, const char *context, const char *text)
{
    const char *dot = strchr(context, '.');
    const char *field = strrchr(context, '.');
    return arena_printf(arena, "%.*s\n%s\n%s", dot ? (int)(dot - context) : 0, context,
        field ? field : "", text_or_empty(text));
}

// The entry under the unit's own context, if it was made from the very same text.
static bool
stands(const struct old_file *old, const struct unit *unit, int at)
{
    return at >= 0 && same(po_message_msgid(old->entries[at].message), unit->source) &&
           same(po_message_msgid_plural(old->entries[at].message), unit->plural);
}

// Translated entries whose text stands no longer where it stood, by kind and text.
static void
find_homeless(struct content *content, struct old_file *old)
{
    for (int i = 0; i < old->count; i++) {
        struct entry *entry = &old->entries[i];
        int unit = index_find(&content->units.keys, entry->context);
        bool at_home =
            unit >= 0 && unit < content->units.count && stands(old, &content->units.items[unit], i);
        if (!at_home && is_translated(entry->message)) {
            index_add(&old->homeless, &content->arena,
                kind_key(&content->arena, entry->context, po_message_msgid(entry->message)), i);
        }
    }
}

// Which old entry each unit takes: its own, one that moved, or its own of another text; -1 = none.
static int *
assign(struct content *content, struct old_file *old)
{
    int *taken = arena_array(&content->arena, int, content->units.count + 1);
    for (int i = 0; i < content->units.count; i++) {
        const struct unit *unit = &content->units.items[i];
        int own = index_find(&old->contexts, unit->key);
        const char *key = kind_key(&content->arena, unit->key, unit->source);
        int moved = stands(old, unit, own) ? -1 : index_find(&old->homeless, key);
        taken[i] = stands(old, unit, own) ? own : moved;
        if (taken[i] >= 0) {
            old->entries[taken[i]].used = true;
        }
    }
    for (int i = 0; i < content->units.count; i++) {
        int own = index_find(&old->contexts, content->units.items[i].key);
        if (taken[i] < 0 && own >= 0 && !old->entries[own].used) {
            taken[i] = own;
            old->entries[own].used = true;
        }
    }
    return taken;
}

static void
add_unit(struct content *content, const struct unit *unit, struct entry *entry,
    po_message_iterator_t out, struct merge_result *result)
{
    po_message_t message = make_message(content, unit);
    result->texts++;
    if (entry) {
        bool changed = !same(po_message_msgid(entry->message), unit->source) ||
                       !same(po_message_msgid_plural(entry->message), unit->plural);
        take_over(message, entry->message, unit, changed);
    } else {
        set_empty(message, unit->plural);
        result->added++;
    }
    result->fuzzy += po_message_is_fuzzy(message) != 0;
    result->translated += is_translated(message) && !po_message_is_fuzzy(message);
    po_message_insert(out, message);
}

static void
retire(const struct old_file *old, po_message_iterator_t out, struct merge_result *result)
{
    for (int i = 0; i < old->count; i++) {
        po_message_t from = old->entries[i].message;
        if (old->entries[i].used || !is_translated(from)) {
            continue;
        }
        po_message_t message = po_message_create();
        po_message_set_msgctxt(message, po_message_msgctxt(from));
        po_message_set_msgid(message, po_message_msgid(from));
        bool plural = po_message_msgid_plural(from) != NULL;
        if (plural) {
            po_message_set_msgid_plural(message, po_message_msgid_plural(from));
        }
        set_strings(message, from, plural);
        po_message_set_comments(message, text_or_empty(po_message_comments(from)));
        po_message_set_fuzzy(message, po_message_is_fuzzy(from));
        po_message_set_obsolete(message, 1);
        po_message_insert(out, message);
        result->retired += !po_message_is_obsolete(from);
    }
}

static void
insert_head(po_message_iterator_t out, const char *head, const char *comments)
{
    po_message_t message = po_message_create();
    po_message_set_msgid(message, "");
    po_message_set_msgstr(message, head);
    po_message_set_comments(message, text_or_empty(comments));
    po_message_insert(out, message);
}

static const char *
fresh_head(struct content *content, const struct merge_language *language)
{
    const char *project = content_meta(content, "id");
    return arena_printf(&content->arena,
        "Project-Id-Version: %s\n%s%s%sMIME-Version: 1.0\nContent-Type: text/plain; "
        "charset=UTF-8\nContent-Transfer-Encoding: 8bit\n%s%s%s",
        *project ? project : "ventanilla", language ? "Language: " : "",
        language ? language->tag : "", language ? "\n" : "",
        language && *language->plural ? "Plural-Forms: " : "", language ? language->plural : "",
        language && *language->plural ? "\n" : "");
}

void
merge_template(struct content *content, struct po *out)
{
    out->file = po_file_create();
    po_message_iterator_t iterator = po_message_iterator(out->file, NULL);
    insert_head(iterator, fresh_head(content, NULL), "");
    for (int i = 0; i < content->units.count; i++) {
        po_message_t message = make_message(content, &content->units.items[i]);
        set_empty(message, content->units.items[i].plural);
        po_message_insert(iterator, message);
    }
    po_message_iterator_free(iterator);
}

static void
copy_head(struct content *content, const struct po *old, po_message_iterator_t out)
{
    po_message_iterator_t iterator = po_message_iterator(old->file, NULL);
    for (po_message_t message; (message = po_next_message(iterator));) {
        if (!po_message_msgctxt(message) && !*po_message_msgid(message)) {
            insert_head(out, po_message_msgstr(message), po_message_comments(message));
            po_message_iterator_free(iterator);
            return;
        }
    }
    po_message_iterator_free(iterator);
    insert_head(out, fresh_head(content, NULL), "");
}

void
merge_po(struct content *content, const struct merge_language *language, const struct po *old,
    struct po *out, struct merge_result *result)
{
    struct old_file loaded = {.entries = arena_new(&content->arena, struct entry)};
    *result = (struct merge_result){0};
    out->file = po_file_create();
    po_message_iterator_t iterator = po_message_iterator(out->file, NULL);
    if (old->file) {
        load_old(content, old, &loaded);
        copy_head(content, old, iterator);
    } else {
        insert_head(iterator, fresh_head(content, language), "");
    }
    find_homeless(content, &loaded);
    const int *taken = assign(content, &loaded);
    for (int i = 0; i < content->units.count; i++) {
        struct entry *entry = taken[i] < 0 ? NULL : &loaded.entries[taken[i]];
        add_unit(content, &content->units.items[i], entry, iterator, result);
    }
    retire(&loaded, iterator, result);
    po_message_iterator_free(iterator);
}
