import { readAll } from '../readers.bench.js';

// Reads one file and tells how far the process grew above what it held before, in MB.
const [folder = '', file = '', kind = 'xlsx'] = process.argv.slice(2);
const before = process.memoryUsage().rss;
let peak = before;
const sample = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
await readAll(folder, file, kind as 'xlsx' | 'csv');
clearInterval(sample);
process.send?.((peak - before) / 1e6);
