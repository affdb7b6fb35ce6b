import { MEMBER_PATH, sameAnswer, withChanges, type AnswerChanges, type Answers, type AnswerValue } from '../form/answers.js';

/** A field two people answered differently since both looked at it. */
export interface ContestedField {
  path: string;
  base: AnswerValue | null;
  current: AnswerValue | null;
  submitted: AnswerValue | null;
}

export interface Merge {
  /** Current answers with everything of the submission that nobody contests. */
  answers: Answers;
  contested: ContestedField[];
}

const at = (answers: Answers, path: string): AnswerValue | null => answers[path] ?? null;

/**
 * Three-way merge by field: what only one side changed counts, what both changed alike is settled, what both changed differently is
 * contested and stays as it is until a person decides. No order of arrival decides anything.
 */
export function merge(base: Answers, current: Answers, changes: AnswerChanges): Merge {
  const taken: Record<string, AnswerValue | null> = {};
  const contested: ContestedField[] = [];
  for (const [path, submitted] of Object.entries(changes)) {
    const [before, now] = [at(base, path), at(current, path)];
    if (sameAnswer(submitted, before) || sameAnswer(submitted, now)) continue;
    if (sameAnswer(now, before)) taken[path] = submitted;
    else contested.push({ path, base: before, current: now, submitted });
  }
  return { answers: withChanges(current, taken), contested: contested.sort(byPath) };
}

/**
 * Changes that fit each other field by field can still make a household that neither saw (two heads, none). Then everything both
 * said about who belongs to it is contested and stays as it is.
 */
export function contestMembership(base: Answers, current: Answers, changes: AnswerChanges): Merge {
  const paths = new Set([...Object.keys(base), ...Object.keys(current), ...Object.keys(changes)].filter(isMembership));
  const contested: ContestedField[] = [];
  for (const path of paths) {
    const submitted = path in changes ? (changes[path] ?? null) : at(base, path);
    const [before, now] = [at(base, path), at(current, path)];
    if (!sameAnswer(submitted, now)) contested.push({ path, base: before, current: now, submitted });
  }
  const rest = Object.fromEntries(Object.entries(changes).filter(([path]) => !isMembership(path)));
  return { answers: merge(base, current, rest).answers, contested: contested.sort(byPath) };
}

const isMembership = (path: string): boolean => ['relation', 'leaving'].includes(MEMBER_PATH.exec(path)?.[2] ?? '');

const byPath = (a: ContestedField, b: ContestedField): number => (a.path < b.path ? -1 : 1);

/** Which of the two sides counts for each contested field; the rest follows the merge. */
export type Choices = Readonly<Record<string, 'current' | 'submitted'>>;

/** @returns undefined when the choices do not answer exactly the contested fields */
export function settle(merged: Merge, choices: Choices): Answers | undefined {
  const open = new Set(merged.contested.map(({ path }) => path));
  if (Object.keys(choices).length !== open.size || !Object.keys(choices).every((path) => open.has(path))) return undefined;
  const chosen: Record<string, AnswerValue | null> = {};
  for (const { path, submitted } of merged.contested) if (choices[path] === 'submitted') chosen[path] = submitted;
  return withChanges(merged.answers, chosen);
}
