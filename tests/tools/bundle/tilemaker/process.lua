-- A few layers of Shortbread for tilemaker 2 (Debian 12), which hands functions the object, and 3 (Debian 13),
-- which has it for a global.
node_keys = { "amenity", "shop", "place" }
way_keys = { "highway", "building", "landuse", "leisure", "natural" }

local function of(object)
    if object then
        return {
            find = function(key) return object:Find(key) end,
            layer = function(name, area) object:Layer(name, area) end,
            set = function(key, value) object:Attribute(key, value) end,
        }
    end
    return { find = Find, layer = Layer, set = Attribute }
end

function node_function(node)
    local it = of(node)
    if it.find("place") ~= "" then
        it.layer("place_labels", false)
        it.set("kind", it.find("place"))
    else
        it.layer("pois", false)
        it.set("amenity", it.find("amenity"))
    end
    it.set("name", it.find("name"))
end

function way_function(way)
    local it = of(way)
    if it.find("highway") ~= "" then
        it.layer("streets", false)
        it.set("kind", it.find("highway"))
    elseif it.find("building") ~= "" then
        it.layer("buildings", true)
    elseif it.find("landuse") .. it.find("leisure") .. it.find("natural") ~= "" and
        it.find("natural") ~= "coastline" then
        it.layer("land", true)
        it.set("kind", it.find("landuse") .. it.find("leisure") .. it.find("natural"))
    end
end
