// The plane that a set is drawn on: which coordinate space is asked for, and how its axes lie on the screen.

/**
 * Pixel spaces have y down; millimetres of a slide are drawn with y up, as OpenLayers has it. `sign` is what y is multiplied
 * with on the way to the map and back.
 */
export class Plane {
  /** @param unitMm millimetres per unit of the space, undefined where nothing says it */
  constructor(space, unitMm) {
    this.space = space;
    this.sign = space === 'slide-mm' ? 1 : -1;
    this.unit = space === 'slide-mm' ? 'mm' : 'px';
    this.unitMm = space === 'slide-mm' ? 1 : unitMm;
    this.projection = new ol.proj.Projection({
      code: `glossa:${space}`,
      units: 'm',
      metersPerUnit: this.unitMm ? this.unitMm / 1000 : 1,
    });
  }

  /** The best space of a set: level 0 where it is known, else the source's own. */
  static of(set) {
    const available = set.spaces.filter((space) => space.available).map((space) => space.name);
    const space = ['level0-pixels', 'source-pixels', 'slide-mm', 'frame'].find((name) => available.includes(name));
    if (!space) throw new Error('No coordinate space of this set can be drawn');
    return new Plane(space, space === 'level0-pixels' ? set.slide?.columnSpacingMm : undefined);
  }

  toMap([x, y]) {
    return [x, y * this.sign];
  }

  toSpace([x, y]) {
    return [x, y * this.sign];
  }

  /** [minX, minY, maxX, maxY] of the space that covers an extent of the map. */
  boxOf([minX, minY, maxX, maxY]) {
    return this.sign < 0 ? [minX, -maxY, maxX, -minY] : [minX, minY, maxX, maxY];
  }

  extentOf(box) {
    return this.boxOf(box);
  }

  /** OpenLayers features of GeoJSON features whose coordinates are in this space. */
  read(collection) {
    // An annotation that GeoJSON cannot hold has no geometry: nothing to draw.
    const features = new ol.format.GeoJSON().readFeatures(collection).filter((feature) => feature.getGeometry());
    if (this.sign < 0) features.forEach((feature) => feature.getGeometry().applyTransform(negateY));
    return features;
  }
}

function negateY(input, output = new Array(input.length), stride = 2) {
  for (let i = 0; i < input.length; i += stride) {
    output[i] = input[i];
    output[i + 1] = -input[i + 1];
  }
  return output;
}
