// Plural rules as gettext writes them: a C expression over n. Turned into postfix once, run with a
// small stack; no recursion, so that no rule of a stick can exhaust anything.

#include "base/plural.h"

#include <ctype.h>
#include <string.h>

#include "base/err.h"

#if defined(__GNUC__) && !defined(__clang__)
// gcc 12's analyzer loses the initialiser of an array that an unknown index reads.
#pragma GCC diagnostic ignored "-Wanalyzer-use-of-uninitialized-value"
#endif

enum op {
    OP_N,
    OP_NUMBER,
    OP_NOT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_MODULO,
    OP_ADD,
    OP_SUBTRACT,
    OP_LESS,
    OP_GREATER,
    OP_LESS_EQUAL,
    OP_GREATER_EQUAL,
    OP_EQUAL,
    OP_UNEQUAL,
    OP_AND,
    OP_OR,
    OP_SELECT,   // ?: with both branches seen
    OP_QUESTION, // waits for its ':' ; only on the operator stack, like the next
    OP_OPEN,
    OP_CLOSE,
    OP_COLON,
    OP_END,
    OP_BAD,
};

enum { NUMBER_DIGITS_MAX = 9, RULE_MAX = 512 };

struct parser {
    const char *at;
    struct plural *plural;
    enum op open[PLURAL_STACK];
    int open_count;
    int depth; // operands on the stack when the rule runs
    bool bad;
};

static int
precedence(enum op op)
{
    static const int levels[] = {
        [OP_NOT] = 8,
        [OP_MULTIPLY] = 7,
        [OP_DIVIDE] = 7,
        [OP_MODULO] = 7,
        [OP_ADD] = 6,
        [OP_SUBTRACT] = 6,
        [OP_LESS] = 5,
        [OP_GREATER] = 5,
        [OP_LESS_EQUAL] = 5,
        [OP_GREATER_EQUAL] = 5,
        [OP_EQUAL] = 4,
        [OP_UNEQUAL] = 4,
        [OP_AND] = 3,
        [OP_OR] = 2,
        [OP_SELECT] = 1,
        [OP_QUESTION] = 0,
        [OP_OPEN] = 0,
    };
    return op <= OP_OPEN ? levels[op] : 0;
}

static void
emit(struct parser *parser, enum op op, uint32_t number)
{
    int change = op == OP_N || op == OP_NUMBER ? 1 : op == OP_NOT ? 0 : op == OP_SELECT ? -2 : -1;
    parser->depth += change;
    struct plural *plural = parser->plural;
    if (plural->count == PLURAL_CODE || parser->depth < 1 || parser->depth > PLURAL_STACK) {
        parser->bad = true;
        return;
    }
    plural->code[plural->count++] = (struct plural_code){.op = op, .number = number};
}

static void
push(struct parser *parser, enum op op)
{
    if (parser->open_count == PLURAL_STACK) {
        parser->bad = true;
        return;
    }
    parser->open[parser->open_count++] = op;
}

// Emits what stands open down to level, never past '(' or a '?' without its ':'.
static void
unwind(struct parser *parser, int level)
{
    while (parser->open_count > 0 && !parser->bad) {
        enum op top = parser->open[parser->open_count - 1];
        if (top == OP_OPEN || top == OP_QUESTION || precedence(top) < level) {
            return;
        }
        parser->open_count--;
        emit(parser, top, 0);
    }
}

// Takes the innermost open '(' or '?', which must be the one expected.
static void
take(struct parser *parser, enum op expected)
{
    unwind(parser, 0);
    if (parser->open_count == 0 || parser->open[parser->open_count - 1] != expected) {
        parser->bad = true;
        return;
    }
    parser->open_count--;
}

static enum op
read_operator(struct parser *parser)
{
    static const struct {
        char text[3];
        enum op op;
    } operators[] = {
        {"<=", OP_LESS_EQUAL},
        {">=", OP_GREATER_EQUAL},
        {"==", OP_EQUAL},
        {"!=", OP_UNEQUAL},
        {"&&", OP_AND},
        {"||", OP_OR},
        {"<", OP_LESS},
        {">", OP_GREATER},
        {"*", OP_MULTIPLY},
        {"/", OP_DIVIDE},
        {"%", OP_MODULO},
        {"+", OP_ADD},
        {"-", OP_SUBTRACT},
        {"!", OP_NOT},
        {"?", OP_QUESTION},
        {":", OP_COLON},
        {"(", OP_OPEN},
        {")", OP_CLOSE},
        {"n", OP_N},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t len = strlen(operators[i].text);
        if (strncmp(parser->at, operators[i].text, len) == 0) {
            parser->at += len;
            return operators[i].op;
        }
    }
    return OP_BAD;
}

static enum op
read_token(struct parser *parser, uint32_t *number)
{
    while (isspace((unsigned char)*parser->at)) {
        parser->at++;
    }
    if (*parser->at == '\0' || *parser->at == ';') {
        return OP_END;
    }
    if (!isdigit((unsigned char)*parser->at)) {
        return read_operator(parser);
    }
    int digits = 0;
    *number = 0;
    while (isdigit((unsigned char)*parser->at)) {
        if (++digits > NUMBER_DIGITS_MAX) {
            return OP_BAD;
        }
        *number = *number * 10 + (uint32_t)(*parser->at++ - '0');
    }
    return OP_NUMBER;
}

// Where an operand may stand. Returns whether one is still missing.
static bool
take_operand(struct parser *parser, enum op op, uint32_t number)
{
    if (op == OP_N || op == OP_NUMBER) {
        emit(parser, op, number);
        return false;
    }
    if (op == OP_OPEN || op == OP_NOT) {
        push(parser, op);
    } else {
        parser->bad = true;
    }
    return true;
}

// Where an operator may stand. Returns whether an operand must follow.
static bool
take_operator(struct parser *parser, enum op op)
{
    if (op == OP_CLOSE) {
        take(parser, OP_OPEN);
        return false;
    }
    if (op == OP_QUESTION) {
        unwind(parser, precedence(OP_SELECT) + 1);
        push(parser, op);
    } else if (op == OP_COLON) {
        take(parser, OP_QUESTION);
        push(parser, OP_SELECT);
    } else if (op >= OP_MULTIPLY && op <= OP_OR) {
        unwind(parser, precedence(op));
        push(parser, op);
    } else {
        parser->bad = true;
    }
    return true;
}

static bool
parse_expression(struct parser *parser)
{
    bool want_operand = true;
    uint32_t number = 0;
    enum op op = read_token(parser, &number);
    while (op != OP_END && !parser->bad) {
        want_operand = want_operand ? take_operand(parser, op, number) : take_operator(parser, op);
        op = read_token(parser, &number);
    }
    unwind(parser, 0);
    return !parser->bad && !want_operand && parser->open_count == 0 && parser->depth == 1;
}

bool
plural_parse(const char *rule, struct plural *plural)
{
    *plural = (struct plural){.forms = 1};
    const char *forms = strstr(rule, "nplurals=");
    const char *expression = strstr(rule, "plural=");
    if (!forms || !expression || strlen(rule) > RULE_MAX) {
        return false;
    }
    forms += strlen("nplurals=");
    struct parser parser = {.at = expression + strlen("plural="), .plural = plural};
    bool known =
        forms[0] >= '1' && forms[0] < '1' + PLURAL_FORMS && !isdigit((unsigned char)forms[1]);
    if (!known || !parse_expression(&parser)) {
        plural->count = 0;
        return false;
    }
    plural->forms = forms[0] - '0';
    return true;
}

struct value { // bad: divided by zero somewhere that counts
    uint64_t n;
    bool bad;
};

static struct value
truth(bool holds, bool bad)
{
    return (struct value){.n = holds ? 1 : 0, .bad = bad};
}

static struct value
arithmetic(enum op op, struct value a, struct value b)
{
    struct value result = {.bad = a.bad || b.bad};
    bool divides = op == OP_DIVIDE || op == OP_MODULO;
    if (result.bad || (divides && b.n == 0)) {
        result.bad = true;
        return result;
    }
    if (divides) {
        result.n = op == OP_DIVIDE ? a.n / b.n : a.n % b.n;
    } else if (op == OP_MULTIPLY) {
        result.n = a.n * b.n;
    } else {
        result.n = op == OP_ADD ? a.n + b.n : a.n - b.n;
    }
    return result;
}

static struct value
compare(enum op op, struct value a, struct value b)
{
    bool bad = a.bad || b.bad;
    bool less = a.n < b.n;
    bool equal = a.n == b.n;
    switch ((int)op) {
    case OP_LESS:
        return truth(less, bad);
    case OP_GREATER:
        return truth(!less && !equal, bad);
    case OP_LESS_EQUAL:
        return truth(less || equal, bad);
    case OP_GREATER_EQUAL:
        return truth(!less, bad);
    case OP_EQUAL:
        return truth(equal, bad);
    default:
        return truth(!equal, bad);
    }
}

static struct value
binary(enum op op, struct value a, struct value b)
{
    if (op == OP_AND) { // C would not look at b after a false a
        return truth(a.n && b.n, a.bad || (a.n && b.bad));
    }
    if (op == OP_OR) {
        return truth(a.n || b.n, a.bad || (!a.n && b.bad));
    }
    return op <= OP_SUBTRACT ? arithmetic(op, a, b) : compare(op, a, b);
}

static struct value
choose(struct value condition, struct value yes, struct value no)
{
    struct value result = condition.n ? yes : no;
    result.bad = result.bad || condition.bad;
    return result;
}

int
plural_form(const struct plural *plural, uint64_t count)
{
    struct value stack[PLURAL_STACK + 1] = {0};
    int top = 0; // stack[1] is the bottom: emit() proved the depths
    for (int i = 0; i < plural->count; i++) {
        enum op op = plural->code[i].op;
        ASSERT(top >= 0 && top <= PLURAL_STACK);
        if (op == OP_N || op == OP_NUMBER) {
            stack[++top] = (struct value){.n = op == OP_N ? count : plural->code[i].number};
        } else if (op == OP_NOT) {
            stack[top] = truth(!stack[top].n, stack[top].bad);
        } else if (op == OP_SELECT) {
            top -= 2;
            stack[top] = choose(stack[top], stack[top + 1], stack[top + 2]);
        } else {
            top--;
            stack[top] = binary(op, stack[top], stack[top + 1]);
        }
    }
    if (top != 1 || stack[1].bad || stack[1].n >= (uint64_t)plural->forms) {
        return 0;
    }
    return (int)stack[1].n;
}
