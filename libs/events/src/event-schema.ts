import { z } from 'zod';
import type { EventDefinition } from './define-event.js';

export type JsonSchema = Record<string, unknown>;

/**
 * JSON Schema (draft 7) of an event's data as subscribers should check it. Written in input mode: output mode would add
 * `additionalProperties: false`, and a subscriber that validates with it would refuse the next optional field.
 */
export function eventSchema(definition: EventDefinition): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(definition.data, { target: 'draft-7', io: 'input' });
  return schema;
}
