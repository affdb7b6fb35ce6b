import type { Department } from '@jingzhun/persistence';

export const EVIDENCE_OPTIONS = Symbol('EVIDENCE_OPTIONS');

export interface EvidenceOptions {
  department: Department;
  /** `JINGZHUN_DATA`; uploads and attachments lie below `<data>/<department>`. */
  dataFolder: string;
  /** `JINGZHUN_KEYS`; the seal is `<keys>/<department>/seal.json`. */
  keysFolder: string;
}
