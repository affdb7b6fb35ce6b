import { defineEntity, p } from '@mikro-orm/postgresql';

/** An event whose effect one handler has had. */
const schema = defineEntity({
  name: 'InboxMessageEntity',
  tableName: 'inbox',
  properties: {
    handler: p.text().primary(),
    eventId: p.uuid().primary(),
    receivedAt: p.datetime().columnType('timestamptz'),
  },
});

export class InboxMessageEntity extends schema.class {}
schema.setClass(InboxMessageEntity);
