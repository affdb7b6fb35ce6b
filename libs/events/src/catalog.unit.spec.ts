import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { EVENTS, findEvent } from './catalog.js';
import { goldenSample } from './samples.js';
import { sourceOf } from './envelope.js';
import { SUBSCRIPTIONS } from './subscriptions.js';

const samples = readdirSync(new URL('./samples/', import.meta.url)).map((file) => file.replace(/\.json$/, ''));

describe('catalogue', () => {
  it('has every type once, in a file of its name', () => {
    expect(new Set(EVENTS.map(({ type }) => type)).size).toBe(EVENTS.length);
    for (const { department, noun, verb, version } of EVENTS)
      expect(existsSync(new URL(`./${department}/${noun}-${verb}.v${version}.ts`, import.meta.url))).toBe(true);
  });

  it('has a golden sample of every event, and none of others', () => {
    expect(samples.sort()).toEqual(EVENTS.map(({ type }) => type).sort());
  });

  it.each(samples)('takes the sample of %s as it was released', (type) => {
    const sample = goldenSample(type);
    const event = findEvent(type)!;
    expect(sample).toMatchObject({ type, source: sourceOf(event.department), dataclassification: event.classification });
    expect(event.data.parse(sample.data)).toEqual(sample.data);
  });

  it('lets a field of tomorrow pass', () => {
    const sample = goldenSample('identification.household.registered.v1');
    const tomorrow = { ...(sample.data as object), addedNextYear: true };
    expect(findEvent(sample.type)!.data.parse(tomorrow)).toEqual(sample.data);
  });

  it('is the table integrators read, whole', () => {
    const page = readFileSync(new URL('../../../docs/integrate/events.md', import.meta.url), 'utf8');
    const table = [...page.matchAll(/^\| `([a-z.-]+\.v\d+)` +\| (\w+) +\| (.+?) +\|$/gm)].map(([, type, classification, says]) => [
      type,
      classification,
      says,
    ]);
    const byType = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]));
    expect(table).toEqual(EVENTS.map(({ type, classification, summaryEn }) => [type, classification, summaryEn]).toSorted(byType));
  });

  it('gives names only to events of class department', () => {
    const named = samples.filter((type) => /"(name|headName)":"(杨|刘)/.test(JSON.stringify(goldenSample(type).data)));
    expect(named.length).toBeGreaterThan(0);
    for (const type of named) expect(findEvent(type)!.classification).toBe('department');
  });
});

describe('subscriptions', () => {
  it('name every handler of a department once', () => {
    const names = SUBSCRIPTIONS.map(({ department, handler }) => `${department} ${handler}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('let through what they list, and only from the stream they name', () => {
    for (const { filter, events, owner } of SUBSCRIPTIONS) {
      expect(filter.startsWith(`jz.${owner}.`)).toBe(true);
      for (const event of events) expect(matches(filter, event.subject('360781102208'))).toBe(true);
    }
  });

  it('give the five other departments the directory', () => {
    for (const handler of ['project-households', 'project-divisions'])
      expect(SUBSCRIPTIONS.filter((row) => row.handler === handler).map(({ department }) => department)).toEqual([
        'industry',
        'finance',
        'relocation',
        'medical',
        'accountability',
      ]);
  });
});

/** NATS matching: `*` one token, `>` one or more at the end. */
function matches(filter: string, subject: string): boolean {
  const pattern = filter.replaceAll('.', '\\.').replaceAll('*', '[^.]+').replace(/>$/, '.+');
  return new RegExp(`^${pattern}$`).test(subject);
}
