#include "po_syntax.h"

#include <stdio.h>
#include <string.h>

enum word { WORD_NONE, WORD_CONTEXT, WORD_ID, WORD_PLURAL, WORD_TEXT, WORD_FORM };

enum { CONTEXT_MAX = 512 };

struct syntax {
    const char *file;
    struct arena *arena;
    struct index *lines;
    struct report *report;
    enum word last; // keyword read last in this entry
    bool plural;
    bool obsolete;
    int forms;
    int line;
    int context_line;
    size_t context_len;
    char context[CONTEXT_MAX];
    int before; // errors
};

static void
wrong(const struct syntax *syntax, const char *text)
{
    report_error(syntax->report, (struct spot){syntax->file, syntax->line, 0}, "%s", text);
}

// The entry is over: it must have had its msgstr.
static void
end_entry(struct syntax *syntax)
{
    if (syntax->last != WORD_NONE && syntax->last != WORD_TEXT && syntax->last != WORD_FORM) {
        wrong(
            syntax, "an entry without msgstr; write msgstr \"\" where there is no translation yet");
    }
    if (syntax->context_line > 0 && !syntax->obsolete) {
        const char *context = arena_strndup(syntax->arena, syntax->context, syntax->context_len);
        if (!index_add(syntax->lines, syntax->arena, context, syntax->context_line)) {
            report_error(syntax->report, (struct spot){syntax->file, syntax->context_line, 0},
                "%.120s stands already in line %d; remove one", context,
                index_find(syntax->lines, context));
        }
    }
    syntax->last = WORD_NONE;
    syntax->plural = false;
    syntax->forms = 0;
    syntax->context_line = 0;
    syntax->context_len = 0;
}

// text begins with '"'; the literal must end the line.
static void
take_literal(struct syntax *syntax, const char *text)
{
    const char *p = text + 1;
    for (; *p && *p != '\n' && *p != '"'; p++) {
        if (*p == '\\' && p[1] && p[1] != '\n') {
            p++;
            if (!strchr("nt\"\\rabfv01234567x", *p)) {
                wrong(syntax, "an unknown \\ in a text; write \\\\ for a backslash");
            }
        }
        if (syntax->last == WORD_CONTEXT && syntax->context_len < CONTEXT_MAX - 1) {
            syntax->context[syntax->context_len++] = *p;
        }
    }
    const char *rest = *p == '"' ? p + 1 + strspn(p + 1, " \t\r") : p;
    if (*p != '"' || (*rest && *rest != '\n')) {
        wrong(
            syntax, "a text does not end with \" at the end of its line; write \\\" inside a text");
    }
}

// The keyword at text and where its literal begins; WORD_NONE if it is none.
static enum word
keyword(const char *text, const char **literal, int *form)
{
    static const struct {
        const char *name;
        enum word word;
    } words[] = {{"msgctxt", WORD_CONTEXT}, {"msgid_plural", WORD_PLURAL}, {"msgid", WORD_ID},
        {"msgstr", WORD_TEXT}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].name);
        if (strncmp(text, words[i].name, len) != 0) {
            continue;
        }
        enum word word = words[i].word;
        text += len;
        if (word == WORD_TEXT && *text == '[' && text[1] >= '0' && text[1] <= '9' &&
            text[2] == ']') {
            *form = text[1] - '0';
            text += 3;
            word = WORD_FORM;
        }
        *literal = text + strspn(text, " \t");
        return **literal == '"' ? word : WORD_NONE;
    }
    return WORD_NONE;
}

static bool
may_follow(const struct syntax *syntax, enum word word, int form)
{
    switch (word) {
    case WORD_ID:
        return syntax->last == WORD_NONE || syntax->last == WORD_CONTEXT;
    case WORD_PLURAL:
    case WORD_TEXT:
        return syntax->last == WORD_ID;
    case WORD_FORM:
        return (syntax->last == WORD_PLURAL || syntax->last == WORD_FORM) && form == syntax->forms;
    case WORD_CONTEXT:
    case WORD_NONE:
    default:
        return syntax->last == WORD_NONE;
    }
}

static void
take_keyword(struct syntax *syntax, const char *text)
{
    const char *literal = NULL;
    int form = 0;
    enum word word = keyword(text, &literal, &form);
    bool ended = syntax->last == WORD_TEXT || syntax->last == WORD_FORM;
    if (word == WORD_NONE) {
        wrong(syntax,
            "neither a comment (#) nor msgctxt, msgid, msgid_plural or msgstr with a text "
            "in \"…\"");
        return;
    }
    if (ended && (word == WORD_CONTEXT || word == WORD_ID)) {
        end_entry(syntax);
    }
    if (!may_follow(syntax, word, form)) {
        wrong(syntax, "out of order; write msgctxt, msgid, msgid_plural, msgstr[0] … or msgctxt, "
                      "msgid, msgstr");
    }
    if (word == WORD_CONTEXT) {
        syntax->context_line = syntax->line;
    }
    syntax->forms += word == WORD_FORM;
    syntax->last = word;
    take_literal(syntax, literal);
}

static void
take_line(struct syntax *syntax, const char *line)
{
    line += strspn(line, " \t\r");
    bool obsolete = strncmp(line, "#~", 2) == 0;
    if (obsolete && line[2] != '|') {
        line += 2 + strspn(line + 2, " \t");
    } else if (*line == '#') {
        if (syntax->last == WORD_TEXT || syntax->last == WORD_FORM) {
            end_entry(syntax);
        }
        return;
    }
    if (*line == '\0' || *line == '\n') {
        if (syntax->last == WORD_TEXT || syntax->last == WORD_FORM) {
            end_entry(syntax);
        }
        return;
    }
    if (syntax->last == WORD_NONE || syntax->last == WORD_TEXT || syntax->last == WORD_FORM) {
        if (obsolete != syntax->obsolete && *line == 'm') {
            end_entry(syntax);
            syntax->obsolete = obsolete;
        }
    }
    if (*line != '"') {
        take_keyword(syntax, line);
    } else if (syntax->last == WORD_NONE) {
        wrong(syntax, "a text that belongs to nothing; remove it");
    } else {
        take_literal(syntax, line);
    }
}

bool
po_syntax(const char *file, const char *data, struct arena *arena, struct index *lines,
    struct report *report)
{
    struct syntax *syntax = arena_new(arena, struct syntax);
    syntax->file = file;
    syntax->arena = arena;
    syntax->lines = lines;
    syntax->report = report;
    syntax->before = report->errors;
    for (const char *line = data; line && *line;) {
        syntax->line++;
        take_line(syntax, line);
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    end_entry(syntax);
    return report->errors == syntax->before;
}
