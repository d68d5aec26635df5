-- Version 1. @ID@, @BYTES@: ledger.c puts in what each database calls them.
CREATE TABLE hub (
    id @ID@,
    network TEXT NOT NULL,
    name TEXT NOT NULL,
    key @BYTES@ NOT NULL,     -- Ed25519, 32 bytes
    label TEXT NOT NULL,      -- what people call it
    place TEXT NOT NULL,      -- code of its area
    enrolled INTEGER NOT NULL, -- day since 1970
    revoked INTEGER           -- day; NULL: it may send
);
CREATE UNIQUE INDEX hub_name ON hub (network, name);

-- What hubs sent, byte for byte; rows are added, never changed or removed. Everything else can be made anew
-- from here.
CREATE TABLE record (
    id @ID@,
    hub BIGINT NOT NULL REFERENCES hub (id),
    period TEXT NOT NULL,
    kind INTEGER NOT NULL,     -- 0 week, 1 month, 2 year
    day INTEGER NOT NULL,      -- that says where the period belongs: Thursday, 15th, 1 July
    clock INTEGER NOT NULL,    -- 0 sure, 1 floor, 2 manual
    received INTEGER NOT NULL, -- day since 1970
    visit_least INTEGER NOT NULL, -- of the cell "visit"; 0 and 0 without one
    visit_most INTEGER NOT NULL,
    hash @BYTES@ NOT NULL,     -- BLAKE2b-256 of body
    body @BYTES@ NOT NULL
);
-- A hub closes a period once: this index is why nothing is ever counted twice.
CREATE UNIQUE INDEX record_once ON record (hub, period);
-- All that reports ask of a record without its bytes, so that they need not pass over those.
CREATE INDEX record_day ON record (day, period, hub, kind, clock, visit_least, visit_most);

-- Sums over the hubs of a network, kept so that a report does not read every record again.
CREATE TABLE tallied (
    network TEXT NOT NULL,
    period TEXT NOT NULL,
    records BIGINT NOT NULL,   -- that the sums are of; more in record: they are old
    PRIMARY KEY (network, period)
);
CREATE TABLE tally (
    network TEXT NOT NULL,
    period TEXT NOT NULL,
    kind INTEGER NOT NULL,
    day INTEGER NOT NULL,
    cell TEXT NOT NULL,
    noise_num INTEGER NOT NULL,
    noise_den INTEGER NOT NULL,
    threshold INTEGER NOT NULL,
    records BIGINT NOT NULL,   -- that have the cell
    small BIGINT NOT NULL,     -- of them below the threshold
    least BIGINT NOT NULL,
    most BIGINT NOT NULL,
    PRIMARY KEY (network, period, cell, noise_num, noise_den, threshold)
);
CREATE INDEX tally_day ON tally (day);
