// What the page shows, in the address: #set=UID&x=…&y=…&zoom=…&hidden=2,3&overlay=off. x and y are the centre in the set's space;
// zoom 0 is one unit of the space per CSS pixel, each step doubles. /ui/?set=UID opens a set at its full extent.

export function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const query = new URLSearchParams(location.search);
  const number = (name) => (hash.has(name) && Number.isFinite(Number(hash.get(name))) ? Number(hash.get(name)) : null);
  return {
    set: hash.get('set') ?? query.get('set'),
    x: number('x'),
    y: number('y'),
    zoom: number('zoom'),
    hidden: (hash.get('hidden') ?? '').split(',').filter(Boolean).map(Number),
    overlay: hash.get('overlay') !== 'off',
  };
}

export function writeAddress({ set, x, y, zoom, hidden, overlay }) {
  const parts = [];
  if (set) parts.push(`set=${encodeURIComponent(set)}`);
  if (Number.isFinite(zoom)) parts.push(`x=${short(x)}`, `y=${short(y)}`, `zoom=${zoom.toFixed(3)}`);
  if (hidden.length > 0) parts.push(`hidden=${hidden.join(',')}`);
  if (!overlay) parts.push('overlay=off');
  const wanted = `#${parts.join('&')}`;
  if (wanted !== location.hash) history.replaceState(null, '', `./${wanted}`);
}

/** An address of its own in the history for each set that is chosen. */
export function pushSet(uid) {
  history.pushState(null, '', `./#set=${encodeURIComponent(uid)}`);
}

function short(number) {
  return String(Number(number.toFixed(4)));
}
