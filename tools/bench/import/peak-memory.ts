import { readAll } from '../readers.bench.js';

// Reads one file and tells how far the process grew, in MB.
const [folder = '', file = '', kind = 'xlsx'] = process.argv.slice(2);
const before = process.memoryUsage().rss;
await readAll(folder, file, kind as 'xlsx' | 'csv');
const peak = process.resourceUsage().maxRSS * 1024;
process.send?.((peak - before) / 1e6);
