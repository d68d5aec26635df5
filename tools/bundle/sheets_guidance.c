#include "sheets_internal.h"

// Guidance, in the order of schema.sql.

static const struct column topic[] = {
    ID,
    REF_MAY("parent_id", "topic"),
    ORD,
    MUST("icon", ICON),
    AUDIENCE,
    ELSE("sensitive", BOOL, "0"),
    MUST("name", TEXT),
    MAY("summary", TEXT),
};

static const struct column procedure[] = {
    ID,
    MAY("code", WORD),
    REF("topic_id", "topic"),
    REF_MAY("authority_organization_id", "organization"),
    REF_MAY("question_id", "question"),
    ELSE("country", COUNTRY, "@country"),
    ENUM("kind", "visa|residence|work|refuge|id_document|birth_cert|return|school|health|legal|"
                 "labour_claim|victim"),
    AUDIENCE,
    ELSE("icon", ICON, "@icon"),
    MAY("official_url", URL),
    MAY("total_days_min", INT),
    MAY("total_days_max", INT),
    ELSE("currency", CURRENCY, "@currency"),
    MUST("fee", MONEY),
    MAY("valid_from", DATE),
    MAY("valid_to", DATE),
    ELSE("sensitive", BOOL, "0"),
    ELSE("qr_ok", BOOL, "@qr"),
    MUST("name", TEXT),
    MUST("summary", TEXT),
    MAY("legal_basis", TEXT),
    MAY("warning", TEXT),
};

static const struct column step[] = {
    ID,
    REF("procedure_id", "procedure"),
    ORD,
    ENUM("place", "at_home|online|at_office|at_this_hub|at_consulate|at_bank"),
    REF_MAY("service_id", "service"),
    ELSE("needs_appointment", BOOL, "0"),
    MAY("est_days", INT),
    ELSE("currency", CURRENCY, "@currency"),
    ELSE("cost", MONEY, "0"),
    ELSE("can_be_done_by_other", BOOL, "0"),
    MUST("name", TEXT),
    MAY("description", TEXT),
};

static const struct column requirement[] = {
    ID,
    MUST("picture", ICON),
    ENUM("kind", "identity|civil|criminal_record|photo|payment|proof_of_work|proof_of_family|"
                 "proof_of_address|health|school|form|other"),
    ELSE("originals", INT, "1"),
    ELSE("copies", INT, "0"),
    ENUM_ELSE("certified", "none|notary|apostille|consular", "none"),
    ELSE("sworn_translation", BOOL, "0"),
    MAY("validity_months", INT),
    REF_MAY("issuer_organization_id", "organization"),
    REF_MAY("issuer_service_id", "service"),
    ELSE("currency", CURRENCY, "@currency"),
    MUST("cost", MONEY),
    REF_MAY("if_missing_procedure_id", "procedure"),
    MUST("name", TEXT),
    MAY("description", TEXT),
    MAY("where_to_get", TEXT),
    MAY("if_missing", TEXT),
};

static const struct column step_requirement[] = {
    ID,
    REF("step_id", "step"),
    REF("requirement_id", "requirement"),
    MAY("condition", CONDITION),
    MAY("note", TEXT),
};

static const struct column fact[] = {
    {.name = "id", .kind = COLUMN_FACT, .required = true},
};

static const struct column count_cell[] = {
    {.name = "id", .kind = COLUMN_WORD, .required = true},
    MUST("monthly", BOOL),
};

static const struct column question[] = {
    ID,
    MAY("icon", ICON),
    MUST("text", TEXT),
    MAY("help", TEXT),
};

static const struct column answer[] = {
    ID,
    REF("question_id", "question"),
    ORD,
    MAY("icon", ICON),
    MAY("sets", FACT),
    REF_MAY("next_question_id", "question"),
    REF_MAY("procedure_id", "procedure"),
    ELSE("ask_person", BOOL, "0"),
    MUST("text", TEXT),
    MAY("result", TEXT),
};

static const struct column page[] = {
    ID,
    REF("topic_id", "topic"),
    ORD,
    ELSE("icon", ICON, "@icon"),
    AUDIENCE,
    ELSE("sensitive", BOOL, "0"),
    REF_MAY("service_id", "service"),
    MUST("name", TEXT),
    MAY("summary", TEXT),
};

static const struct column page_block[] = {
    ID,
    REF("page_id", "page"),
    ORD,
    ENUM("kind", "heading|paragraph|item|number|warning|picture"),
    MAY("picture", ICON),
    MAY("text", TEXT),
};

static const struct column alert[] = {
    ID,
    MUST("starts", DATE),
    MAY("ends", DATE),
    ENUM("severity", "info|attention|danger"),
    REF_MAY("page_id", "page"),
    REF_MAY("service_id", "service"),
    MUST("name", TEXT),
    MUST("text", TEXT),
    MAY("area", TEXT),
};

static const struct column hotline[] = {
    ID,
    ORD,
    ELSE("icon", ICON, "@icon"),
    ELSE("country", COUNTRY, "@country"),
    REF("phone_id", "phone"),
    REF_MAY("topic_id", "topic"),
    ELSE("free_call", BOOL, "0"),
    MUST("languages", TAGS),
    ELSE("discreet", BOOL, "0"),
    MUST("name", TEXT),
    MAY("description", TEXT),
    MUST("hours", TEXT),
};

static const struct column myth[] = {
    ID,
    REF_MAY("topic_id", "topic"),
    ORD,
    MAY("valid_to", DATE),
    MUST("claim", TEXT),
    MUST("fact", TEXT),
};

static const struct column poster[] = {
    ID,
    ORD,
    MUST("picture", ICON),
    AUDIENCE,
    ELSE("printable", BOOL, "0"),
    MUST("name", TEXT),
    MAY("text", TEXT),
};

static const struct column lesson[] = {
    ID,
    REF_MAY("topic_id", "topic"),
    ORD,
    ELSE("icon", ICON, "@icon"),
    MUST("name", TEXT),
    MAY("summary", TEXT),
};

static const struct column lesson_card[] = {
    ID,
    REF("lesson_id", "lesson"),
    ORD,
    MAY("picture", ICON),
    MUST("text", TEXT),
};

static const struct column quiz_item[] = {
    ID,
    REF("lesson_id", "lesson"),
    ORD,
    MUST("text", TEXT),
    MAY("explanation", TEXT),
};

static const struct column quiz_answer[] = {
    ID,
    REF("quiz_item_id", "quiz_item"),
    ORD,
    MUST("correct", BOOL),
    MUST("text", TEXT),
};

static const struct column learn_item[] = {
    ID,
    REF_MAY("organization_id", "organization"),
    REF_MAY("service_id", "service"),
    ORD,
    MUST("hours", INT),
    MUST("languages", TAGS),
    ELSE("certificate", BOOL, "0"),
    MUST("free", BOOL),
    MUST("name", TEXT),
    MAY("description", TEXT),
    MAY("how_to", TEXT),
};

static const struct column event[] = {
    ID,
    REF_MAY("location_id", "location"),
    REF_MAY("service_id", "service"),
    MUST("starts", DATE),
    MAY("opens_at", TIME),
    MAY("closes_at", TIME),
    ELSE("icon", ICON, "@icon"),
    MUST("name", TEXT),
    MAY("description", TEXT),
};

static const struct column survey[] = {
    ID,
    MUST("starts", DATE),
    MAY("ends", DATE),
    MUST("text", TEXT),
};

static const struct column survey_option[] = {
    ID,
    REF("survey_id", "survey"),
    ORD,
    MAY("icon", ICON),
    MUST("text", TEXT),
};

static const struct column showcard[] = {
    ID,
    ORD,
    ELSE("icon", ICON, "@icon"),
    REF_MAY("topic_id", "topic"),
    REF_MAY("procedure_id", "procedure"),
    MUST("name", TEXT),
    MUST("text", TEXT),
    MAY("legal_note", TEXT),
};

static const struct sheet sheets[SHEETS_GUIDANCE] = {
    {.name = "topic", COLUMNS(topic), .owners = {"parent_id"}},
    {.name = "procedure", COLUMNS(procedure)},
    {.name = "step", COLUMNS(step), .owners = {"procedure_id"}},
    {.name = "requirement", COLUMNS(requirement)},
    {.name = "step_requirement",
        COLUMNS(step_requirement),
        .owners = {"step_id"},
        .flags = SHEET_AUTO_ID},
    {.name = "fact", COLUMNS(fact), .flags = SHEET_MADE},
    {.name = "question", COLUMNS(question)},
    {.name = "answer",
        COLUMNS(answer),
        .owners = {"question_id"},
        .exactly_one = {"next_question_id", "procedure_id", "ask_person"}},
    {.name = "page", COLUMNS(page)},
    {.name = "page_block", COLUMNS(page_block), .owners = {"page_id"}, .flags = SHEET_MADE},
    {.name = "alert", COLUMNS(alert), .owners = {"page_id", "service_id"}},
    {.name = "hotline", COLUMNS(hotline), .owners = {"phone_id"}, .icon = "hotline"},
    {.name = "myth", COLUMNS(myth), .icon = "myth"},
    {.name = "poster", COLUMNS(poster)},
    {.name = "lesson", COLUMNS(lesson), .icon = "lesson"},
    {.name = "lesson_card", COLUMNS(lesson_card), .owners = {"lesson_id"}},
    {.name = "quiz_item", COLUMNS(quiz_item), .owners = {"lesson_id"}},
    {.name = "quiz_answer", COLUMNS(quiz_answer), .owners = {"quiz_item_id"}},
    {.name = "learn_item", COLUMNS(learn_item), .owners = {"service_id", "organization_id"}},
    {.name = "event", COLUMNS(event), .owners = {"service_id", "location_id"}, .icon = "calendar"},
    {.name = "survey", COLUMNS(survey)},
    {.name = "survey_option", COLUMNS(survey_option), .owners = {"survey_id"}},
    {.name = "showcard", COLUMNS(showcard), .icon = "showcard"},
    {.name = "count_cell", COLUMNS(count_cell), .flags = SHEET_MADE},
};

const struct sheet *
sheets_guidance(int index)
{
    return &sheets[index];
}
