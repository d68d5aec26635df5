#!/usr/bin/python3
"""Maps of hub-map's drawn by Mapnik, which has no C interface; bench-map and compare-mapnik call it.

draw.py import MAP.mbtiles FOLDER       what import.sql takes from a map as indexed shapefiles, of all sources the
                                        one that Mapnik is fastest from
draw.py serve FOLDER LOOK.ini PX_PER_MM reads lines "lat lon zoom labels width height [PNG]", answers each with the
                                        milliseconds of drawing alone
"""

import configparser
import copy
import math
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as tree

HERE = os.path.dirname(os.path.abspath(__file__))
CAP_OF_EM = 0.714  # Andika's capitals
THINNEST_PX = 0.66  # as firmware/mapview
COLUMNS = "kind name tunnel bridge admin_level maritime amenity leisure tourism shop historic office healthcare barrier".split()


def statements():
    """(table, layer, SQL) of import.sql."""
    text = open(os.path.join(HERE, "import.sql"), encoding="utf-8").read()
    for block in re.split(r"\n-- (?=\w+ \w+\n)", text)[1:]:
        head, sql = block.split("\n", 1)
        table, layer = head.split()
        yield table, layer, " ".join(sql.split()).rstrip("; ")


def fields(source, layer):
    """Its attributes; None if there is no such layer."""
    asked = subprocess.run(["ogrinfo", "-so", source, layer], capture_output=True, text=True)
    if asked.returncode or "Feature Count" not in asked.stdout:
        return None
    return re.findall(r"^(\w+): ", asked.stdout, re.MULTILINE)


def import_map(source, folder):
    os.makedirs(folder, exist_ok=True)
    for table, layer, sql in statements():
        there = fields(source, layer)
        if there is None:
            continue
        for column in COLUMNS:
            if column not in there:
                sql = re.sub(r"\b%s\b(?!')" % column, "NULL", sql)
        out = os.path.join(folder, table + ".shp")
        # With the tiles' margins, so that areas of neighbours overlap and no seams show.
        subprocess.run(["ogr2ogr", "-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8", out, source, "-oo",
            "CLIP=NO", "-dialect", "SQLite", "-sql", sql], check=True)
        if os.path.exists(out):
            subprocess.run(["shapeindex", out], check=True, capture_output=True)


class Look:
    """Numbers of a look at one zoom, in pixels."""

    def __init__(self, path, zoom, px_per_mm):
        self.zoom = zoom
        self.px_per_mm = px_per_mm
        self.file = configparser.ConfigParser(comment_prefixes=("# ",), inline_comment_prefixes=None)
        self.file.read(path, encoding="utf-8")

    def px(self, section, key):
        """Its length; "14:0.5 18:3" is interpolated."""
        text = self.file.get(section, key, fallback="")
        if ":" not in text:
            return float(text or 0) * self.px_per_mm
        stops = [tuple(map(float, stop.split(":"))) for stop in text.split()]
        below = max([stop for stop in stops if stop[0] <= self.zoom], default=stops[0])
        above = min([stop for stop in stops if stop[0] >= self.zoom], default=stops[-1])
        part = (self.zoom - below[0]) / (above[0] - below[0]) if above[0] > below[0] else 0
        return (below[1] + (above[1] - below[1]) * part) * self.px_per_mm

    def colour(self, section, key):
        text = self.file.get(section, key, fallback="none")
        return None if text == "none" else text

    def value(self, section, key):
        """What stands in style.xml for {key}, as text; None: nothing is drawn."""
        if "." in key:
            section, key = key.split(".")
        if key in ("fill", "edge", "casing", "tunnel", "ink", "halo", "dot", "ground"):
            return self.colour(section, key)
        if key == "dash":
            dash = self.file.get(section, "dash_mm").split()
            return ",".join("%.2f" % (float(mm) * self.px_per_mm) for mm in dash)
        if key == "tunnel_dash":
            return "%.2f,%.2f" % (self.px_per_mm, self.px_per_mm)
        if key == "size":
            return "%.1f" % (self.px(section, "cap_mm") / CAP_OF_EM)
        if key == "below":
            return "%.1f" % (self.px(section, "dot_mm") / 2 + self.px(section, "halo_mm") + 1)
        if key == "width":
            width = self.px(section, "width_mm")
        elif key == "cased":
            casing = self.px(section, "casing_mm")
            width = self.px(section, "width_mm") + 2 * casing if casing else 0
        else:
            width = self.px(section, key)
        return "%.2f" % max(width, THINNEST_PX) if width > 0 else None

    def shown(self, section):
        return self.zoom >= self.file.getint(section, "from", fallback=0)


def fill_in(look, section, element):
    """The element with its numbers; None if one of them is missing."""
    element = copy.deepcopy(element)
    for key, text in element.attrib.items():
        for token in re.findall(r"{([\w.]+)}", text):
            value = look.value(section, token)
            if value is None:
                return None
            text = text.replace("{%s}" % token, value)
        element.set(key, text)
    return element


def expand_rule(look, rule):
    """One rule for each class."""
    for name in rule.get("classes").split():
        section = name.replace("_", " ")
        made = tree.Element("Rule")
        test = "[class] = '%s'" % section
        tree.SubElement(made, "Filter").text = test + " and [below] = 1" if rule.get("tunnel") else test
        parts = [fill_in(look, section, part) for part in rule] if look.shown(section) else []
        for part, given in zip(parts, rule):
            if part is not None:
                part.attrib.pop("optional", None)
                made.append(part)
            elif not given.get("optional"):
                break
        yield made


def style(folder, look_file, zoom, px_per_mm, labels):
    """The filled style as XML."""
    look = Look(look_file, zoom, px_per_mm)
    root = tree.parse(os.path.join(HERE, "style.xml")).getroot()
    root.set("background-color", look.value("map", "ground"))
    for given in root.iter("Style"):
        for rule in list(given):
            given.remove(rule)
            given.extend(expand_rule(look, rule))
    for layer in list(root.iter("Layer")):
        shapes = os.path.join(os.path.abspath(folder), layer.get("name") + ".shp")
        if layer.attrib.pop("names", "no") == "yes" and not labels or not os.path.exists(shapes):
            root.remove(layer)
            continue
        layer.set("srs", "epsg:3857")
        source = tree.SubElement(layer, "Datasource")
        for key, value in {"type": "shape", "file": shapes, "encoding": "UTF-8"}.items():
            tree.SubElement(source, "Parameter", name=key).text = value
    return tree.tostring(root, encoding="unicode")


def window(mapnik, lat, lon, zoom, width, height):
    half = 20037508.342789244
    metres = 2 * half / (256 << zoom)
    x = math.radians(lon) / math.pi * half
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi * half
    return mapnik.Box2d(x - metres * width / 2, y - metres * height / 2, x + metres * width / 2,
        y + metres * height / 2)


def serve(folder, look_file, px_per_mm):
    import mapnik

    mapnik.FontEngine.register_font("/usr/share/fonts/truetype/andika/Andika-Regular.ttf")
    maps = {}
    for line in sys.stdin:
        lat, lon, zoom, labels, width, height, *png = line.split()
        key = (zoom, labels, width, height)
        if key not in maps:
            maps[key] = mapnik.Map(int(width), int(height))
            mapnik.load_map_from_string(
                maps[key], style(folder, look_file, int(zoom), px_per_mm, labels == "1"))
        shown = maps[key]
        shown.zoom_to_box(window(mapnik, float(lat), float(lon), int(zoom), int(width), int(height)))
        image = mapnik.Image(int(width), int(height))
        start = time.perf_counter()
        mapnik.render(shown, image)
        print("%.3f" % ((time.perf_counter() - start) * 1e3), flush=True)
        if png:
            image.save(png[0], "png")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "import":
        import_map(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 5 and sys.argv[1] == "serve":
        serve(sys.argv[2], sys.argv[3], float(sys.argv[4]))
    else:
        sys.exit(__doc__)


main()
