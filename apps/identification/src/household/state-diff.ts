import type { HouseholdState } from './household-state.js';

export interface FieldChange {
  /** Path in the state, e.g. `address`, `living.safeWater`, `members.<personId>.name`, `incomes.2015.wageFen`. */
  field: string;
  before: unknown;
  after: unknown;
}

type Flat = Map<string, unknown>;

/** Every leaf of a state under its path. Empty objects have no leaves; arrays are leaves. */
export function flatten(state: HouseholdState): Flat {
  const leaves: Flat = new Map();
  walk(state as unknown as Record<string, unknown>, '', leaves);
  return leaves;
}

function walk(node: Record<string, unknown>, prefix: string, leaves: Flat): void {
  for (const [key, value] of Object.entries(node)) {
    const path = prefix + key;
    if (isNode(value)) walk(value, `${path}.`, leaves);
    else leaves.set(path, value);
  }
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Inverse of {@link flatten}. */
export function unflatten(leaves: Flat): HouseholdState {
  const root: Record<string, unknown> = { living: {}, members: {}, incomes: {} };
  for (const [path, value] of leaves) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    let node = root;
    for (const key of keys) node = (node[key] ??= {}) as Record<string, unknown>;
    node[last] = value;
  }
  for (const member of Object.values(root['members'] as Record<string, Record<string, unknown>>)) member['facts'] ??= {};
  for (const income of Object.values(root['incomes'] as Record<string, Record<string, unknown>>)) income['items'] ??= {};
  return root as unknown as HouseholdState;
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Leaves that differ; `before` or `after` is undefined where there is none. */
export function differences(before: Flat, after: Flat): Map<string, { before: unknown; after: unknown }> {
  const changes = new Map<string, { before: unknown; after: unknown }>();
  for (const [path, value] of after) if (!same(before.get(path), value)) changes.set(path, { before: before.get(path), after: value });
  for (const [path, value] of before) if (!after.has(path)) changes.set(path, { before: value, after: undefined });
  return changes;
}

const MARKS: Readonly<Record<string, string>> = { phoneMark: 'phoneMasked', bankMark: 'bankAccountMasked', idMark: 'idNumberMasked' };
const TECHNICAL = /(^|\.)(revision|recordedAt|documentKind)$/;

/** What people read about a change: members and years that come or go are one line, numbers are masked, marks never appear. */
export function readableChanges(before: HouseholdState, after: HouseholdState): FieldChange[] {
  const lines = new Map<string, FieldChange>();
  const [flatBefore, flatAfter] = [flatten(before), flatten(after)];
  for (const [path, change] of differences(flatBefore, flatAfter)) {
    if (TECHNICAL.test(path)) continue;
    const [part, key] = path.split('.');
    if (part === 'members' && key && Boolean(before.members[key]) !== Boolean(after.members[key])) {
      lines.set(`members.${key}`, { field: `members.${key}`, before: summary(before, key), after: summary(after, key) });
      continue;
    }
    const leaf = path.slice(path.lastIndexOf('.') + 1);
    const field = path.slice(0, path.length - leaf.length) + (MARKS[leaf] ?? leaf);
    const shown = MARKS[leaf] ? { before: flatBefore.get(field), after: flatAfter.get(field) } : change;
    lines.set(field, { field, before: shown.before ?? null, after: shown.after ?? null });
  }
  return [...lines.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
}

function summary(state: HouseholdState, personId: string): unknown {
  const member = state.members[personId];
  if (!member) return null;
  const { name, relation, sex, birthDate, idNumberMasked } = member;
  return { name, relation, sex, birthDate, idNumberMasked };
}
