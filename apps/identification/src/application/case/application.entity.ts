import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { CaseKind, CaseState } from '../lifecycle/case-state.js';

export type ApplicationSource = 'village' | 'import' | 'survey' | 'objection';

const ApplicationSchema = defineEntity({
  name: 'ApplicationEntity',
  tableName: 'application',
  properties: {
    id: p.uuid().primary(),
    kind: p.text().$type<CaseKind>(),
    state: p.text().$type<CaseState>(),
    villageCode: p.text(),
    groupName: p.text().nullable(),
    householdId: p.uuid().nullable(),
    headName: p.text(),
    memberCount: p.integer(),
    category: p.text().nullable(),
    mainCause: p.text().nullable(),
    contentCipher: p.blob().$type<Buffer>(),
    contentDigest: p.text(),
    judgedDigest: p.text(),
    contentVersion: p.integer(),
    contentProblems: p.integer(),
    formSignatureId: p.uuid().nullable(),
    countyStep: p.boolean().nullable(),
    source: p.text().$type<ApplicationSource>(),
    sourceDocument: p.text().nullable(),
    importBatchId: p.uuid().nullable(),
    importNumber: p.text().nullable(),
    createdBy: p.uuid(),
    createdByName: p.text(),
    createdAt: p.datetime(),
    appliedOn: p.date().nullable(),
    stateSince: p.datetime(),
    dueOn: p.date().nullable(),
    closedAt: p.datetime().nullable(),
    version: p.integer(),
  },
});

/** The content as it lies sealed, and what lists and notices need of it in plain. */
export interface StoredContent {
  contentCipher: Buffer;
  contentDigest: string;
  judgedDigest: string;
  contentProblems: number;
  groupName: string | null;
  headName: string;
  memberCount: number;
  category: string | null;
  mainCause: string | null;
}

/** A case of the seven steps. */
export class ApplicationEntity extends ApplicationSchema.class {
  rewrite(content: StoredContent): void {
    Object.assign(this, content);
    this.contentVersion += 1;
  }

  nextVersion(): void {
    this.version += 1;
  }

  enter(state: CaseState, at: Date, dueOn: PlainDate | null): void {
    if (state !== this.state) this.stateSince = at;
    this.state = state;
    this.dueOn = dueOn;
  }

  applyOn(day: PlainDate): void {
    this.appliedOn = day;
  }

  signForm(signatureId: string | null): void {
    this.formSignatureId = signatureId;
  }

  fixCountyStep(on: boolean | null): void {
    this.countyStep = on;
  }

  becameHousehold(householdId: string): void {
    this.householdId = householdId;
  }

  close(at: Date): void {
    this.closedAt = at;
    this.dueOn = null;
  }
}
ApplicationSchema.setClass(ApplicationEntity);

export type NewApplication = RequiredEntityData<ApplicationEntity>;
