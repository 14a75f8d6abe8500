// Requests to the service that served this page. Paths are relative, so that a prefix set by a proxy is kept.

export const GEOJSON = 'application/geo+json';

const ROOT = new URL('../', import.meta.url);

/** What the service answered instead of what was asked: a sentence for people, and the status. */
export class RequestFailed extends Error {
  constructor(status, sentence, retryAfterSeconds) {
    super(sentence);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The address of a path below the service's root. */
export function address(path) {
  return new URL(path, ROOT);
}

export async function get(path, accept, signal) {
  let response;
  try {
    response = await fetch(address(path), { headers: { Accept: accept }, signal });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new RequestFailed(0, `The service does not answer at ${ROOT.origin}; is it running?`);
  }
  if (!response.ok) throw await failed(response);
  return response;
}

export async function getJson(path, signal, accept = 'application/json') {
  const response = await get(path, accept, signal);
  return response.status === 204 ? [] : response.json();
}

export function listSets(signal) {
  return getJson('collections', signal).then((answer) => answer.collections);
}

export function describeSet(uid, signal) {
  return getJson(`collections/${encodeURIComponent(uid)}`, signal);
}

/** One answer of the region query, a GeoJSON feature collection; box is [minX, minY, maxX, maxY] in the named space. */
export function findInRegion({ uid, box, space, groups, limit }, signal) {
  const query = new URLSearchParams({ crs: space, limit: String(limit) });
  if (box) query.set('bbox', box.join(','));
  if (groups) query.set('group', groups.join(','));
  // Commas are legal in a query and far easier to read there than %2C.
  const text = query.toString().replaceAll('%2C', ',');
  return getJson(`collections/${encodeURIComponent(uid)}/items?${text}`, signal, GEOJSON);
}

async function failed(response) {
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  let sentence = `${response.status} ${response.statusText}`;
  if (/json/.test(response.headers.get('Content-Type') ?? '')) {
    const problem = await response.json().catch(() => ({}));
    sentence = [problem.title, problem.detail].filter(Boolean).join(': ') || sentence;
  }
  return new RequestFailed(response.status, sentence, retryAfter);
}
