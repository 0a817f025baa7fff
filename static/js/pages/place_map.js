// The map under the right column: the building, its loop and station, open orders, how far an incident reaches. It needs no
// tiles: shapes and labels of our own places are enough to say "that is two streets away". Drawn anew only for another building.

const section = document.querySelector("[data-place-map]");
let shown = null;
let map = null;
let layer = null;

function mark(leaflet, kind, at, label, { big = 12, side = "", priority = "", href = "" } = {}) {
  const icon = leaflet.divIcon({ className: "", iconSize: [big, big], html: `<i class="map-mark" data-mark="${kind}"${priority ? ` data-priority="${priority}"` : ""}></i>` });
  const made = leaflet.marker(at, { icon, keyboard: href !== "", alt: label, zIndexOffset: { building: 900, station: 500, order: 300 }[kind] ?? 0 });
  // A text node: what people typed as a name is never read as markup.
  made.bindTooltip(document.createTextNode(label), { permanent: side !== "", direction: side || "auto", offset: { top: [0, -9], bottom: [0, 7] }[side] ?? [0, 0] });
  if (href) made.on("click", () => window.open(href, "_blank", "noopener"));
  return made.addTo(layer);
}

function started(leaflet) {
  if (map) return;
  map = leaflet.map(section.querySelector("[data-map]"), { zoomControl: true, attributionControl: false, scrollWheelZoom: false });
  if (section.dataset.tiles) {
    leaflet.control.attribution({ prefix: false }).addTo(map);
    const said = document.createElement("span");
    said.textContent = section.dataset.attribution;
    leaflet.tileLayer(section.dataset.tiles, { attribution: said.innerHTML, maxZoom: 19 }).addTo(map);
  }
  leaflet.control.scale({ imperial: false, position: "topright" }).addTo(map);
  layer = leaflet.layerGroup().addTo(map);
}

function draw(leaflet, found) {
  layer.clearLayers();
  const points = [found.building.at];
  for (const one of found.incident?.stations ?? []) mark(leaflet, "incident", one.at, `${found.incident.label} · ${one.label}`, { big: 18 });
  for (const one of found.loop) {
    mark(leaflet, "loop", one.at, one.label, { big: 9 });
    points.push(one.at);
  }
  if (found.station) {
    mark(leaflet, "station", found.station.at, found.station.label, { side: "bottom" });
    leaflet.polyline([found.station.at, found.building.at], { weight: 1, dashArray: "4 4", color: "currentColor", interactive: false }).addTo(layer);
    points.push(found.station.at);
  }
  for (const one of found.orders) mark(leaflet, "order", one.at, `${one.label} ${one.priority} · ${one.place}`, { priority: one.priority, href: section.dataset.orders.replace("/0/", `/${one.id}/`) });
  mark(leaflet, "building", found.building.at, found.building.label, { big: 16, side: "top" });
  map.invalidateSize();
  map.fitBounds(leaflet.latLngBounds(points).pad(0.15), { maxZoom: 17, animate: false });
}

/** Show a building by its id; none, or one without a position, hides the map. */
export async function showMap(building) {
  if (!section || building === shown) return;
  shown = building;
  if (!building) {
    section.hidden = true;
    return;
  }
  try {
    const [answer, leaflet] = await Promise.all([fetch(`${section.dataset.placeMap}?building=${building}`, { credentials: "same-origin" }), import("leaflet")]);
    const found = answer.ok && !answer.redirected ? await answer.json() : {};
    if (building !== shown) return;
    section.hidden = !found.building;
    if (!found.building) return;
    started(leaflet);
    draw(leaflet, found);
  } catch {
    // Without the map the column says everything in words.
    section.hidden = true;
    shown = null;
  }
}
