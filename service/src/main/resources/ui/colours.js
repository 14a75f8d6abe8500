// How groups are drawn: in the colour that the service gives for each.

function withAlpha(hex, alpha) {
  return hex + Math.round(alpha * 255).toString(16).padStart(2, '0');
}

/** Styles of a group at a resolution of the view: thin lines where nuclei are a few pixels wide, outlines and a tint nearer. */
export class GroupStyles {
  constructor(groups) {
    this.byNumber = new Map(groups.map((group) => [group.number, stylesOf(group.color)]));
    this.fallback = stylesOf('#e69f00');
  }

  of(feature, isNear) {
    const styles = this.byNumber.get(feature.get('dicom')?.groupNumber) ?? this.fallback;
    return isNear ? styles.near : styles.far;
  }
}

function stylesOf(colour) {
  const style = (width, fillAlpha, radius) => {
    const stroke = new ol.style.Stroke({ color: colour, width });
    const fill = new ol.style.Fill({ color: withAlpha(colour, fillAlpha) });
    const dot = new ol.style.Circle({ radius, fill: new ol.style.Fill({ color: colour }), stroke: new ol.style.Stroke({ color: '#000000a0', width: 1 }) });
    return new ol.style.Style({ stroke, fill, image: dot });
  };
  return { near: style(2, 0.12, 4.5), far: style(1, 0.35, 2.5) };
}

/** How a picked annotation stands out, whatever its colour and the tissue's: white on black. */
export function pickedStyles() {
  const ring = (color, width, radius) =>
    new ol.style.Style({
      stroke: new ol.style.Stroke({ color, width }),
      image: new ol.style.Circle({ radius, stroke: new ol.style.Stroke({ color, width }) }),
    });
  return [ring('#000000', 6, 7), ring('#ffffff', 2.5, 7)];
}
