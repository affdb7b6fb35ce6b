import { run } from '@jingzhun/persistence';
import type { VerdictResponse } from '../../src/screening/verdict/verdict.dto.js';
import type { JudgingContext } from '../../src/screening/judging-context.js';
import { explain } from '../../src/screening/rules/explain.js';
import type { RuleExplanation } from '../../src/screening/rules/explanation.js';
import type { Subject } from '../../src/screening/rules/subject.js';
import { ScreeningService } from '../../src/screening/screening.service.js';
import { asScreening } from '../../src/screening/store/elevated.js';
import type { Identification } from '../service.js';

interface Told {
  readonly named: RuleExplanation[];
  /** Of a case that has ended nobody is named any longer: who it was stands in its form. */
  readonly nameless: RuleExplanation[];
}

/** The words of every verdict about some cases, kept when it was made: from the facts at hand, before anything of it is read back. */
export class ToldVerdicts {
  private readonly told = new Map<string, Told>();
  private subjects: ReadonlySet<string> = new Set();

  constructor(service: Identification) {
    const screening = service.app.get(ScreeningService, { strict: false });
    const read = screening.read.bind(screening);
    const write = screening.write.bind(screening);
    const contexts = new WeakMap<object, JudgingContext>();
    screening.read = async (handle, context, ...which) => {
      const found = await read(handle, context, ...which);
      contexts.set(found.stored, context);
      return found;
    };
    screening.write = async (handle, stored, subjects, order) => {
      const written = await write(handle, stored, subjects, order);
      const followed = subjects.filter(({ id }) => this.subjects.has(id));
      for (const { kind, id } of followed)
        await asScreening(handle, async () => {
          const [row] = await run<{ id: string }>(handle, 'select id from screening where subject_id = $1 order by sequence desc limit 1', [
            id,
          ]);
          const at = await read(handle, contexts.get(stored)!, kind, { ids: [id] }, 'all');
          const { subject } = at.subjects[0]!;
          const { judge } = at.stored;
          this.told.set(row!.id, { named: explain(judge, subject), nameless: explain(judge, nameless(subject)) });
        });
      return written;
    };
  }

  /** Of these from now on; what was told of others is forgotten. */
  follow(subjectIds: readonly (string | null)[]): void {
    this.told.clear();
    this.subjects = new Set(subjectIds.filter((id) => id !== null));
  }

  /** Undefined when another process made it. */
  of(id: string): Told | undefined {
    return this.told.get(id);
  }
}

const nameless = (subject: Subject): Subject => ({
  ...subject,
  facts: subject.facts.map((fact) => ({ ...fact, person: fact.person && { ...fact.person, name: '' } })),
});

/** What a page says of the rules, without what its reader may do and what was written beside a confirmation. */
export const wordsOf = ({ rules }: VerdictResponse): RuleExplanation[] =>
  rules.map(({ grounds: _grounds, mayAnswer: _mayAnswer, confirmation, answer, ...one }) => ({
    ...one,
    confirmation: confirmation && without(confirmation, 'note', 'attachments'),
    answer: answer && without(answer, 'note', 'reason', 'attachments'),
  }));

const without = <T extends object, K extends string>(from: T, ...keys: K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
