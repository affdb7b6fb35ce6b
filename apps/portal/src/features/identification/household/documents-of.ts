import type { Household, TimelineEntry } from '../../../api/identification/households.js';

export interface RecordDocument {
  readonly name: string;
  readonly uses: readonly Pick<TimelineEntry, 'version' | 'change' | 'validFrom' | 'accountName'>[];
}

/** Documents named in the record's history, newest use first, each once; the registration's own is there even without an entry. */
export function documentsOf(household: Pick<Household, 'sourceDocument'>, timeline: readonly TimelineEntry[]): RecordDocument[] {
  const uses = new Map<string, RecordDocument['uses'][number][]>();
  for (const entry of [...timeline].sort((a, b) => b.version - a.version)) {
    if (!entry.sourceDocument) continue;
    uses.set(entry.sourceDocument, [...(uses.get(entry.sourceDocument) ?? []), entry]);
  }
  if (household.sourceDocument && !uses.has(household.sourceDocument)) uses.set(household.sourceDocument, []);
  return [...uses].map(([name, list]) => ({ name, uses: list }));
}
