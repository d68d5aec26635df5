-- What Mapnik draws from: a map of hub-map's, read by GDAL. One statement a table, "-- TABLE LAYER" before it;
-- a table whose layer the map does not have is left out. Classes are the sections of assets/map/light.ini,
-- levels those of firmware/mapview: below ground, on it, on bridges.

-- sea ocean
SELECT ST_Union(geometry) AS geometry, 'sea' AS class FROM ocean;

-- land land
SELECT geometry, CASE
    WHEN kind IN ('residential') THEN 'built'
    WHEN kind IN ('industrial', 'commercial', 'retail', 'railway', 'landfill', 'brownfield', 'garages',
        'quarry', 'construction') THEN 'trade'
    WHEN kind IN ('farmland', 'farmyard', 'orchard', 'vineyard', 'allotments', 'greenhouse_horticulture',
        'plant_nursery') THEN 'field'
    WHEN kind IN ('grass', 'meadow', 'village_green', 'recreation_ground', 'greenfield', 'heath', 'scrub',
        'grassland') THEN 'meadow'
    WHEN kind IN ('forest', 'wood') THEN 'forest'
    WHEN kind IN ('sand', 'beach', 'bare_rock', 'scree', 'shingle') THEN 'sand'
    WHEN kind IN ('swamp', 'bog', 'string_bog', 'wet_meadow', 'marsh', 'mangrove') THEN 'wetland'
    WHEN kind IN ('park', 'garden', 'golf_course', 'playground', 'miniature_golf') THEN 'park'
    WHEN kind IN ('cemetery', 'grave_yard') THEN 'cemetery'
    END AS class FROM land;

-- sites sites
SELECT geometry, CASE
    WHEN kind IN ('university', 'school', 'college') THEN 'school'
    WHEN kind IN ('hospital') THEN 'hospital'
    WHEN kind IN ('sports_center', 'sports_centre') THEN 'sport'
    WHEN kind IN ('parking', 'bicycle_parking') THEN 'parking'
    WHEN kind IN ('prison', 'danger_area') THEN 'closed'
    WHEN kind IN ('construction') THEN 'trade'
    END AS class FROM sites;

-- water water_polygons
SELECT ST_Union(geometry) AS geometry, 'water' AS class FROM water_polygons;

-- streams water_lines
SELECT geometry, tunnel AS below, CASE
    WHEN kind IN ('river', 'canal') THEN 'river'
    WHEN kind IN ('stream', 'ditch', 'drain') THEN 'stream'
    END AS class FROM water_lines;

-- piers pier_polygons
SELECT geometry, 'pier' AS class FROM pier_polygons;

-- pier_lines pier_lines
SELECT geometry, 0 AS below, 'pier line' AS class FROM pier_lines;

-- squares street_polygons
SELECT geometry, 'square' AS class FROM street_polygons;

-- buildings buildings
SELECT geometry, 'building' AS class FROM buildings;

-- streets streets
SELECT geometry, tunnel AS below, CASE WHEN bridge THEN 2 WHEN tunnel THEN 0 ELSE 1 END AS level,
    CASE kind
        WHEN 'rail' THEN 13 WHEN 'narrow_gauge' THEN 13 WHEN 'light_rail' THEN 11 WHEN 'tram' THEN 11
        WHEN 'subway' THEN 11 WHEN 'funicular' THEN 11 WHEN 'monorail' THEN 11 WHEN 'motorway' THEN 10
        WHEN 'trunk' THEN 9 WHEN 'primary' THEN 8 WHEN 'secondary' THEN 7 WHEN 'tertiary' THEN 6
        WHEN 'living_street' THEN 4 WHEN 'pedestrian' THEN 4 WHEN 'service' THEN 3 WHEN 'track' THEN 2
        WHEN 'footway' THEN 2 WHEN 'path' THEN 2 WHEN 'cycleway' THEN 2 WHEN 'steps' THEN 1
        WHEN 'runway' THEN 0 WHEN 'taxiway' THEN 0 ELSE 5 END AS rank,
    CASE
    WHEN kind IN ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'service', 'track', 'steps')
        THEN kind
    WHEN kind IN ('unclassified', 'residential', 'busway', 'bus_guideway', 'road') THEN 'street'
    WHEN kind IN ('living_street', 'pedestrian') THEN 'living'
    WHEN kind IN ('footway', 'path', 'cycleway', 'bridleway', 'corridor', 'platform') THEN 'path'
    WHEN kind IN ('rail', 'narrow_gauge') THEN 'rail'
    WHEN kind IN ('light_rail', 'tram', 'subway', 'funicular', 'monorail') THEN 'tram'
    WHEN kind IN ('runway', 'taxiway') THEN 'runway'
    END AS class FROM streets ORDER BY level, rank;

-- ferries ferries
SELECT geometry, 0 AS below, 'ferry' AS class FROM ferries;

-- cables aerialways
SELECT geometry, 0 AS below, 'cable' AS class FROM aerialways;

-- borders boundaries
SELECT geometry, 0 AS below, 'border' AS class FROM boundaries WHERE admin_level = 2 AND maritime IS NOT 1;

-- street_names street_labels
SELECT geometry, name, CASE
    WHEN kind IN ('motorway', 'trunk', 'primary', 'secondary', 'tertiary') THEN 'name main street'
    WHEN kind IN ('footway', 'path', 'cycleway', 'bridleway', 'steps', 'track', 'service') THEN 'name path'
    ELSE 'name street' END AS class FROM street_labels WHERE name <> '' AND NOT tunnel ORDER BY class;

-- stream_names water_lines_labels
SELECT geometry, name, 'name water' AS class FROM water_lines_labels WHERE name <> '' AND NOT tunnel;

-- square_names streets_polygons_labels
SELECT geometry, name, 'name street' AS class FROM streets_polygons_labels WHERE name <> '';

-- water_names water_polygons_labels
SELECT geometry, name, 'name water' AS class FROM water_polygons_labels WHERE name <> '';

-- places place_labels
SELECT geometry, name, CASE
    WHEN kind IN ('capital', 'state_capital', 'city') THEN 'name city'
    WHEN kind IN ('town', 'village') THEN 'name town'
    WHEN kind IN ('suburb', 'quarter', 'neighbourhood', 'hamlet') THEN 'name quarter'
    END AS class FROM place_labels WHERE name <> '' ORDER BY class;

-- stops public_transport
SELECT geometry, name, CASE WHEN kind IN ('bus_stop', 'tram_stop') THEN 'name stop' ELSE 'name station' END
    AS class FROM public_transport WHERE name <> '' AND kind <> 'helipad' ORDER BY class;

-- points pois
SELECT geometry, name, CASE
    WHEN amenity IN ('hospital', 'clinic', 'police', 'fire_station', 'pharmacy', 'doctors')
        OR healthcare IN ('hospital', 'clinic', 'centre', 'pharmacy', 'doctor', 'midwife') THEN 'name help'
    WHEN amenity IN ('bus_station', 'ferry_terminal') THEN 'name station'
    WHEN amenity IN ('townhall', 'courthouse', 'embassy', 'refugee_site', 'university', 'college', 'library',
        'marketplace', 'post_office', 'social_facility', 'school', 'community_centre', 'social_centre',
        'place_of_worship', 'kindergarten', 'childcare') THEN 'name public'
    WHEN office IN ('diplomatic', 'government', 'ngo', 'employment_agency', 'lawyer')
        OR barrier IN ('border_control') THEN 'name public'
    WHEN leisure IN ('park', 'garden', 'stadium', 'sports_centre') THEN 'name public'
    WHEN tourism IN ('museum', 'zoo', 'theme_park') THEN 'name public'
    WHEN shop <> '' OR amenity IN ('bank', 'bureau_de_change', 'money_transfer', 'theatre', 'cinema',
        'toilets', 'fuel', 'cafe', 'restaurant', 'fast_food', 'internet_cafe', 'nightclub', 'pub', 'bar')
        OR tourism IN ('hotel', 'hostel', 'guest_house', 'motel')
        OR historic IN ('monument', 'castle', 'fort', 'memorial') THEN 'name shop'
    END AS class FROM pois WHERE name <> '' ORDER BY class;
