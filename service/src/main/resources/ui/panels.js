// The legend of a set's groups, and the details of a picked annotation.

import { byId, element, number } from './dom.js';

/** Fills the legend; toggled is called with the numbers of the hidden groups. */
export function drawLegend(set, plane, hidden, toggled) {
  const rows = set.groups.map((group) => {
    const box = element('input', { type: 'checkbox', checked: !hidden.includes(group.number) });
    box.addEventListener('change', () => {
      const boxes = [...byId('groups').querySelectorAll('input')];
      toggled(set.groups.filter((_, i) => !boxes[i].checked).map(({ number: n }) => n));
    });
    const swatch = element('span', { className: `swatch ${group.graphicType.toLowerCase()}`, 'aria-hidden': 'true' });
    swatch.style.setProperty('--colour', group.color);
    return element(
      'li',
      {},
      element(
        'label',
        { className: 'group' },
        box,
        swatch,
        element('span', { className: 'group-name' }, group.label || group.type.meaning),
        element('span', { className: 'count' }, number(group.numberOfAnnotations)),
        element('span', { className: 'muted group-facts' }, `${group.type.meaning} · ${group.graphicType.toLowerCase()}`),
      ),
    );
  });
  byId('groups').replaceChildren(...rows);
  byId('space').textContent = spaceSentence(set, plane);
  byId('legend').hidden = false;
}

function spaceSentence(set, plane) {
  if (plane.space === 'level0-pixels') return 'Coordinates are pixels of level 0, y down.';
  const missing = set.spaces.find((space) => space.missing)?.missing;
  const which = plane.space === 'slide-mm' ? 'millimetres of the slide, y up' : 'pixels of the annotated image, y down';
  return `Coordinates are ${which}. ${missing ? `Post the slide that holds ${missing} to see it behind them.` : ''}`;
}

export function hideLegend() {
  byId('legend').hidden = true;
}

/** Shows one annotation; centre is in the set's space. */
export function drawDetail(feature, set, plane, centre) {
  const dicom = feature.get('dicom') ?? {};
  const group = set.groups.find(({ number: n }) => n === dicom.groupNumber);
  byId('detail-title').textContent = `Annotation ${feature.getId()}`;
  const colour = element('span', { className: 'swatch', 'aria-hidden': 'true' });
  if (group) colour.style.setProperty('--colour', group.color);
  const facts = [
    ['Id', String(feature.getId())],
    ['Class', [colour, feature.get('classification')?.name ?? '']],
    ['Code', code(dicom.type)],
    ['Category', dicom.category?.meaning],
    ['Group', group ? `${group.number} · ${group.label}` : String(dicom.groupNumber ?? '')],
    ['Graphic type', dicom.graphicType],
    ['Made', dicom.generationType?.toLowerCase()],
    ['Centre', `${centre.map((ordinate) => ordinate.toFixed(plane.unit === 'mm' ? 4 : 1)).join(', ')} ${plane.unit}`],
  ];
  byId('detail-facts').replaceChildren(
    ...facts
      .filter(([, fact]) => fact)
      .flatMap(([name, fact]) => [element('dt', {}, name), element('dd', {}, ...[fact].flat())]),
  );
  const measurements = Object.entries(feature.get('measurements') ?? {});
  const rows = measurements.map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, String(value))),
  );
  byId('measurements').replaceChildren(...rows);
  byId('measurements-title').textContent = rows.length ? 'Measurements' : 'No measurements';
  byId('detail').hidden = false;
}

function code(concept) {
  return concept ? `${concept.value} ${concept.scheme}` : null;
}

export function hideDetail() {
  byId('detail').hidden = true;
}

/** What to do when nothing is stored yet. */
export function drawEmpty(origin) {
  const url = `${origin}/dicom-web/studies`;
  const curl = [
    "( printf -- '--x\\r\\nContent-Type: application/dicom\\r\\n\\r\\n'",
    '  cat annotations.dcm',
    "  printf '\\r\\n--x--\\r\\n' ) |",
    'curl --data-binary @- \\',
    "  -H 'Content-Type: multipart/related; type=\"application/dicom\"; boundary=x' \\",
    `  ${url}`,
  ].join('\n');
  byId('empty').replaceChildren(
    element('h2', {}, 'Nothing here yet'),
    element('p', {}, 'Post a Microscopy Bulk Simple Annotations object and, if you like, its slide by STOW-RS. It appears here by itself.'),
    element('pre', { tabIndex: 0 }, element('code', {}, curl)),
    element('p', { className: 'muted' }, 'Or start again with ', element('code', {}, './glossa demo'), ' to see a drawn slide with 100,000 nuclei.'),
  );
}
