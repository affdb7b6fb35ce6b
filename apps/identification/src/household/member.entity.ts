import { defineEntity, p } from '@mikro-orm/postgresql';
import type { MemberChange } from '@jingzhun/domain/member-change';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { MemberFacts } from './member-facts.js';

const MemberSchema = defineEntity({
  name: 'MemberEntity',
  tableName: 'member',
  properties: {
    personId: p.uuid().primary(),
    validFrom: p.date().primary(),
    householdId: p.uuid(),
    villageCode: p.text(),
    relation: p.text().$type<RelationToHead>(),
    facts: p.json<MemberFacts>(),
    validTo: p.date().nullable(),
    manner: p.text().$type<MemberChange>().nullable(),
  },
});

/** That a person belongs to a household, from a day on, until a day. */
export class MemberEntity extends MemberSchema.class {
  leave(on: string, manner: MemberChange): void {
    this.validTo = on;
    this.manner = manner;
  }

  relateAs(relation: RelationToHead): void {
    this.relation = relation;
  }
}
MemberSchema.setClass(MemberEntity);
