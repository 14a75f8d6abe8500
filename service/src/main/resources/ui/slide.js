// The pyramid of a slide, read from DICOM JSON metadata, as a tile source of OpenLayers.
//
// Slides have y down, OpenLayers has y up. Everything in a slide's pixels is drawn at (x, -y): the tile grid hangs below the
// origin, and plane.js negates y for annotations. No other place knows about it.

import { getJson } from './api.js';
import { loadFrame } from './frames.js';

const VL_WHOLE_SLIDE = '1.2.840.10008.5.1.4.1.1.77.1.6';

/**
 * @param slide what /collections/{uid} says of the slide
 * @returns columns, rows and levels (finest first), each with its resolution in level-0 pixels per pixel
 */
export async function loadPyramid(slide, signal) {
  const series = `dicom-web/studies/${slide.studyInstanceUid}/series/${slide.seriesInstanceUid}`;
  const instances = await getJson(`${series}/metadata`, signal, 'application/dicom+json');
  const zero = instances.find((instance) => value(instance, '00080018') === slide.sopInstanceUid);
  if (!zero) throw new Error(`Level 0 (${slide.sopInstanceUid}) is not in the metadata of its series`);
  const pyramidUid = value(zero, '00080019');
  const levels = instances
    .filter((instance) => value(instance, '00080016') === VL_WHOLE_SLIDE)
    .filter((instance) => instance['00080008']?.Value?.[2] === 'VOLUME')
    .filter((instance) => value(instance, '00080019') === pyramidUid)
    .filter((instance) => value(instance, '00480006') <= value(zero, '00480006'))
    .map((instance) => readLevel(instance, series, value(zero, '00480006')))
    .sort((a, b) => a.resolution - b.resolution)
    .filter((level, i, all) => i === 0 || level.resolution > all[i - 1].resolution);
  return { columns: levels[0].columns, rows: levels[0].rows, levels };
}

/** A layer that shows the pyramid in a projection of level-0 pixels. */
export function slideLayer(pyramid, projection, onError) {
  const coarseFirst = [...pyramid.levels].reverse();
  const extent = [0, -pyramid.rows, pyramid.columns, 0];
  const source = new ol.source.ImageTile({
    projection,
    wrapX: false,
    transition: 0,
    tileGrid: new ol.tilegrid.TileGrid({
      extent,
      origin: [0, 0],
      resolutions: coarseFirst.map((level) => level.resolution),
      tileSizes: coarseFirst.map((level) => [level.tileColumns, level.tileRows]),
    }),
    loader: async (z, x, y, { signal }) => {
      const level = coarseFirst[z];
      const frame = level.frameAt(x, y);
      if (frame === undefined) return blank(level);
      try {
        return await loadFrame(`${level.path}/frames/${frame}`, level.pixels, signal);
      } catch (failure) {
        if (failure.name !== 'AbortError') onError(failure);
        throw failure;
      }
    },
  });
  return new ol.layer.Tile({ source, extent, className: 'slide' });
}

function readLevel(instance, series, columnsOfLevelZero) {
  const columns = value(instance, '00480006');
  const tileColumns = value(instance, '00280011');
  const tileRows = value(instance, '00280010');
  return {
    path: `${series}/instances/${value(instance, '00080018')}`,
    columns,
    rows: value(instance, '00480007'),
    tileColumns,
    tileRows,
    resolution: columnsOfLevelZero / columns,
    frameAt: frames(instance, Math.ceil(columns / tileColumns), tileColumns, tileRows),
    pixels: {
      columns: tileColumns,
      rows: tileRows,
      samples: value(instance, '00280002') ?? 1,
      bitsAllocated: value(instance, '00280100') ?? 8,
      bitsStored: value(instance, '00280101') ?? 8,
      planar: value(instance, '00280006') === 1,
      photometric: value(instance, '00280004'),
    },
  };
}

/** A function from a tile's column and row (from 0) to its frame number (from 1); the first focal plane and optical path. */
function frames(instance, tilesPerRow, tileColumns, tileRows) {
  const perFrame = instance['52009230']?.Value ?? [];
  if (value(instance, '00209311') === 'TILED_FULL' || !perFrame.some((item) => item['0048021A'])) {
    return (x, y) => y * tilesPerRow + x + 1;
  }
  const numbers = new Map();
  perFrame.forEach((item, i) => {
    const position = item['0048021A']?.Value?.[0] ?? {};
    const x = (value(position, '0048021E') - 1) / tileColumns;
    const y = (value(position, '0048021F') - 1) / tileRows;
    if (!numbers.has(`${x},${y}`)) numbers.set(`${x},${y}`, i + 1);
  });
  return (x, y) => numbers.get(`${x},${y}`);
}

/** The first value of an attribute; numbers also where the JSON holds them as strings. */
function value(instance, tag) {
  const element = instance[tag];
  const first = element?.Value?.[0];
  return typeof first === 'string' && /^(DS|IS|US|UL)$/.test(element.vr) ? Number(first) : first;
}

function blank(level) {
  const canvas = document.createElement('canvas');
  canvas.width = level.tileColumns;
  canvas.height = level.tileRows;
  return canvas;
}
