#include "sheets_internal.h"

// Languages, pictures and the directory (HSDS 3.0), in the order of schema.sql.

static const struct column language_pack[] = {
    {.name = "id", .kind = COLUMN_TAG, .required = true},
    MUST("endonym", WORD),
    MUST("english_name", WORD),
    ENUM("direction", "ltr|rtl"),
    MUST("script", WORD),
    MAY("fallback", TAGS),
    MUST("plural", WORD),
    ENUM_ELSE("speech", "none|synthetic|recorded", "none"),
    ELSE("voice_only", BOOL, "0"),
    ELSE("launch_order", INT, "@row"),
    MUST("fonts", WORDS),
    ELSE("digits", WORD, "0123456789"),
    MUST("months", WORD),
    MUST("weekdays", WORD),
    MUST("date_pattern", WORD),
    MUST("time_pattern", WORD),
    MAY("am_pm", WORD),
    MAY("keyboard", WORD),
};

static const struct column picture[] = {
    ID,
    ENUM("kind", "photo|drawing|icon"),
    MAY("mime", MADE),
    MAY("width", MADE),
    MAY("height", MADE),
    MAY("data", MADE),
    MAY("alt", TEXT),
};

static const struct column organization[] = {
    ID,
    MUST("name", TEXT),
    MAY("alternate_name", TEXT),
    MAY("description", TEXT),
    MAY("email", EMAIL),
    MAY("website", URL),
    REF_MAY("parent_organization_id", "organization"),
    ENUM("org_type", "government|consulate|un|ngo_local|ngo_int|faith|diaspora|school|hospital|"
                     "shelter|legal_clinic|bank"),
};

static const struct column service[] = {
    ID,
    REF("organization_id", "organization"),
    REFS("topic_ids", "topic"),
    MUST("name", TEXT),
    MAY("alternate_name", TEXT),
    MAY("description", TEXT),
    MAY("application_process", TEXT),
    MAY("fees_description", TEXT),
    MAY("eligibility_description", TEXT),
    MAY("interpretation_services", TEXT),
    MAY("alert", TEXT),
    ENUM_ELSE("status", "active|inactive|defunct|temporarily closed", "active"),
    MAY("url", URL),
    MAY("email", EMAIL),
    MAY("minimum_age", INT),
    MAY("maximum_age", INT),
    ENUM("walk_in", "yes|appointment|phone_first"),
    ENUM_ELSE("no_id_needed", "yes|no|unknown", "unknown"),
    ENUM_ELSE("shares_with_authority", "no|yes|unknown", "unknown"),
    MUST("free", BOOL),
    ENUM("exposure", "public|phone_only|ask_staff"),
    ELSE("sensitive", BOOL, "0"),
    ELSE("icon", ICON, "@icon"),
};

static const struct column location[] = {
    ID,
    ENUM("location_type", "physical|postal|virtual"),
    REF_MAY("organization_id", "organization"),
    MUST("name", TEXT),
    MAY("description", TEXT),
    MAY("transportation", TEXT),
    MAY("landmark", TEXT),
    MAY("latitude", LATITUDE),
    MAY("longitude", LONGITUDE),
    {.name = "door_photo_id", .kind = COLUMN_PHOTO, .words = "picture"},
    ENUM("pin_precision", "exact|block|municipality|hidden"),
};

static const struct column address[] = {
    ID,
    REF("location_id", "location"),
    MUST("address_1", WORD),
    MAY("address_2", WORD),
    MUST("city", WORD),
    MAY("region", WORD),
    ELSE("country", COUNTRY, "@country"),
    ENUM_ELSE("address_type", "physical|postal|virtual", "physical"),
};

static const struct column service_at_location[] = {
    ID,
    REF("service_id", "service"),
    REF("location_id", "location"),
    MAY("description", TEXT),
};

static const struct column schedule[] = {
    ID,
    REF_MAY("service_id", "service"),
    REF_MAY("location_id", "location"),
    REF_MAY("hub_window_id", "hub_window"),
    MAY("valid_from", DATE),
    MAY("valid_to", DATE),
    ENUM_ELSE("freq", "WEEKLY|MONTHLY", "WEEKLY"),
    ELSE("interval", INT, "1"),
    {.name = "byday", .kind = COLUMN_ENUMS, .words = "MO|TU|WE|TH|FR|SA|SU"},
    MAY("bymonthday", INTS),
    MAY("opens_at", TIME),
    MAY("closes_at", TIME),
    MAY("description", TEXT),
};

static const struct column phone[] = {
    ID,
    REF_MAY("organization_id", "organization"),
    REF_MAY("service_id", "service"),
    REF_MAY("location_id", "location"),
    MUST("number", PHONE),
    MAY("extension", WORD),
    ENUM_ELSE("type", "voice|text|cell|fax|textphone", "voice"),
    ELSE("is_whatsapp", BOOL, "0"),
    ELSE("free_call", BOOL, "0"),
    MAY("dial_tested_on", DATE),
    MAY("description", TEXT),
    MAY("answered_hours", TEXT),
};

static const struct column contact[] = {
    ID,
    REF_MAY("organization_id", "organization"),
    REF_MAY("service_id", "service"),
    MUST("title", TEXT),
    MAY("department", TEXT),
};

static const struct column language[] = {
    ID,
    REF_MAY("service_id", "service"),
    REF_MAY("location_id", "location"),
    REF_MAY("phone_id", "phone"),
    MUST("code", TAG),
    MAY("note", TEXT),
};

static const struct column cost_option[] = {
    ID,
    REF_MAY("service_id", "service"),
    MAY("option", TEXT),
    ELSE("currency", CURRENCY, "@currency"),
    MUST("amount", MONEY),
    MAY("amount_description", TEXT),
    MAY("valid_from", DATE),
    MAY("valid_to", DATE),
};

static const struct column accessibility[] = {
    ID,
    REF("location_id", "location"),
    ENUM("code", "step_free|toilet|sign_language|quiet_room"),
    MAY("description", TEXT),
};

static const struct column service_area[] = {
    ID,
    REF("service_id", "service"),
    MUST("name", TEXT),
    MAY("extent", WORD),
    ENUM_ELSE("extent_type", "geojson|text", "text"),
};

static const struct column required_document[] = {
    ID,
    REF("service_id", "service"),
    REF_MAY("requirement_id", "requirement"),
    MAY("document", TEXT),
    MAY("uri", URL),
};

static const struct column taxonomy[] = {
    ID,
    MUST("name", TEXT),
    MAY("description", TEXT),
};

static const struct column taxonomy_term[] = {
    ID,
    REF("taxonomy_id", "taxonomy"),
    MUST("name", TEXT),
    MAY("icon", ICON),
    MAY("oe_code", WORD),
    MAY("hxl_sector", WORD),
    MAY("signpost_section", WORD),
};

static const struct column attribute[] = {
    ID,
    REF("service_id", "service"),
    REF("taxonomy_term_id", "taxonomy_term"),
};

static const struct column hub_window[] = {
    ID,
    ORD,
    MUST("name", TEXT),
    MAY("description", TEXT),
};

static const struct sheet sheets[SHEETS_DIRECTORY] = {
    {.name = "language_pack", COLUMNS(language_pack), .flags = SHEET_KEYED_TAG},
    {.name = "picture", COLUMNS(picture), .flags = SHEET_FILE_NAME},
    {.name = "organization", COLUMNS(organization)},
    {.name = "service", COLUMNS(service), .owners = {"organization_id"}},
    {.name = "location", COLUMNS(location), .owners = {"organization_id"}},
    {.name = "address", COLUMNS(address), .owners = {"location_id"}},
    {.name = "service_at_location",
        COLUMNS(service_at_location),
        .owners = {"service_id"},
        .flags = SHEET_AUTO_ID},
    {.name = "schedule",
        COLUMNS(schedule),
        .owners = {"service_id", "location_id", "hub_window_id"},
        .exactly_one = {"service_id", "location_id", "hub_window_id"}},
    {.name = "phone", COLUMNS(phone), .owners = {"service_id", "location_id", "organization_id"}},
    {.name = "contact", COLUMNS(contact), .owners = {"service_id", "organization_id"}},
    {.name = "language",
        COLUMNS(language),
        .owners = {"service_id", "location_id", "phone_id"},
        .exactly_one = {"service_id", "location_id", "phone_id"}},
    {.name = "cost_option", COLUMNS(cost_option), .owners = {"service_id"}},
    {.name = "accessibility", COLUMNS(accessibility), .owners = {"location_id"}},
    {.name = "service_area", COLUMNS(service_area), .owners = {"service_id"}},
    {.name = "required_document", COLUMNS(required_document), .owners = {"service_id"}},
    {.name = "taxonomy", COLUMNS(taxonomy)},
    {.name = "taxonomy_term", COLUMNS(taxonomy_term), .owners = {"taxonomy_id"}},
    {.name = "attribute", COLUMNS(attribute), .owners = {"service_id"}, .flags = SHEET_AUTO_ID},
    {.name = "hub_window", COLUMNS(hub_window)},
};

const struct sheet *
sheets_directory(int index)
{
    return &sheets[index];
}
