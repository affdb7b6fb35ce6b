// A directory of its own on the test server, and events as identification would send them.
import { Migration } from '@mikro-orm/migrations';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findEvent } from '@jingzhun/events/catalog';
import { goldenSample } from '@jingzhun/events/samples';
import type { PublishedHousehold } from '@jingzhun/events/identification/household-state';
import { messagingEntities, messagingTables, type ReceivedEvent } from '@jingzhun/messaging';
import { persistenceFoundation, systemSession, type Database, type DatabaseDefinition, type Department } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { directoryTables } from '../src/index.js';

export const definitionFor = (department: Department, tables: (name: Department) => string[]): DatabaseDefinition => ({
  department,
  entities: messagingEntities,
  migrations: [
    class Tables extends Migration {
      override up(): void {
        for (const sql of [...persistenceFoundation(department), ...messagingTables(department), ...tables(department)]) this.addSql(sql);
      }
    },
  ],
});

export const openDirectory = (): Promise<TestDatabase> => createTestDatabase(definitionFor('finance', directoryTables));

const SAMPLE = goldenSample('identification.household.registered.v1').data as PublishedHousehold;
export const householdId = (n: number): string => `014c2b0e-6a00-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const personId = (household: number, member: number): string =>
  `014c2b0e-6a00-7000-9000-${(household * 100 + member).toString(16).padStart(12, '0')}`;

/** A household with as many members as names; differs from version to version. */
export function published(
  n: number,
  change: Partial<Record<keyof PublishedHousehold, unknown>> = {},
  names = ['杨一', '刘二'],
): PublishedHousehold {
  const members = names.map((name, index) => ({
    ...SAMPLE.members[Math.min(index, 1)]!,
    personId: personId(n, index),
    name,
    matchKey: `${'x'.repeat(38)}${String(n * 10 + index).padStart(5, '0')}`,
  }));
  const state = {
    ...SAMPLE,
    householdId: householdId(n),
    number: `N${n}`,
    headName: names[0],
    memberCount: names.length,
    members,
    ...change,
  };
  return findEvent('identification.household.registered.v1')!.data.parse(state) as PublishedHousehold;
}

let events = 0;
/** As the messaging library hands it to a handler. */
export function received(data: unknown, type = 'identification.household.registered.v1'): ReceivedEvent {
  events += 1;
  const at = new Date(0);
  return {
    id: householdId(0xe0000 + events),
    type,
    definition: findEvent(type)!,
    data,
    division: '360781102208',
    orderingKey: 'x',
    occurredAt: at,
    recordedAt: at,
    correlationId: householdId(1),
    causationId: undefined,
    traceparent: undefined,
    actor: 'unknown',
  };
}

export const asConsumer = <T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> =>
  database.transaction(systemSession('consumer'), work);
