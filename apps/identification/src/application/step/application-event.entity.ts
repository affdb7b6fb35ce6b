import { defineEntity, p } from '@mikro-orm/postgresql';
import type { CaseFacts } from '../lifecycle/case-facts.js';
import type { AppliedPolicy } from '../lifecycle/case-policy.js';
import type { CaseState, CaseStep } from '../lifecycle/case-state.js';
import type { Command } from '../lifecycle/decide.js';

/** What a decision was made from; `decide` gives the same answer for it at any later time. */
export interface DecisionInputs {
  command: Command;
  facts: CaseFacts;
  /** Level of the deciding account; null: the system. */
  level: string | null;
}

const ApplicationEventSchema = defineEntity({
  name: 'ApplicationEventEntity',
  tableName: 'application_event',
  properties: {
    applicationId: p.uuid().primary(),
    version: p.integer().primary(),
    position: p.integer(),
    villageCode: p.text(),
    step: p.text().$type<CaseStep>(),
    fromState: p.text().$type<CaseState>(),
    toState: p.text().$type<CaseState>(),
    outcome: p.text().nullable(),
    actorId: p.uuid().nullable(),
    actorName: p.text().nullable(),
    actorRoles: p.array(),
    actorArea: p.text().nullable(),
    at: p.datetime(),
    decidedOn: p.date(),
    reason: p.text().nullable(),
    inputs: p.json<DecisionInputs>(),
    policy: p.json<AppliedPolicy>(),
    contentVersion: p.integer(),
    contentDigest: p.text(),
    screeningId: p.uuid().nullable(),
    meetingId: p.uuid().nullable(),
    noticeId: p.uuid().nullable(),
    objectionId: p.uuid().nullable(),
    sampleId: p.uuid().nullable(),
    signatureId: p.uuid().nullable(),
  },
});

/** One step of a case, with everything it was based on. Never changed. */
export class ApplicationEventEntity extends ApplicationEventSchema.class {}
ApplicationEventSchema.setClass(ApplicationEventEntity);
