import type { OutboxState } from '../device/database.js';
import type { SurveyStore } from '../device/survey-store.js';
import { memberIds, memberPath } from '../form/form-fields.js';
import type { Work } from '../device/work.rules.js';
import type { WorkItem } from '../types.js';

export const FILTERS = ['todo', 'unsent', 'done', 'all'] as const;
export type ListFilter = (typeof FILTERS)[number];

export interface ListedHousehold {
  readonly id: string;
  readonly headName: string;
  readonly groupName: string | null;
  readonly state: WorkItem['state'];
  readonly visitedByName: string | null;
  /** What this phone knows beyond the list; null: nothing. */
  readonly local: OutboxState | 'draft' | null;
}

export function filterOf(filter: ListFilter, { state, local }: ListedHousehold): boolean {
  const isUnsent = local === 'draft' || local === 'waiting' || local === 'sending' || local === 'rejected';
  const isDone = !isUnsent && (state === 'visited' || state === 'confirmed' || local === 'applied' || local === 'conflict');
  switch (filter) {
    case 'todo':
      return !isUnsent && !isDone;
    case 'unsent':
      return isUnsent;
    case 'done':
      return isDone;
    case 'all':
      return true;
  }
}

/** The list as downloaded, with what has been done on this phone since. */
export async function readHouseholds(store: SurveyStore): Promise<ListedHousehold[]> {
  const [units, works, outbox] = await Promise.all([store.units(), store.works(), store.outbox()]);
  const workOf = new Map(works.map((work) => [work.unitId, work]));
  const stateOf = new Map(outbox.map(({ unitId, state }) => [unitId, state]));
  const local = (id: string): ListedHousehold['local'] => (workOf.get(id)?.dirty ? 'draft' : (stateOf.get(id) ?? null));
  const listed = new Set(units.map(({ id }) => id));
  const found = works.filter(({ unitId }) => !listed.has(unitId)).map((work) => ({ ...ownHousehold(work), local: local(work.unitId) }));
  return [
    ...found,
    ...units.map(({ id, headName, groupName, state, visitedByName }) => ({
      id,
      headName,
      groupName,
      state,
      visitedByName,
      local: local(id),
    })),
  ];
}

function ownHousehold(work: Work): Omit<ListedHousehold, 'local'> {
  const head = memberIds(work).find((id) => work.answers[memberPath(id, 'relation')] === '01');
  const name = head && work.answers[memberPath(head, 'name')];
  const group = work.answers['groupName'];
  return {
    id: work.unitId,
    headName: typeof name === 'string' ? name : '',
    groupName: typeof group === 'string' ? group : null,
    state: 'due',
    visitedByName: null,
  };
}
