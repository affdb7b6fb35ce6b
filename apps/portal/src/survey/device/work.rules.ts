import type { Answers, AnswerValue, PhotoPurpose, Report, VisitOutcome, WorkItem } from '../types.js';

/** What a surveyor has done with one household since it was downloaded; saved at every change. */
export interface Work {
  readonly unitId: string;
  readonly villageCode: string;
  /** Newly found: the service does not know it yet. */
  readonly found: boolean;
  /** As it was on the screen when the work began; reports are compared with it until the next download. */
  readonly base: { readonly version: number; readonly registerVersion: number | null; readonly answers: Answers };
  /** Masks of numbers that are known; they need not be typed again. */
  readonly masked: Readonly<Record<string, string>>;
  readonly answers: Answers;
  /** Typed text that is no value yet ("12."); nothing typed is thrown away. */
  readonly raw: Readonly<Record<string, string>>;
  readonly outcome: VisitOutcome | null;
  readonly note: string;
  readonly photos: readonly { readonly id: string; readonly purpose: PhotoPurpose }[];
  readonly signedPhoto: string | null;
  readonly visitedAt: string | null;
  /** Reports made since the download, oldest first, and every path they spoke of. */
  readonly reports: readonly string[];
  readonly reported: readonly string[];
  readonly dirty: boolean;
}

export function beginWork(item: WorkItem): Work {
  return {
    unitId: item.id,
    villageCode: item.villageCode,
    found: false,
    base: { version: item.version, registerVersion: item.registerVersion, answers: item.answers },
    masked: item.masked,
    answers: item.answers,
    ...untouched,
  };
}

/** A household nobody knew; its first member is the head. */
export function beginFound(unitId: string, headId: string, villageCode: string): Work {
  return {
    unitId,
    villageCode,
    found: true,
    base: { version: 0, registerVersion: null, answers: {} },
    masked: {},
    answers: { [`members.${headId}.relation`]: '01' },
    ...untouched,
    outcome: 'met',
  };
}

const untouched = {
  raw: {},
  outcome: null,
  note: '',
  photos: [],
  signedPhoto: null,
  visitedAt: null,
  reports: [],
  reported: [],
  dirty: false,
} as const;

/** An answer given or taken away; `raw` keeps the text while it is no value. A signature was for the answers before. */
export function withAnswer(work: Work, path: string, value: AnswerValue | undefined, raw?: string): Work {
  const { [path]: _, ...answers } = work.answers;
  const { [path]: __, ...texts } = work.raw;
  return {
    ...work,
    answers: value === undefined ? answers : { ...answers, [path]: value },
    raw: raw === undefined ? texts : { ...texts, [path]: raw },
    signedPhoto: null,
    dirty: true,
  };
}

export const withParts = (work: Work, parts: Partial<Pick<Work, 'outcome' | 'note' | 'photos' | 'signedPhoto'>>): Work => ({
  ...work,
  ...parts,
  dirty: true,
});

/** A member entered by mistake on this phone goes as a whole; one the register knows leaves by an answer. */
export function withoutMember(work: Work, memberId: string): Work {
  const stays = ([path]: [string, unknown]): boolean => !path.startsWith(`members.${memberId}.`);
  return {
    ...work,
    answers: Object.fromEntries(Object.entries(work.answers).filter(stays)),
    raw: Object.fromEntries(Object.entries(work.raw).filter(stays)),
    signedPhoto: null,
    dirty: true,
  };
}

/** Paths in which the answers differ from what was downloaded, and every path an earlier report spoke of, in its state of now. */
export function changesOf({ base, answers, reported }: Work): Report['changes'] {
  const paths = new Set([...Object.keys(base.answers), ...Object.keys(answers), ...reported]);
  const changes: Record<string, AnswerValue | null> = {};
  for (const path of [...paths].sort()) {
    const [before, now] = [base.answers[path] ?? null, answers[path] ?? null];
    if (!same(before, now) || reported.includes(path)) changes[path] = now;
  }
  return changes;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The report of a finished visit, and the work as it goes on. A report that was never sent is written anew under its id; one that
 * may have been received stays, and the new one repeats what it said.
 */
export function finish(
  work: Work,
  made: { id: string; at: string; formVersion: number; neverSent: string | undefined },
): { report: Report; work: Work } {
  const outcome = work.outcome ?? 'met';
  const changes = outcome === 'met' ? changesOf(work) : {};
  const id = made.neverSent ?? made.id;
  const follows = work.reports.filter((earlier) => earlier !== id);
  const report: Report = {
    id,
    unitId: work.unitId,
    ...(work.found ? { found: { villageCode: work.villageCode } } : {}),
    follows,
    baseVersion: work.base.version,
    registerVersion: work.base.registerVersion,
    formVersion: made.formVersion,
    outcome,
    visitedAt: work.visitedAt ?? made.at,
    changes,
    ...(work.note.trim() ? { note: work.note.trim() } : {}),
    photos: work.photos,
    ...(work.signedPhoto && outcome === 'met' ? { signedPhoto: work.signedPhoto } : {}),
  };
  return {
    report,
    work: {
      ...work,
      visitedAt: work.visitedAt ?? made.at,
      reports: [...follows, id],
      reported: [...new Set([...work.reported, ...Object.keys(changes)])],
      dirty: false,
    },
  };
}
