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

// "page.x.text" of "page.x.text" and "page.y.text": table and field agree.
static bool
same_kind(const char *context, const struct unit *unit)
{
    size_t table = strlen(unit->table);
    size_t field = strlen(unit->field);
    size_t len = strlen(context);
    return strncmp(context, unit->table, table) == 0 && context[table] == '.' && len > field &&
           strcmp(context + len - field, unit->field) == 0;
}

// A vanished entry with the very same text: a record or paragraph that only moved.
static struct entry *
find_moved(struct content *content, struct old_file *old, const struct unit *unit)
{
    for (int i = 0; i < old->count; i++) {
        struct entry *entry = &old->entries[i];
        if (!entry->used && index_find(&content->units.keys, entry->context) < 0 &&
            same_kind(entry->context, unit) && is_translated(entry->message) &&
            same(po_message_msgid(entry->message), unit->source)) {
            return entry;
        }
    }
    return NULL;
}

static void
add_unit(struct content *content, const struct unit *unit, struct old_file *old,
    po_message_iterator_t out, struct merge_result *result)
{
    po_message_t message = make_message(content, unit);
    int at = index_find(&old->contexts, unit->key);
    struct entry *entry = at >= 0 ? &old->entries[at] : find_moved(content, old, unit);
    result->texts++;
    if (entry) {
        bool changed = !same(po_message_msgid(entry->message), unit->source) ||
                       !same(po_message_msgid_plural(entry->message), unit->plural);
        take_over(message, entry->message, unit, changed);
        entry->used = true;
    } else {
        set_empty(message, unit->plural);
    }
    result->added += at < 0;
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
    struct old_file loaded = {0};
    *result = (struct merge_result){0};
    out->file = po_file_create();
    po_message_iterator_t iterator = po_message_iterator(out->file, NULL);
    if (old->file) {
        load_old(content, old, &loaded);
        copy_head(content, old, iterator);
    } else {
        insert_head(iterator, fresh_head(content, language), "");
    }
    for (int i = 0; i < content->units.count; i++) {
        add_unit(content, &content->units.items[i], &loaded, iterator, result);
    }
    retire(&loaded, iterator, result);
    po_message_iterator_free(iterator);
}
