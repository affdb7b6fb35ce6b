import { readFileSync } from 'node:fs';
import { CloudEvent } from './envelope.js';

/**
 * The golden message of an event: producers are tested to make it, consumers to take it. Released samples never change.
 * Reads `src/samples`, also from the build.
 */
export function goldenSample(type: string): CloudEvent {
  const file = new URL(`../src/samples/${type}.json`, import.meta.url);
  return CloudEvent.parse(JSON.parse(readFileSync(file, 'utf8')));
}
