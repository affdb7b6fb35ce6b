export type Severity = 'error' | 'doubt';
interface Text {
  zh: string;
  en: string;
}

export interface QualityRule extends Text {
  /** Number in the list of doubtful data that the checking tools of counties publish. */
  rule: `Q${number}`;
  severity: Severity;
  /** What to do about a finding. */
  next: Text;
  /** `sql` is set-based over the register; `number` looks into the encrypted numbers, row by row; `constraint`
   * is kept by the database, so that there is nothing to find; `waits` has no input yet. */
  check:
    | {
        by: 'sql';
        sql: string;
        /** Statuses the rule is about: without such a household nothing is checked. */ needsStatus?: { status: string } & Text;
      }
    | { by: 'number' }
    | { by: 'constraint'; constraint: string }
    | ({ by: 'waits' } & Text);
}
