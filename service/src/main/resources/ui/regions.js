// Keeps the annotations of the viewport loaded: asks the region query after each move, and says honestly what is not shown.

import { GEOJSON, findInRegion, getJson } from './api.js';

/** The most annotations drawn at once, which is also the most that one GeoJSON answer holds. */
const MOST = 10000;
const FIRST = 2500;
const SETTLE_MS = 120;
/** Cells across and down when not all fit: each gets its share, so that a sample covers the whole viewport. */
const CELLS = [8, 6];

export class RegionLoader {
  /**
   * @param events shown({returned, matched}), failed(error), busy(isBusy)
   */
  constructor(map, source, events) {
    this.map = map;
    this.source = source;
    this.events = events;
    this.running = null;
    this.timer = 0;
    this.set = null;
    map.on('moveend', () => this.settle());
  }

  /** [minX, minY, maxX, maxY] of what the map shows, in the set's space. */
  viewport() {
    return this.plane.boxOf(this.map.getView().calculateExtent(this.map.getSize()));
  }

  /** Shows a set's annotations from now on; null clears. Groups are numbers, null for all. */
  show(set, plane, groups) {
    this.stop();
    if (set !== this.set) this.source.clear();
    this.set = set;
    this.plane = plane;
    this.groups = groups;
    this.covered = null;
    if (set) this.settle(0);
  }

  get isBusy() {
    return this.running !== null || this.timer !== 0;
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.running?.abort();
    this.running = null;
  }

  settle(delay = SETTLE_MS) {
    if (!this.set) return;
    // The first move of a new view ends where its load has begun.
    if (this.running && this.asked === String(this.viewport())) return;
    this.stop();
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.load();
    }, delay);
    this.events.busy(true);
  }

  async load() {
    const viewport = this.viewport();
    if (this.covered && contains(this.covered, viewport)) {
      this.events.busy(this.isBusy);
      return;
    }
    const controller = new AbortController();
    this.running = controller;
    this.asked = String(viewport);
    let again = 0;
    try {
      const answer = this.groups?.length === 0 ? NOTHING : await this.ask(grow(viewport), viewport, controller.signal);
      if (this.running !== controller) return;
      this.source.clear(true);
      this.source.addFeatures(answer.features);
      this.covered = answer.covered;
      this.events.shown(answer);
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.events.failed(failure);
        // Columns that are being rebuilt, or too much to do: the service says when to ask again.
        if (this.running === controller && failure.retryAfterSeconds > 0) again = 1000 * failure.retryAfterSeconds;
      }
    } finally {
      if (this.running === controller) {
        this.running = null;
        if (again > 0) this.settle(again);
        this.events.busy(this.isBusy);
      }
    }
  }

  /** All of a box somewhat larger than the viewport when it fits, so that a small pan asks nothing; else what fits. */
  async ask(grown, viewport, signal) {
    const first = await this.find(grown, FIRST, signal);
    if (first.numberMatched <= MOST) {
      const rest = nextOf(first);
      const parts = rest ? [first, await getJson(rest, signal, GEOJSON)] : [first];
      return this.answer(parts, first.numberMatched, grown);
    }
    const { numberMatched } = await this.find(viewport, 1, signal);
    if (numberMatched <= MOST) {
      return this.answer([await this.find(viewport, MOST, signal)], numberMatched, viewport);
    }
    const share = Math.floor(MOST / (CELLS[0] * CELLS[1]));
    const parts = await Promise.all(cells(viewport).map((cell) => this.find(cell, share, signal)));
    return this.answer(parts, numberMatched, null);
  }

  find(box, limit, signal) {
    return findInRegion({ uid: this.set.sopInstanceUid, box, space: this.plane.space, groups: this.groups, limit }, signal);
  }

  answer(collections, matched, covered) {
    // An annotation on the border of two cells comes with both.
    const byId = new Map(collections.flatMap((part) => this.plane.read(part)).map((feature) => [feature.getId(), feature]));
    return { features: [...byId.values()], returned: byId.size, matched, covered };
  }
}

/** The next page, asked with as much as may still be drawn; by path, since the service may know itself by another name. */
function nextOf(collection) {
  const link = collection.links?.find(({ rel }) => rel === 'next');
  if (!link) return null;
  const { pathname, searchParams } = new URL(link.href);
  searchParams.set('limit', String(MOST - FIRST));
  return `${pathname.slice(pathname.lastIndexOf('/collections/') + 1)}?${searchParams}`;
}

const NOTHING = { features: [], returned: 0, matched: 0, covered: null };

function contains(outer, inner) {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

function grow([minX, minY, maxX, maxY]) {
  const x = (maxX - minX) / 8;
  const y = (maxY - minY) / 8;
  return [minX - x, minY - y, maxX + x, maxY + y];
}

function cells([minX, minY, maxX, maxY]) {
  const [across, down] = CELLS;
  const x = (i) => minX + ((maxX - minX) * i) / across;
  const y = (i) => minY + ((maxY - minY) * i) / down;
  return Array.from({ length: across * down }, (_, i) => {
    const column = i % across;
    const row = Math.floor(i / across);
    return [x(column), y(row), x(column + 1), y(row + 1)];
  });
}
