import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/postgresql';
import type { CorrectionKind } from './correction-kind.js';
import type { CorrectionStatus } from './correction-lifecycle.js';
import type { ShownChange } from './shown-change.js';

const CorrectionSchema = defineEntity({
  name: 'CorrectionEntity',
  tableName: 'correction',
  properties: {
    id: p.uuid().primary(),
    householdId: p.uuid(),
    villageCode: p.text(),
    headName: p.text(),
    kind: p.text().$type<CorrectionKind>(),
    changesCipher: p.blob().$type<Buffer>(),
    shown: p.json<ShownChange[]>(),
    reason: p.text(),
    validFrom: p.date(),
    sourceDocument: p.text().nullable(),
    status: p.text().$type<CorrectionStatus>(),
    householdVersion: p.integer(),
    proposedBy: p.uuid(),
    proposedByName: p.text(),
    proposedAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedByName: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
  },
});

export class CorrectionEntity extends CorrectionSchema.class {
  decide(status: Exclude<CorrectionStatus, 'proposed'>, by: { accountId: string; name: string }, at: Date, reason: string | null): void {
    this.status = status;
    this.decidedBy = by.accountId;
    this.decidedByName = by.name;
    this.decidedAt = at;
    this.decisionReason = reason;
  }
}
CorrectionSchema.setClass(CorrectionEntity);

export type NewCorrection = RequiredEntityData<CorrectionEntity>;
