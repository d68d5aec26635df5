// Every question this module asks of fixed shape. Names of tables and columns stand here and in
// tables.c only; what comes from outside is bound, never pasted.

#include "store/internal.h"

#define PROVENANCE_OF(table)                                                                       \
    " LEFT JOIN provenance p ON p.table_name = '" table "' AND p.record = t.n"
#define PROVENANCE "p.assured_date, p.recheck_days, p.hide_after_days"

// ?2 is ",current," or ''; a record that names no audience is for everyone.
#define FOR_AUDIENCE "(?2 = '' OR t.audience = '' OR instr(t.audience, ?2) > 0)"

// ?4 is a tag; "es" is spoken where "es-GT" is asked for, and the other way round.
#define SPEAKS                                                                                     \
    "(l.code = ?4 OR substr(?4, 1, length(l.code) + 1) = l.code || '-'"                            \
    " OR substr(l.code, 1, length(?4) + 1) = ?4 || '-')"

static const char *const sql_common[] = {
    [QUERY_SCHEMA] = "SELECT name FROM sqlite_schema WHERE type = 'table'",
    [QUERY_META] = "SELECT key, value FROM meta",
    [QUERY_FACTS] = "SELECT n, id FROM fact",
    [QUERY_LANGUAGES] =
        "SELECT n, id, endonym, english_name, direction, script, fonts, digits,"
        " date_pattern, time_pattern, am_pm, keyboard, voice_only, months, weekdays,"
        " plural, fallback FROM language_pack ORDER BY launch_order, n",
    [QUERY_TRANSLATED] = "SELECT lang FROM translation WHERE form = 0",
    [QUERY_TEXT] = "SELECT text FROM translation WHERE table_name = ?1 AND record_id = ?2"
                   " AND field_name = ?3 AND lang = ?4 AND form = 0",
    [QUERY_UI] =
        "SELECT text FROM translation WHERE table_name = 'ui' AND record_id = ?1 AND lang = ?2"
        " ORDER BY field_name <> 'text', form <> ?3, form DESC LIMIT 1",
    [QUERY_TRANSLATED_RECORD] =
        "SELECT 1 FROM translation WHERE table_name = ?1 AND record_id = ?2 LIMIT 1",
    [QUERY_PROVENANCE] =
        "SELECT assured_date, recheck_days, hide_after_days, assurer, source_1, source_2"
        " FROM provenance WHERE table_name = ?1 AND record = ?2",
    // What somebody checks as one thing; its parts are checked with it.
    [QUERY_DUE] = "SELECT record, table_name, assured_date, recheck_days, hide_after_days"
                  " FROM provenance WHERE table_name IN ('procedure', 'page', 'service', 'hotline',"
                  " 'requirement', 'myth', 'lesson', 'learn_item')",
    [QUERY_PICTURE] = "SELECT data FROM picture WHERE id = ?1",
    [QUERY_SEARCH_TABLE] = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
    [QUERY_SEARCH_ITEMS] = "SELECT n, table_name, record, icon FROM search_item ORDER BY n",
    [QUERY_SEARCH_COUNT] = "SELECT count(*) FROM search_item",
};

static const char *const sql_guide[] = {
    [QUERY_TOPIC] = "SELECT id, parent_n, icon, sensitive FROM topic WHERE n = ?1",
    [QUERY_TOPICS] = "SELECT t.n FROM topic t WHERE coalesce(t.parent_n, 0) = ?1 AND " FOR_AUDIENCE
                     " ORDER BY t.ord, t.n",
    [QUERY_PROCEDURE] =
        "SELECT id, icon, topic_n, authority_organization_n, question_n, total_days_min, "
        "total_days_max,"
        " currency, fee, official_url, sensitive, qr_ok FROM procedure WHERE n = ?1",
    [QUERY_PROCEDURES] =
        "SELECT t.n, t.valid_from, t.valid_to, " PROVENANCE " FROM procedure t" PROVENANCE_OF(
            "procedure") " WHERE (?1 = 0 OR t.topic_n = ?1) AND " FOR_AUDIENCE " ORDER BY t.n",
    [QUERY_STEP] = "SELECT id, place, service_n, needs_appointment, can_be_done_by_other, est_days,"
                   " currency, cost FROM step WHERE n = ?1",
    [QUERY_STEPS] = "SELECT n FROM step WHERE procedure_n = ?1 ORDER BY ord, n",
    [QUERY_REQUIREMENT] =
        "SELECT id, picture, kind, originals, copies, certified, sworn_translation, "
        "validity_months,"
        " issuer_organization_n, issuer_service_n, currency, cost, if_missing_procedure_n"
        " FROM requirement WHERE n = ?1",
    [QUERY_REQUIREMENTS] =
        "SELECT r.requirement_n, r.condition FROM step s JOIN step_requirement r ON r.step_n = s.n"
        " WHERE s.procedure_n = ?1 AND (?2 = 0 OR s.n = ?2) ORDER BY s.ord, s.n, r.n",
    [QUERY_QUESTION] = "SELECT id, icon FROM question WHERE n = ?1",
    [QUERY_ANSWER] =
        "SELECT id, icon, sets, next_question_n, procedure_n, ask_person FROM answer WHERE n = ?1",
    [QUERY_ANSWERS] = "SELECT n FROM answer WHERE question_n = ?1 ORDER BY ord, n",
    [QUERY_PAGE] = "SELECT id, icon, topic_n, service_n, sensitive FROM page WHERE n = ?1",
    [QUERY_PAGES] = "SELECT t.n, '', '', " PROVENANCE " FROM page t" PROVENANCE_OF(
        "page") " WHERE (?1 = 0 OR t.topic_n = ?1) AND " FOR_AUDIENCE " ORDER BY t.ord, t.n",
    [QUERY_BLOCK] = "SELECT id, kind, picture FROM page_block WHERE n = ?1",
    [QUERY_BLOCKS] = "SELECT n FROM page_block WHERE page_n = ?1 ORDER BY ord, n",
    [QUERY_HOTLINE] = "SELECT id, icon, phone_n, topic_n, free_call, discreet, languages FROM "
                      "hotline WHERE n = ?1",
    [QUERY_ALERT] = "SELECT id, severity, page_n, service_n, starts FROM alert WHERE n = ?1",
    [QUERY_ALERTS] = "SELECT t.n, t.starts, t.ends, " PROVENANCE " FROM alert t" PROVENANCE_OF(
        "alert") " ORDER BY CASE t.severity WHEN 'danger' THEN 0 WHEN 'attention' THEN 1 ELSE 2 "
                 "END,"
                 " t.starts DESC, t.n",
};

static const char *const sql_directory[] = {
    [QUERY_SERVICE] =
        "SELECT t.id, t.icon, t.organization_n, (SELECT l.location_n FROM service_at_location l"
        " WHERE l.service_n = t.n ORDER BY l.n LIMIT 1), t.status, t.walk_in, t.no_id_needed,"
        " t.shares_with_authority, t.exposure, t.free, t.sensitive, t.minimum_age, t.maximum_age"
        " FROM service t WHERE t.n = ?1",
    [QUERY_SERVICES] =
        "SELECT t.n, t.status = 'temporarily closed', " PROVENANCE " FROM service t" PROVENANCE_OF(
            "service") " WHERE t.status IN ('active', 'temporarily closed')"
                       " AND (?1 = 0 OR EXISTS (SELECT 1 FROM service_topic s JOIN topic c ON c.n "
                       "= s.topic_n"
                       " WHERE s.service_n = t.n AND (c.n = ?1 OR c.parent_n = ?1)))"
                       " AND (?2 = 0 OR t.free = 1) AND (?3 = 0 OR t.no_id_needed = 'yes')"
                       " AND (?4 = '' OR t.n IN (SELECT l.service_n FROM language l WHERE " SPEAKS
                       " UNION SELECT s.service_n FROM language l JOIN service_at_location s"
                       " ON s.location_n = l.location_n WHERE " SPEAKS
                       " UNION SELECT h.service_n FROM language l JOIN phone h ON h.n = l.phone_n "
                       "WHERE " SPEAKS ")) ORDER BY t.n",
    [QUERY_SERVICE_TOPIC] =
        "SELECT s.topic_n FROM service_topic s JOIN topic t ON t.n = s.topic_n"
        " JOIN service v ON v.n = s.service_n WHERE s.service_n = ?1"
        " AND t.sensitive >= v.sensitive ORDER BY t.sensitive <> v.sensitive, s.topic_n LIMIT 1",
    [QUERY_SERVICE_STATUS] = "SELECT status <> 'active' FROM service WHERE n = ?1",
    [QUERY_SERVICE_PLACES] = "SELECT service_n, location_n FROM service_at_location ORDER BY n",
    [QUERY_SCHEDULE] = "SELECT id, service_n, location_n, hub_window_n, valid_from, valid_to, freq,"
                       " interval, byday, bymonthday, opens_at, closes_at FROM schedule ORDER BY n",
    [QUERY_SCHEDULE_COUNT] =
        "SELECT (SELECT count(*) FROM schedule), (SELECT count(*) FROM service_at_location)",
    [QUERY_PLACE] =
        "SELECT t.id, t.location_type, t.pin_precision, t.latitude, t.longitude, a.address_1, "
        "a.address_2,"
        " a.city FROM location t LEFT JOIN address a ON a.location_n = t.n WHERE t.n = ?1"
        " ORDER BY a.address_type <> 'physical', a.n LIMIT 1",
    [QUERY_PINS] =
        "SELECT t.n, t.latitude, t.longitude, max(NOT s.sensitive) AND t.pin_precision = 'exact' "
        "FROM location t"
        " JOIN service_at_location l ON l.location_n = t.n JOIN service s ON s.n = l.service_n"
        " WHERE t.location_type = 'physical' AND t.pin_precision IN ('exact', 'block')"
        " AND t.latitude IS NOT NULL AND t.longitude IS NOT NULL AND s.exposure = 'public'"
        " AND s.status IN ('active', 'temporarily closed') GROUP BY t.n ORDER BY t.n",
    [QUERY_PHONE] = "SELECT id, number, free_call, is_whatsapp FROM phone WHERE n = ?1",
    [QUERY_PHONES_OF_SERVICE] =
        "SELECT n FROM phone WHERE service_n = ?1 AND type <> 'fax' ORDER BY n",
    [QUERY_PHONES_OF_PLACE] =
        "SELECT h.n FROM phone h WHERE h.type <> 'fax' AND h.location_n IN"
        " (SELECT location_n FROM service_at_location WHERE service_n = ?1) ORDER BY h.n",
    [QUERY_PHONES_OF_ORGANIZATION] =
        "SELECT h.n FROM service s JOIN phone h ON h.organization_n = s.organization_n"
        " WHERE s.n = ?1 AND h.type <> 'fax' ORDER BY h.n",
    [QUERY_SPOKEN] =
        "SELECT code FROM language WHERE service_n = ?1 OR location_n IN"
        " (SELECT location_n FROM service_at_location WHERE service_n = ?1) OR phone_n IN"
        " (SELECT n FROM phone WHERE service_n = ?1) ORDER BY n",
    [QUERY_ACCESS] =
        "SELECT code FROM accessibility WHERE location_n IN"
        " (SELECT location_n FROM service_at_location WHERE service_n = ?1) ORDER BY n",
    [QUERY_DOCUMENTS] = "SELECT n FROM required_document WHERE service_n = ?1 ORDER BY n",
    [QUERY_COSTS] =
        "SELECT n, valid_from, valid_to FROM cost_option WHERE service_n = ?1 ORDER BY n",
    [QUERY_COST] = "SELECT id, currency, amount FROM cost_option WHERE n = ?1",
};

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

const char *
store_sql(enum query query)
{
    const char *sql = NULL;
    if ((int)query < LENGTH(sql_common)) {
        sql = sql_common[query];
    }
    if (!sql && (int)query < LENGTH(sql_guide)) {
        sql = sql_guide[query];
    }
    if (!sql && (int)query < LENGTH(sql_directory)) {
        sql = sql_directory[query];
    }
    ASSERT(sql);
    return sql;
}
