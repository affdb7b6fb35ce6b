import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';

/** An attachment as a decision or a signature keeps it. */
export interface AttachmentRef {
  readonly id: Uuid;
  /** Hex SHA-256 of the content as it is stored and handed out, after everything that does not belong there was removed. */
  readonly sha256: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Day the picture says it was taken, where it says so; not proof of anything. */
  readonly capturedOn: PlainDate | null;
}

/** What an attachment belongs to, e.g. `{ type: 'application', id }`. */
export interface EvidenceObject {
  readonly type: string;
  readonly id: string;
}

/**
 * Who may read the content: everybody of the area with `attachment.read`; only accounts above the village (papers that name who
 * objected); only who confirms sensitive facts (police, health). The one who uploaded always may.
 */
export const AUDIENCES = ['area', 'aboveVillage', 'confirmers'] as const;
export type Audience = (typeof AUDIENCES)[number];
