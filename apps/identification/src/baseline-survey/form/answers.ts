import { z } from 'zod';

/** What one field of the form can hold. Several codes are kept in the order of the alphabet, so that equal sets are equal texts. */
export const AnswerValue = z.union([z.string().max(500), z.int(), z.boolean(), z.array(z.string().max(20)).max(20)]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** Field path → value, e.g. `living.roadType`, `members.<id>.labour`. A field that is not there has not been answered. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** What a surveyor did to the answers he had on the screen: a new value, or `null` for one he took away. */
export const AnswerChanges = z
  .record(z.string().max(120), AnswerValue.nullable())
  .refine((changes) => Object.keys(changes).length <= 600, { params: { zh: '一次提交的项目过多', en: 'Too many fields at once' } });
export type AnswerChanges = Readonly<z.infer<typeof AnswerChanges>>;

export const sameAnswer = (a: AnswerValue | null | undefined, b: AnswerValue | null | undefined): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export const sameAnswers = (a: Answers, b: Answers): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, value]) => sameAnswer(value, b[path]));

/** The answers after the changes. */
export function withChanges(answers: Answers, changes: AnswerChanges): Answers {
  const next: Record<string, AnswerValue> = { ...answers };
  for (const [path, value] of Object.entries(changes)) {
    if (value === null) delete next[path];
    else next[path] = value;
  }
  return next;
}

export const MEMBER_PATH = /^members\.([0-9a-f-]{36})\.([A-Za-z]+)$/;

/** Members the answers speak of: id → field → value. */
export function membersOf(answers: Answers): Map<string, Record<string, AnswerValue>> {
  const members = new Map<string, Record<string, AnswerValue>>();
  for (const [path, value] of Object.entries(answers)) {
    const [, id, field] = MEMBER_PATH.exec(path) ?? [];
    if (id === undefined || field === undefined) continue;
    members.set(id, { ...members.get(id), [field]: value });
  }
  return members;
}
