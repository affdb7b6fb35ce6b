import { defineEntity, p } from '@mikro-orm/postgresql';

/**
 * One message waiting to be published; a published one is gone. `seq` (the order) and `actor` (the transaction's session) are
 * filled by the database and read by the relay only, so they are not mapped here.
 */
const schema = defineEntity({
  name: 'OutboxMessageEntity',
  tableName: 'outbox',
  properties: {
    id: p.uuid().primary(),
    type: p.text(),
    subject: p.text(),
    orderingKey: p.text(),
    occurredAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').nullable(),
    correlationId: p.uuid(),
    causationId: p.uuid().nullable(),
    traceparent: p.text().nullable(),
    data: p.json<unknown>(),
  },
});

export class OutboxMessageEntity extends schema.class {}
schema.setClass(OutboxMessageEntity);
