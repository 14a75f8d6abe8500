// The page: a list of sets, one of them on the map with its slide, its annotations by region, its legend and details.

import { address, describeSet } from './api.js';
import { GroupStyles, pickedStyles } from './colours.js';
import { byId, number } from './dom.js';
import { drawDetail, drawEmpty, drawLegend, hideDetail, hideLegend } from './panels.js';
import { pushSet, readAddress, writeAddress } from './permalink.js';
import { Plane } from './plane.js';
import { RegionLoader } from './regions.js';
import { SetList } from './sets.js';
import { loadPyramid, slideLayer } from './slide.js';

/** Above this many units per CSS pixel a nucleus is a few pixels wide. */
const NEAR_RESOLUTION = 3;
/** Units of the space per CSS pixel: how near and how far one may go beyond the whole. */
const FINEST_PX = 1 / 32;
const FARTHEST = 4;

const source = new ol.source.Vector({ wrapX: false });
const pickedSource = new ol.source.Vector({ wrapX: false });
let styles = new GroupStyles([]);
const overlay = new ol.layer.Vector({
  source,
  className: 'overlay',
  style: (feature, resolution) => styles.of(feature, resolution * (shown?.pxPerUnit ?? 1) <= NEAR_RESOLUTION),
});
const picked = new ol.layer.Vector({ source: pickedSource, className: 'picked', style: pickedStyles() });
const scale = new ol.control.ScaleLine({ units: 'metric', minWidth: 90 });
const map = new ol.Map({
  target: 'map',
  controls: [new ol.control.Zoom(), scale],
  // By default a map that can have the focus ignores the mouse until it has it.
  interactions: ol.interaction.defaults.defaults({ onFocusOnly: false }),
  layers: [overlay, picked],
});
const loader = new RegionLoader(map, source, { shown: showCount, failed: showAlert, busy: () => settleBusy() });
const list = new SetList({
  chosen: choose,
  changed: reopen,
  first: (set) => open(readAddress().set ?? set.sopInstanceUid, readAddress()),
  failed: showAlert,
});

/** The set on the map: set, plane, hidden groups, pxPerUnit (roughly, for line widths). */
let shown = null;
let opening = null;
let isRendered = false;

async function start() {
  drawEmpty(address('').href.replace(/\/$/, ''));
  await list.poll();
  const wanted = readAddress();
  if (list.sets.length === 0 && wanted.set) await open(wanted.set, wanted);
  byId('empty').hidden = list.sets.length > 0;
  settleBusy();
}

function choose(uid) {
  if (uid === shown?.set.sopInstanceUid) return;
  pushSet(uid);
  open(uid, readAddress());
}

function reopen(set, before) {
  // With its slide a set is shown in another space: the place in the address means nothing there.
  const isMoved = Boolean(before.slide) !== Boolean(set.slide);
  open(set.sopInstanceUid, isMoved ? { ...readAddress(), x: null } : readAddress());
}

async function open(uid, wanted) {
  opening?.abort();
  const controller = new AbortController();
  opening = controller;
  byId('empty').hidden = true;
  list.select(uid);
  unpick();
  try {
    const set = await describeSet(uid, controller.signal);
    const plane = Plane.of(set);
    const pyramid = plane.space === 'level0-pixels' && set.slide ? await loadPyramid(set.slide, controller.signal) : null;
    if (opening !== controller) return;
    hideAlert();
    show(set, plane, pyramid, wanted);
  } catch (failure) {
    if (failure.name !== 'AbortError') showAlert(failure);
  } finally {
    if (opening === controller) {
      opening = null;
      settleBusy();
    }
  }
}

function show(set, plane, pyramid, wanted) {
  const box = pyramid ? [0, 0, pyramid.columns, pyramid.rows] : extentOf(set, plane);
  shown = { set, plane, hidden: wanted.hidden, pxPerUnit: plane.unit === 'mm' ? 4000 : 1 };
  styles = new GroupStyles(set.groups);
  map.getLayers().clear();
  if (pyramid) map.addLayer(slideLayer(pyramid, plane.projection, (failure) => showAlert(new Error(`A tile of the slide is missing: ${failure.message}`))));
  map.addLayer(overlay);
  map.addLayer(picked);
  map.setView(viewOf(plane, box, wanted));
  scale.element.hidden = plane.unitMm === undefined;
  overlay.setVisible(wanted.overlay);
  byId('overlay').checked = wanted.overlay;
  drawLegend(set, plane, shown.hidden, hideGroups);
  document.title = `${set.contentLabel || set.sopInstanceUid} · Glossa`;
  if (set.state === 'ready') loader.show(set, plane, visibleGroups());
  else {
    loader.show(null);
    showState(set);
  }
}

/** Where the annotations of a set without a slide are, in its space. */
function extentOf(set, plane) {
  const named = set.spaces.find(({ name }) => name === plane.space)?.extent;
  return named ?? [0, 0, 1000, 1000];
}

function viewOf(plane, box, wanted) {
  const [minX, minY, maxX, maxY] = plane.extentOf(box);
  const [width, height] = map.getSize() ?? [1000, 700];
  // A single point has no extent: some room around it, in its own unit.
  const room = plane.unit === 'mm' ? 0.02 : 50;
  const fit = 1.04 * Math.max(Math.max(maxX - minX, room) / width, Math.max(maxY - minY, room) / height);
  const isPlaced = wanted.x !== null && wanted.y !== null && wanted.zoom !== null;
  return new ol.View({
    projection: plane.projection,
    center: isPlaced ? plane.toMap([wanted.x, wanted.y]) : [(minX + maxX) / 2, (minY + maxY) / 2],
    resolution: isPlaced ? 2 ** -wanted.zoom : fit,
    minResolution: Math.min(fit, plane.unit === 'mm' ? FINEST_PX / 4000 : FINEST_PX),
    maxResolution: fit * FARTHEST,
    enableRotation: false,
    constrainOnlyCenter: true,
    extent: [minX - room, minY - room, maxX + room, maxY + room],
  });
}

function visibleGroups() {
  if (shown.hidden.length === 0) return null;
  return shown.set.groups.map(({ number: n }) => n).filter((n) => !shown.hidden.includes(n));
}

function hideGroups(hidden) {
  shown.hidden = hidden;
  unpick();
  if (shown.set.state === 'ready') loader.show(shown.set, shown.plane, visibleGroups());
  remember();
}

function setOverlay(isOn) {
  overlay.setVisible(isOn);
  picked.setVisible(isOn);
  byId('overlay').checked = isOn;
  remember();
}

function remember() {
  if (!shown) return;
  const view = map.getView();
  const [x, y] = shown.plane.toSpace(view.getCenter());
  writeAddress({ set: shown.set.sopInstanceUid, x, y, zoom: -Math.log2(view.getResolution()), hidden: shown.hidden, overlay: overlay.getVisible() });
}

function showCount({ returned, matched }) {
  if (returned >= matched) byId('notice').hidden = true;
  else notice(`Showing ${number(returned)} of ${number(matched)} annotations: zoom in to see all`);
}

function showState({ state, progress, findings }) {
  if (state === 'failed') showAlert(new Error(`This set could not be indexed. ${findings?.map(({ sentence }) => sentence).join(' ') ?? ''}`));
  else notice(state === 'indexing' ? `Indexing: ${number(progress.done)} of ${number(progress.total)} annotations` : 'Stored, waiting to be indexed');
}

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').hidden = false;
}

function showAlert(failure) {
  byId('alert-text').textContent = failure.message;
  byId('alert').hidden = false;
}

function hideAlert() {
  byId('alert').hidden = true;
  byId('notice').hidden = true;
}

function pickAt(pixel) {
  const feature = map.forEachFeatureAtPixel(pixel, (hit) => hit, { hitTolerance: 4, layerFilter: (layer) => layer === overlay });
  if (feature) pick(feature);
  else unpick();
}

function pick(feature) {
  pickedSource.clear();
  pickedSource.addFeature(feature);
  const centre = ol.extent.getCenter(feature.getGeometry().getExtent());
  drawDetail(feature, shown.set, shown.plane, shown.plane.toSpace(centre));
}

function unpick() {
  pickedSource.clear();
  hideDetail();
}

/** aria-busy is false when everything that the view needs has been fetched and drawn. */
function settleBusy() {
  const isBusy = opening !== null || loader.isBusy || (shown !== null && !isRendered);
  byId('view').setAttribute('aria-busy', String(isBusy));
  if (isBusy) map.render();
}

map.on('movestart', () => (isRendered = false));
map.on('precompose', () => (isRendered = false));
map.on('rendercomplete', () => {
  isRendered = true;
  settleBusy();
});
map.on('moveend', remember);
map.on('click', (event) => shown && pickAt(event.pixel));
map.on('pointermove', (event) => {
  if (!shown) return;
  const [x, y] = shown.plane.toSpace(event.coordinate);
  const digits = shown.plane.unit === 'mm' ? 4 : 1;
  byId('readout').textContent = `x ${x.toFixed(digits)}  y ${y.toFixed(digits)} ${shown.plane.unit}`;
});
addEventListener('popstate', () => {
  const wanted = readAddress();
  if (wanted.set) open(wanted.set, wanted);
});
addEventListener('keydown', (event) => {
  if (event.target.matches('input[type=text], textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') unpick();
  if (event.key === 'o') setOverlay(!overlay.getVisible());
});
byId('map').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !shown) return;
  const view = map.getView();
  const nearest = source.getClosestFeatureToCoordinate(view.getCenter());
  if (!nearest) return;
  pick(nearest);
  const { geometry } = nearest.getProperties();
  if (!geometry.intersectsExtent(view.calculateExtent())) view.animate({ center: ol.extent.getCenter(geometry.getExtent()), duration: 200 });
});
byId('overlay').addEventListener('change', (event) => setOverlay(event.target.checked));
byId('detail-close').addEventListener('click', unpick);
byId('alert-close').addEventListener('click', () => (byId('alert').hidden = true));

start();
