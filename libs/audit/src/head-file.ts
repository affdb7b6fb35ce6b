import { join } from 'node:path';
import type { Department } from '@jingzhun/persistence';

/** Where the service keeps the end of its chain: `<JINGZHUN_DATA>/<department>/audit-head.json`. */
export const headFileOf = (department: Department, data = process.env['JINGZHUN_DATA'] ?? '.data'): string =>
  join(data, department, 'audit-head.json');
