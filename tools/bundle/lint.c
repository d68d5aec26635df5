#include "lint.h"

#include <string.h>

struct spot
lint_spot(struct content *content, const struct unit *unit, int language)
{
    if (language == unit->home) {
        return unit->spot;
    }
    const char *tag = content->languages[language].tag;
    bool ui = strcmp(unit->table, "ui") == 0;
    const char *file = ui ? arena_printf(&content->arena, "%s/ui/po/%s.po", content->assets, tag)
                          : arena_printf(&content->arena, "po/%s.po", tag);
    return (struct spot){file, unit->translations[language].line, 0};
}

void
lint(struct content *content)
{
    lint_records(content);
    lint_guidance(content);
    lint_texts(content);
    lint_translations(content);
}
