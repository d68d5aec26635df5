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
    enum word last;     // keyword read last in this entry
    enum word previous; // likewise after #|
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
            if (!strchr("nt\"\\r", *p)) {
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
    if (word == WORD_NONE) {
        wrong(syntax,
            "neither a comment (#) nor msgctxt, msgid, msgid_plural or msgstr with a text "
            "in \"…\"");
        return;
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

// "#| msgid …": the text a fuzzy entry was made from; only its form matters here.
static void
take_previous(struct syntax *syntax, const char *text)
{
    const char *literal = text;
    int form = 0;
    enum word word = *text == '"' ? syntax->previous : keyword(text, &literal, &form);
    if (word == WORD_NONE || word == WORD_TEXT || word == WORD_FORM) {
        wrong(syntax, "no msgctxt, msgid or msgid_plural with a text in \"…\" after #|");
        return;
    }
    syntax->previous = word;
    take_literal(syntax, literal);
}

static bool
begins_entry(const char *line)
{
    const char *literal = NULL;
    int form = 0;
    enum word word = keyword(line, &literal, &form);
    return word == WORD_CONTEXT || word == WORD_ID;
}

// A line between entries or inside one; obsolete ones come without their #~.
static void
take_words(struct syntax *syntax, const char *line, bool obsolete)
{
    bool between =
        syntax->last == WORD_NONE || syntax->last == WORD_TEXT || syntax->last == WORD_FORM;
    if (between && begins_entry(line)) {
        end_entry(syntax);
        syntax->obsolete = obsolete;
        syntax->previous = WORD_NONE;
    } else if (obsolete != syntax->obsolete) {
        wrong(syntax, "#~ before some lines of an entry only; write it before all or none");
    }
    if (*line != '"') {
        take_keyword(syntax, line);
    } else if (syntax->last == WORD_NONE) {
        wrong(syntax, "a text that belongs to nothing; remove it");
    } else {
        take_literal(syntax, line);
    }
}

static void
take_line(struct syntax *syntax, const char *line)
{
    line += strspn(line, " \t\r");
    bool obsolete = strncmp(line, "#~", 2) == 0;
    bool previous = line[0] == '#' && line[obsolete ? 2 : 1] == '|';
    bool comment = *line == '#' && !obsolete && !previous;
    line += previous ? (obsolete ? 3 : 2) : (obsolete ? 2 : 0);
    line += strspn(line, " \t\r");
    bool blank = *line == '\0' || *line == '\n';
    bool inside =
        syntax->last == WORD_CONTEXT || syntax->last == WORD_ID || syntax->last == WORD_PLURAL;
    if (!comment && !previous && !blank) {
        take_words(syntax, line, obsolete);
        return;
    }
    if ((inside || (comment && syntax->previous != WORD_NONE)) && !blank) {
        wrong(syntax, "a comment inside an entry; write it before #| and msgctxt");
    } else if (!inside) {
        end_entry(syntax);
    }
    if (previous) {
        take_previous(syntax, line);
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
    if (syntax->previous != WORD_NONE) {
        wrong(syntax, "#| without an entry after it; remove it");
    }
    return report->errors == syntax->before;
}
