-- The compiled content of a hub: one read-only SQLite file, written by hub-bundle, read by store/.
--
-- Every sheet of the authoring folder is the table of the same name here. Directory tables carry
-- the names and columns of HSDS 3.0 (Open Referral); columns marked + are this profile's own.
-- Conventions, the same in every table:
--   n           integer key, dense from 1 in sheet order; what the kiosk holds in a visit
--   id          the author's key: [a-z0-9][a-z0-9-]{0,63} (an HSDS UUID fits), unique per table
--   X_n         reference to table X by n; in the sheet the column is called X_id and holds an id
--   -- text: …  columns of the sheet that hold human text; they live in translation, never here
--   dates YYYY-MM-DD, times HH:MM (24 h), booleans 0/1, money in minor units of its currency,
--   lists are comma separated codes with a comma at both ends (",a,b,") so that LIKE '%,a,%' finds one
-- PRAGMA application_id = 0x56454e54 ("VENT"), user_version = 2, page_size 4096, encoding UTF-8.

CREATE TABLE meta (               -- hub.csv: key,value, and what the build adds
    key TEXT PRIMARY KEY,         -- id, country, currency, source_language, local_language,
    value TEXT NOT NULL           -- demonstration (0/1), built_on (date: the floor of "today"),
) STRICT, WITHOUT ROWID;          -- latitude, longitude, content_version.  text: hub.<id>.name, .place, .greeting
                                  -- count_noise (on), count_epsilon (1), count_threshold (10)

CREATE TABLE language_pack (      -- + languages.csv; one row per language a visitor can choose
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- BCP 47 tag: es, ht, zh-Hans, quc
    endonym TEXT NOT NULL,        -- the language's own name of itself
    english_name TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('ltr', 'rtl')),
    script TEXT NOT NULL,         -- ISO 15924: Latn, Arab, Hans, Deva
    fallback TEXT NOT NULL,       -- list of tags, nearest first; the source language is always last
    plural TEXT NOT NULL,         -- gettext Plural-Forms expression: nplurals=2; plural=(n != 1);
    speech TEXT NOT NULL CHECK (speech IN ('none', 'synthetic', 'recorded')),
    voice_only INTEGER NOT NULL CHECK (voice_only IN (0, 1)),
    launch_order INTEGER NOT NULL,
    fonts TEXT NOT NULL,          -- list of font file names without folder, first choice first
    digits TEXT NOT NULL,         -- the ten digits 0-9 of the language, e.g. 0123456789 or ०१२३४५६७८९
    months TEXT NOT NULL,         -- 12 names in the form used in a date, '|' between
    weekdays TEXT NOT NULL,       -- 7 names, Monday first, '|' between
    date_pattern TEXT NOT NULL,   -- {day} {month} {year}
    time_pattern TEXT NOT NULL,   -- {hour24} {hour12} {minute} {half}; {half} from am_pm
    am_pm TEXT NOT NULL,          -- 'a. m.|p. m.'; empty with {hour24}
    keyboard TEXT NOT NULL        -- rows of the on-screen keyboard, '|' between rows, ' ' between keys
) STRICT;

CREATE TABLE translation (        -- every human text in every language; GTFS translations pattern
    table_name TEXT NOT NULL,     -- a table below, 'hub', 'language_pack' or 'ui'
    record_id TEXT NOT NULL,      -- the record's id; for 'ui' the string's key
    field_name TEXT NOT NULL,     -- the sheet's column
    lang TEXT NOT NULL REFERENCES language_pack(id),
    form INTEGER NOT NULL DEFAULT 0,  -- plural form 0..5 of the language's plural rule
    text TEXT NOT NULL CHECK (text <> ''),
    status TEXT NOT NULL CHECK (status IN ('source', 'machine', 'draft', 'reviewed', 'validated')),
    source_hash INTEGER NOT NULL, -- 32-bit FNV-1a of the source text the translation was made from
    PRIMARY KEY (table_name, record_id, field_name, lang, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE provenance (         -- who checked a record and when; one row for every record below
    table_name TEXT NOT NULL,
    record INTEGER NOT NULL,      -- n
    assured_date TEXT NOT NULL,   -- HSDS: last checked on
    assurer TEXT NOT NULL,        -- an office or role, never a person's name
    recheck_days INTEGER NOT NULL,     -- grey on the screen after this many days
    hide_after_days INTEGER NOT NULL,  -- hidden after this many days; 0 = never
    source_1 TEXT NOT NULL,       -- name of document or office; date seen
    source_2 TEXT NOT NULL,
    file TEXT NOT NULL,           -- sheet and row the record came from
    row INTEGER NOT NULL,
    PRIMARY KEY (table_name, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture (            -- pictures/*.png|jpg and icons/*.svg, as the kiosk decodes them
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- file name without ending
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'drawing', 'icon')),
    mime TEXT NOT NULL CHECK (mime IN ('image/png', 'image/jpeg', 'image/svg+xml')),
    width INTEGER NOT NULL,       -- px
    height INTEGER NOT NULL,
    data BLOB NOT NULL
    -- text: alt
) STRICT;

-- Directory: HSDS 3.0 -------------------------------------------------------------------------

CREATE TABLE organization (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    website TEXT NOT NULL,
    parent_organization_n INTEGER REFERENCES organization(n),
    org_type TEXT NOT NULL CHECK (org_type IN ('government', 'consulate', 'un', 'ngo_local', 'ngo_int',
        'faith', 'diaspora', 'school', 'hospital', 'shelter', 'legal_clinic', 'bank'))  -- +
    -- text: name, alternate_name, description
) STRICT;

CREATE TABLE service (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organization_n INTEGER NOT NULL REFERENCES organization(n),
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'defunct', 'temporarily closed')),
    url TEXT NOT NULL,
    email TEXT NOT NULL,
    minimum_age INTEGER,          -- years
    maximum_age INTEGER,
    walk_in TEXT NOT NULL CHECK (walk_in IN ('yes', 'appointment', 'phone_first')),            -- +
    no_id_needed TEXT NOT NULL CHECK (no_id_needed IN ('yes', 'no', 'unknown')),               -- +
    shares_with_authority TEXT NOT NULL CHECK (shares_with_authority IN ('no', 'yes', 'unknown')), -- +
    free INTEGER NOT NULL CHECK (free IN (0, 1)),                                              -- +
    exposure TEXT NOT NULL CHECK (exposure IN ('public', 'phone_only', 'ask_staff')),          -- +
    sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),                                    -- +
    icon TEXT NOT NULL            -- + icon of its first topic unless the sheet names one
    -- text: name, alternate_name, description, application_process, fees_description,
    --       eligibility_description, interpretation_services, alert
) STRICT;

CREATE TABLE service_topic (      -- + from service.topic_ids
    service_n INTEGER NOT NULL REFERENCES service(n),
    topic_n INTEGER NOT NULL REFERENCES topic(n),
    PRIMARY KEY (service_n, topic_n)
) STRICT, WITHOUT ROWID;

CREATE TABLE location (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    location_type TEXT NOT NULL CHECK (location_type IN ('physical', 'postal', 'virtual')),
    organization_n INTEGER REFERENCES organization(n),
    latitude REAL,                -- degrees WGS 84; NULL for virtual and hidden
    longitude REAL,
    door_photo_n INTEGER REFERENCES picture(n),                                                -- +
    pin_precision TEXT NOT NULL CHECK (pin_precision IN ('exact', 'block', 'municipality', 'hidden')) -- +
    -- text: name, description, transportation, landmark (+: how to find the door)
) STRICT;

CREATE TABLE address (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    location_n INTEGER NOT NULL REFERENCES location(n),
    address_1 TEXT NOT NULL,      -- in the local language on purpose: what the street sign says
    address_2 TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,        -- ISO 3166-1 alpha-2, XX in the demonstration
    address_type TEXT NOT NULL CHECK (address_type IN ('physical', 'postal', 'virtual'))
) STRICT;

CREATE TABLE service_at_location (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER NOT NULL REFERENCES service(n),
    location_n INTEGER NOT NULL REFERENCES location(n)
    -- text: description
) STRICT;

CREATE TABLE schedule (           -- several rows = several shifts; 24 h = 00:00-23:59
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER REFERENCES service(n),    -- exactly one of the three
    location_n INTEGER REFERENCES location(n),
    hub_window_n INTEGER REFERENCES hub_window(n),
    valid_from TEXT NOT NULL,     -- '' = open
    valid_to TEXT NOT NULL,
    freq TEXT NOT NULL CHECK (freq IN ('WEEKLY', 'MONTHLY')),
    interval INTEGER NOT NULL,    -- every interval-th week or month
    byday TEXT NOT NULL,          -- list of MO TU WE TH FR SA SU
    bymonthday TEXT NOT NULL,     -- list of 1..31
    opens_at TEXT NOT NULL,       -- HH:MM; '' with closes_at '' = closed (a holiday row)
    closes_at TEXT NOT NULL
    -- text: description
) STRICT;

CREATE TABLE phone (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organization_n INTEGER REFERENCES organization(n),
    service_n INTEGER REFERENCES service(n),
    location_n INTEGER REFERENCES location(n),
    number TEXT NOT NULL,
    extension TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('voice', 'text', 'cell', 'fax', 'textphone')),
    is_whatsapp INTEGER NOT NULL CHECK (is_whatsapp IN (0, 1)),                                -- +
    free_call INTEGER NOT NULL CHECK (free_call IN (0, 1)),                                    -- +
    dial_tested_on TEXT NOT NULL                                                               -- +
    -- text: description, answered_hours (+)
) STRICT;

CREATE TABLE contact (            -- a title and department, never a person's name
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organization_n INTEGER REFERENCES organization(n),
    service_n INTEGER REFERENCES service(n)
    -- text: title, department
) STRICT;

CREATE TABLE language (           -- languages spoken at a service, place or on a phone
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER REFERENCES service(n),
    location_n INTEGER REFERENCES location(n),
    phone_n INTEGER REFERENCES phone(n),
    code TEXT NOT NULL            -- BCP 47
    -- text: note ("French: call first")
) STRICT;

CREATE TABLE cost_option (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER REFERENCES service(n),
    currency TEXT NOT NULL,       -- ISO 4217, or XXD for the demonstration's dinar
    amount INTEGER NOT NULL,      -- minor units; 0 = free
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL
    -- text: option, amount_description
) STRICT;

CREATE TABLE accessibility (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    location_n INTEGER NOT NULL REFERENCES location(n),
    code TEXT NOT NULL CHECK (code IN ('step_free', 'toilet', 'sign_language', 'quiet_room'))  -- +
    -- text: description
) STRICT;

CREATE TABLE service_area (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER NOT NULL REFERENCES service(n),
    extent TEXT NOT NULL,
    extent_type TEXT NOT NULL CHECK (extent_type IN ('geojson', 'text'))
    -- text: name
) STRICT;

CREATE TABLE required_document (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER NOT NULL REFERENCES service(n),
    requirement_n INTEGER REFERENCES requirement(n),                                           -- +
    uri TEXT NOT NULL
    -- text: document
) STRICT;

CREATE TABLE taxonomy (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
    -- text: name, description
) STRICT;

CREATE TABLE taxonomy_term (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    taxonomy_n INTEGER NOT NULL REFERENCES taxonomy(n),
    icon TEXT NOT NULL,
    oe_code TEXT NOT NULL,        -- + cross-walks, by code only
    hxl_sector TEXT NOT NULL,
    signpost_section TEXT NOT NULL
    -- text: name
) STRICT;

CREATE TABLE attribute (          -- HSDS: link_entity + link_id; here the links the screens use
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service_n INTEGER NOT NULL REFERENCES service(n),
    taxonomy_term_n INTEGER NOT NULL REFERENCES taxonomy_term(n)
) STRICT;

CREATE TABLE hub_window (         -- + the hub's own counters: where "ask a person" sends people
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ord INTEGER NOT NULL
    -- text: name ("Ventanilla 2"), description (what they do there); hours through schedule
) STRICT;

-- Guidance: + throughout ------------------------------------------------------------------------

CREATE TABLE topic (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    parent_n INTEGER REFERENCES topic(n),   -- at most two levels; in the sheet: parent_id
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL,
    audience TEXT NOT NULL,       -- list of current (I live here), potential (I want to travel),
                                  -- returned (I came back), transit
    sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1))  -- protection topics: quick exit, no QR
    -- text: name, summary
) STRICT;

CREATE TABLE procedure (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    topic_n INTEGER NOT NULL REFERENCES topic(n),
    authority_organization_n INTEGER REFERENCES organization(n),
    question_n INTEGER REFERENCES question(n),   -- first question of its tree
    country TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('visa', 'residence', 'work', 'refuge', 'id_document', 'birth_cert',
        'return', 'school', 'health', 'legal', 'labour_claim', 'victim')),
    audience TEXT NOT NULL,
    icon TEXT NOT NULL,
    official_url TEXT NOT NULL,
    total_days_min INTEGER,       -- days until the paper is in hand
    total_days_max INTEGER,
    currency TEXT NOT NULL,
    fee INTEGER NOT NULL,         -- sum of what the authority charges, minor units; 0 = free
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,       -- hidden after this date; '' = open
    sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),
    qr_ok INTEGER NOT NULL CHECK (qr_ok IN (0, 1))
    -- text: name, summary, legal_basis, warning ("nobody may charge you for ...")
) STRICT;

CREATE TABLE step (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    procedure_n INTEGER NOT NULL REFERENCES procedure(n),
    ord INTEGER NOT NULL,
    place TEXT NOT NULL CHECK (place IN ('at_home', 'online', 'at_office', 'at_this_hub', 'at_consulate',
        'at_bank')),
    service_n INTEGER REFERENCES service(n),
    needs_appointment INTEGER NOT NULL CHECK (needs_appointment IN (0, 1)),
    est_days INTEGER,
    currency TEXT NOT NULL,
    cost INTEGER NOT NULL,        -- minor units; 0 = free
    can_be_done_by_other INTEGER NOT NULL CHECK (can_be_done_by_other IN (0, 1))
    -- text: name (starts with a verb, at most 20 words), description
) STRICT;

CREATE TABLE requirement (        -- a paper, once, whatever procedures ask for it
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    picture TEXT NOT NULL,        -- icon or picture id
    kind TEXT NOT NULL CHECK (kind IN ('identity', 'civil', 'criminal_record', 'photo', 'payment',
        'proof_of_work', 'proof_of_family', 'proof_of_address', 'health', 'school', 'form', 'other')),
    originals INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    certified TEXT NOT NULL CHECK (certified IN ('none', 'notary', 'apostille', 'consular')),
    sworn_translation INTEGER NOT NULL CHECK (sworn_translation IN (0, 1)),
    validity_months INTEGER,      -- not older than; NULL = does not expire
    issuer_organization_n INTEGER REFERENCES organization(n),
    issuer_service_n INTEGER REFERENCES service(n),
    currency TEXT NOT NULL,
    cost INTEGER NOT NULL,        -- minor units; 0 = free
    if_missing_procedure_n INTEGER REFERENCES procedure(n)
    -- text: name, description, where_to_get, if_missing
) STRICT;

CREATE TABLE step_requirement (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- in the sheet optional: <step>--<requirement>
    step_n INTEGER NOT NULL REFERENCES step(n),
    requirement_n INTEGER NOT NULL REFERENCES requirement(n),
    condition TEXT NOT NULL       -- '' or facts with & and !: "minor", "married&!minor"
    -- text: note
) STRICT;

CREATE TABLE fact (               -- names that answers set and conditions read; never kept
    n INTEGER PRIMARY KEY CHECK (n <= 64),
    id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE question (           -- yes/no or few-choice questions; at most 5 taps to an end
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    icon TEXT NOT NULL
    -- text: text, help
) STRICT;

CREATE TABLE answer (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question_n INTEGER NOT NULL REFERENCES question(n),
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL,
    sets TEXT NOT NULL,           -- '' or the fact this answer makes true
    next_question_n INTEGER REFERENCES question(n),   -- exactly one of the three ends
    procedure_n INTEGER REFERENCES procedure(n),
    ask_person INTEGER NOT NULL CHECK (ask_person IN (0, 1))
    -- text: text, result (said when the tree ends here)
) STRICT;

CREATE TABLE page (               -- pages/<id>.md, cut into blocks
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    topic_n INTEGER NOT NULL REFERENCES topic(n),
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL,
    audience TEXT NOT NULL,
    sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),
    service_n INTEGER REFERENCES service(n)   -- who helps with it
    -- text: name, summary
) STRICT;

CREATE TABLE page_block (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- <page>-<nn>
    page_n INTEGER NOT NULL REFERENCES page(n),
    ord INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'item', 'number', 'warning', 'picture')),
    picture TEXT NOT NULL
    -- text: text
) STRICT;

CREATE TABLE alert (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    starts TEXT NOT NULL,         -- date
    ends TEXT NOT NULL,           -- date, '' = until the next bundle
    severity TEXT NOT NULL CHECK (severity IN ('info', 'attention', 'danger')),
    page_n INTEGER REFERENCES page(n),
    service_n INTEGER REFERENCES service(n)
    -- text: name, text, area
) STRICT;

CREATE TABLE hotline (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL,
    country TEXT NOT NULL,
    phone_n INTEGER NOT NULL REFERENCES phone(n),
    topic_n INTEGER REFERENCES topic(n),
    free_call INTEGER NOT NULL CHECK (free_call IN (0, 1)),
    languages TEXT NOT NULL,      -- list of tags
    discreet INTEGER NOT NULL CHECK (discreet IN (0, 1))
    -- text: name, description, hours
) STRICT;

CREATE TABLE myth (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    topic_n INTEGER REFERENCES topic(n),
    ord INTEGER NOT NULL,
    valid_to TEXT NOT NULL
    -- text: claim, fact
) STRICT;

CREATE TABLE poster (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ord INTEGER NOT NULL,
    picture TEXT NOT NULL,
    audience TEXT NOT NULL,
    printable INTEGER NOT NULL CHECK (printable IN (0, 1))
    -- text: name, text
) STRICT;

CREATE TABLE lesson (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    topic_n INTEGER REFERENCES topic(n),
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL
    -- text: name, summary
) STRICT;

CREATE TABLE lesson_card (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lesson_n INTEGER NOT NULL REFERENCES lesson(n),
    ord INTEGER NOT NULL,
    picture TEXT NOT NULL
    -- text: text
) STRICT;

CREATE TABLE quiz_item (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lesson_n INTEGER NOT NULL REFERENCES lesson(n),
    ord INTEGER NOT NULL
    -- text: text, explanation
) STRICT;

CREATE TABLE quiz_answer (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    quiz_item_n INTEGER NOT NULL REFERENCES quiz_item(n),
    ord INTEGER NOT NULL,
    correct INTEGER NOT NULL CHECK (correct IN (0, 1))
    -- text: text
) STRICT;

CREATE TABLE learn_item (         -- courses, free or not, and how to enrol
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organization_n INTEGER REFERENCES organization(n),
    service_n INTEGER REFERENCES service(n),
    ord INTEGER NOT NULL,
    hours INTEGER NOT NULL,
    languages TEXT NOT NULL,
    certificate INTEGER NOT NULL CHECK (certificate IN (0, 1)),
    free INTEGER NOT NULL CHECK (free IN (0, 1))
    -- text: name, description, how_to
) STRICT;

CREATE TABLE event (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    location_n INTEGER REFERENCES location(n),
    service_n INTEGER REFERENCES service(n),
    starts TEXT NOT NULL,         -- date
    opens_at TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    icon TEXT NOT NULL
    -- text: name, description
) STRICT;

CREATE TABLE survey (             -- one question, picture answers, skip always offered
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL
    -- text: text
) STRICT;

CREATE TABLE survey_option (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    survey_n INTEGER NOT NULL REFERENCES survey(n),
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL
    -- text: text
) STRICT;

CREATE TABLE showcard (           -- shown to a clerk: large in the local language, small in the reader's
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ord INTEGER NOT NULL,
    icon TEXT NOT NULL,
    topic_n INTEGER REFERENCES topic(n),
    procedure_n INTEGER REFERENCES procedure(n)
    -- text: name (the situation), text (what the card says), legal_note
) STRICT;

-- Map ----------------------------------------------------------------------------------------------
-- The tables of MBTiles 1.3 (github.com/mapbox/mbtiles-spec) by their own names, with vector tiles whose
-- layers are those of Shortbread 1.0, and the walks. Made from map/ of the folder, read by map/ and
-- route/; all three are empty in content without a map.

CREATE TABLE metadata (           -- name, format (pbf), bounds, minzoom, maxzoom, attribution, data_date, ...
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tiles (
    zoom_level INTEGER NOT NULL CHECK (zoom_level BETWEEN 0 AND 22),
    tile_column INTEGER NOT NULL CHECK (tile_column >= 0),
    tile_row INTEGER NOT NULL CHECK (tile_row >= 0),  -- from the south
    tile_data BLOB NOT NULL,      -- Mapbox Vector Tile 2.1, packed by gzip
    PRIMARY KEY (zoom_level, tile_column, tile_row)
) STRICT;

CREATE TABLE route_graph (        -- a map of other programs has none: it is shown, nobody is led
    name TEXT PRIMARY KEY,        -- foot
    data BLOB NOT NULL            -- route/route.h says how it is laid out
) STRICT;

CREATE TABLE count_cell (         -- what the kiosk counts (counts/counts.h), from languages and topics
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,      -- visit, lang:ht, topic:work, referral:work, unmet:search, gap:ht, ...
    monthly INTEGER NOT NULL CHECK (monthly IN (0, 1)) -- of a protection topic: counted by month only
) STRICT;

-- Search ------------------------------------------------------------------------------------------
-- hub-bundle adds, per language, a contentless FTS5 table search_<n> (n of language_pack):
--   CREATE VIRTUAL TABLE search_1 USING fts5(name, body, content='', detail=none, prefix='1 2 3',
--       tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
-- detail=full for scripts without spaces, whose code points are indexed one by one and asked for as
-- phrases. It holds what screens show in that language, folded by text_fold_index(); what is asked for is
-- folded by text_fold_search(). rowid, the same in every language, is:
CREATE TABLE search_item (
    n INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,     -- procedure, page, service, hotline, myth, lesson, showcard
    record INTEGER NOT NULL,
    icon TEXT NOT NULL,
    UNIQUE (table_name, record)
) STRICT;
