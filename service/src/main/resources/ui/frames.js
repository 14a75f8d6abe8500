// Fetches one frame of a stored instance and turns it into something that can be drawn.

import { get } from './api.js';

/**
 * @param path the frame's path below the service's root
 * @param pixels how native pixels are laid out: columns, rows, samples, bitsAllocated, bitsStored, planar, photometric
 * @returns a promise of an ImageBitmap or a canvas
 */
export async function loadFrame(path, pixels, signal) {
  const response = await get(path, 'image/jpeg, application/octet-stream;q=0.9', signal);
  const body = await response.arrayBuffer();
  const part = unwrap(response.headers.get('Content-Type') ?? '', new Uint8Array(body));
  if (part.type.startsWith('application/octet-stream')) return nativePixels(part.bytes, pixels);
  try {
    return await createImageBitmap(new Blob([part.bytes], { type: part.type }));
  } catch {
    throw new Error(`This browser cannot show frames of the type ${part.type}`);
  }
}

/** The only part of a multipart answer, or the answer itself. */
function unwrap(contentType, bytes) {
  if (!contentType.startsWith('multipart/')) return { type: contentType.split(';')[0].trim(), bytes };
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1] ?? '';
  // Part headers are ASCII and short; the payload is cut by position, never decoded.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2000));
  const end = head.indexOf('\r\n\r\n');
  const type = /content-type:\s*([^\r\n;]+)/i.exec(head.slice(0, end))?.[1] ?? 'application/octet-stream';
  return { type: type.trim(), bytes: bytes.subarray(end + 4, bytes.length - `\r\n--${boundary}--`.length - trailing(bytes)) };
}

function trailing(bytes) {
  return bytes.at(-1) === 0x0a && bytes.at(-2) === 0x0d ? 2 : 0;
}

function nativePixels(bytes, { columns, rows, samples, bitsAllocated, bitsStored, planar, photometric }) {
  const count = columns * rows;
  const need = count * samples * (bitsAllocated / 8);
  if (bytes.length < need) throw new Error(`A native frame needs ${need} bytes, got ${bytes.length}`);
  const rgba = new Uint8ClampedArray(count * 4);
  const step = planar ? 1 : samples;
  const plane = planar ? count : 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = Math.max(0, bitsStored - 8);
  const sample = bitsAllocated === 16 ? (i) => view.getUint16(i * 2, true) >> shift : (i) => bytes[i];
  const flip = photometric === 'MONOCHROME1' ? 255 : 0;
  for (let pixel = 0; pixel < count; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const source = samples === 1 ? pixel : pixel * step + channel * plane;
      rgba[pixel * 4 + channel] = Math.abs(flip - sample(source));
    }
    rgba[pixel * 4 + 3] = 255;
  }
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext('2d').putImageData(new ImageData(rgba, columns, rows), 0, 0);
  return canvas;
}
