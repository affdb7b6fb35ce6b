import sharp from 'sharp';

const jpeg = (width, height, content) =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`))
    .jpeg()
    .toBuffer();
let pages = 0;

/** A drawn page with lines and a thumb-print: nobody's paper, and each a little different, as scans are. */
export function signedPage() {
  const seed = (pages += 1);
  const lines = Array.from({ length: 16 }, (_, i) => {
    const width = 300 + ((i * 97 + seed * 53) % 130);
    return `<rect x="60" y="${120 + i * 34}" width="${width}" height="3" fill="#3a3a3a" opacity="0.55"/>`;
  }).join('');
  const print = Array.from(
    { length: 6 },
    (_, i) => `<ellipse cx="420" cy="700" rx="${6 + i * 5}" ry="${9 + i * 7}" fill="none" stroke="#c0262d" stroke-width="2"/>`,
  ).join('');
  return jpeg(
    560,
    800,
    `<rect width="560" height="800" fill="#fbf8f0"/><rect x="180" y="60" width="200" height="8" fill="#222"/>${lines}${print}`,
  );
}

/** People around a table. */
export function meetingRoom() {
  const seed = (pages += 1);
  const heads = Array.from({ length: 9 }, (_, i) => {
    const [x, y] = [80 + i * 60, 210 + ((i * 37 + seed * 11) % 24)];
    return `<circle cx="${x}" cy="${y}" r="20" fill="#7a4a3a"/><rect x="${x - 24}" y="${y + 20}" width="48" height="60" rx="14" fill="#41566b"/>`;
  }).join('');
  return jpeg(
    640,
    420,
    `<rect width="640" height="420" fill="#e8e2d6"/>${heads}<rect x="30" y="290" width="580" height="50" fill="#8a6d4b"/>`,
  );
}

/** A drawn field under a sky: nobody's land. */
export function field(shade) {
  const furrows = Array.from(
    { length: 8 },
    (_, i) => `<path d="M${i * 90 - 40} 480 L${260 + i * 18} 262" stroke="#4d7a3c" stroke-width="${9 + shade}"/>`,
  ).join('');
  const hill = `<path d="M0 250 Q160 ${170 + shade * 15} 330 240 T640 210 V480 H0 Z" fill="#6f9a5b"/>`;
  return jpeg(640, 480, `<rect width="640" height="480" fill="#b9d7ea"/>${hill}${furrows}`);
}
