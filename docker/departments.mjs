import { PROCESSES } from '../tools/local-stack/departments.mjs';

/** Whom this installation runs: all, or those of JINGZHUN_DEPARTMENTS (comma-separated). */
export const departments = (process.env.JINGZHUN_DEPARTMENTS ?? PROCESSES.join(',')).split(',').map((name) => name.trim());

const unknown = departments.filter((name) => !PROCESSES.includes(name));
if (unknown.length > 0) throw new Error(`JINGZHUN_DEPARTMENTS names ${unknown.join(', ')}; there are ${PROCESSES.join(', ')}`);

/** Where init mounts the secrets of one department, and what that department sees as /secrets. */
export const secretsOf = (name) => `/volumes/secrets/${name}`;
