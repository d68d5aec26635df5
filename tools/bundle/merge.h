#pragma once
// Texts into .po files, as msgmerge does it but by context: a text that changed keeps its translation
// as fuzzy with the text it was made from, one that vanished is put aside as obsolete.

#include "content.h"
#include "po.h"

struct merge_language {
    const char *tag;
    const char *plural; // "" = unknown
};

struct merge_result {
    int texts;
    int translated; // and up to date
    int fuzzy;
    int added;   // texts the file did not have
    int retired; // put aside in this run
};

// The template: all texts untranslated.
void merge_template(struct content *content, struct po *out);
// old (file NULL: none yet) with what stands in content, into out.
void merge_po(struct content *content, const struct merge_language *language, const struct po *old,
    struct po *out, struct merge_result *result);
