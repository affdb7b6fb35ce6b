import type { EventDefinition } from './define-event.js';
import { eventSchema, type JsonSchema } from './event-schema.js';
import { Envelope } from './envelope.js';
import { z } from 'zod';
import { durableOf } from './naming.js';
import type { Subscription } from './subscriptions.js';

export interface AsyncApiInput {
  events: readonly EventDefinition[];
  subscriptions: readonly Subscription[];
  /** Release of the product. */
  version: string;
  /** Address integrators are given, `nats.example.org:4222`. */
  host?: string;
}

export type AsyncApiDocument = Record<string, unknown>;

const PLACE = {
  county: { description: '县代码 6 位 · county, 6 digits' },
  township: { description: '乡镇代码 3 位，县级事件为 000 · township, 3 digits; 000 for events of the county' },
  village: { description: '村代码 3 位，没有村时为 000 · village, 3 digits; 000 where there is none' },
};

/** AsyncAPI 3.0 description of everything on the broker, from the catalogue and the subscriptions table. */
export function asyncApiDocument({ events, subscriptions, version, host = 'localhost:4222' }: AsyncApiInput): AsyncApiDocument {
  return {
    asyncapi: '3.0.0',
    info: {
      title: '精准 Jingzhun events',
      version,
      license: { name: 'Apache-2.0' },
      description: 'CloudEvents 1.0 in binary mode over NATS JetStream. Names, classes and replay: docs/integrate/events.md.',
    },
    defaultContentType: 'application/json',
    servers: { county: { host, protocol: 'nats', security: [{ $ref: '#/components/securitySchemes/nkey' }] } },
    channels: keyed(events, channelOf),
    operations: { ...keyed(events, sendOperation, 'send.'), ...receiveOperations(subscriptions) },
    components: {
      messages: keyed(events, messageOf),
      schemas: keyed(events, (event) => ({ schemaFormat: 'application/schema+json;version=draft-07', schema: eventSchema(event) })),
      messageTraits: { cloudEvent: { headers: headersSchema() } },
      securitySchemes: { nkey: { type: 'asymmetricEncryption', description: 'nkey user with rights of its own' } },
    },
  };
}

function keyed<T>(events: readonly EventDefinition[], make: (event: EventDefinition) => T, prefix = ''): Record<string, T> {
  return Object.fromEntries(events.map((event) => [`${prefix}${event.type}`, make(event)]));
}

const channelOf = (event: EventDefinition): JsonSchema => ({
  address: `jz.${event.type}.{county}.{township}.{village}`,
  title: event.summaryZh,
  description: `${event.summaryEn} Class: ${event.classification}.`,
  parameters: PLACE,
  messages: { [event.type]: { $ref: `#/components/messages/${event.type}` } },
});

const messageOf = (event: EventDefinition): JsonSchema => ({
  name: event.type,
  title: event.summaryZh,
  summary: event.summaryEn,
  contentType: 'application/json',
  traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
  payload: { $ref: `#/components/schemas/${event.type}` },
  tags: [{ name: event.classification }, { name: event.department }],
});

const sendOperation = (event: EventDefinition): JsonSchema => ({
  action: 'send',
  title: `${event.department} publishes`,
  channel: { $ref: `#/channels/${event.type}` },
});

function receiveOperations(subscriptions: readonly Subscription[]): Record<string, JsonSchema> {
  const operations = subscriptions.flatMap((row) =>
    row.events.map((event) => [
      `receive.${durableOf(row.department, row.handler)}.${event.type}`,
      {
        action: 'receive',
        title: `${row.department}: ${row.handler}`,
        description: `durable ${durableOf(row.department, row.handler)}, filter ${row.filter}`,
        channel: { $ref: `#/channels/${event.type}` },
      },
    ]),
  );
  return Object.fromEntries(operations) as Record<string, JsonSchema>;
}

/** The context attributes as headers: `ce-<attribute>`. */
function headersSchema(): JsonSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(Envelope, { target: 'draft-7', io: 'input' });
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [`ce-${name}`, schema])),
    required: required.map((name) => `ce-${name}`),
  };
}
