import { CANARY } from './canary.js';
import { filled, type OpenApi, type Schema } from './fields-of-schema.js';
import { checkDigitOf } from './id-check-digit.js';
import type { Answer, Officer } from './officer.js';
import { Procedure } from './seven-steps.js';

const IDENTIFICATION = '/api/identification/v1';

/** A household that applies: every field the draft of an application has is filled, whichever there are. */
export interface CanaryApplicant {
  readonly content: unknown;
  /** Of the head and the group, which lists and notices need. */
  readonly open: readonly string[];
  /** The clerk reads them on the page of the case; nowhere else do they stand in the clear. */
  readonly shown: readonly string[];
  /** Numbers: masked on the page as well. */
  readonly masked: readonly string[];
}

const seventeen = '36079919240229333';
const NUMBERS: Readonly<Record<string, string>> = {
  phone: '19900777739',
  bankAccount: '9990007777777757',
  'members.idNumber': `${seventeen}${checkDigitOf(seventeen)}`,
};
/** Exactly one member is the head; a year has four digits. */
const GIVEN: Readonly<Record<string, unknown>> = { 'members.relation': '01', 'incomes.year': 2015 };
const OPEN = ['groupName', 'members.name'];

export function canaryApplicant(api: OpenApi): CanaryApplicant {
  const markers = new Map<string, string>();
  const marked = <T extends string | number>(path: string, value: T): T => {
    markers.set(path, String(value));
    return value;
  };
  const leaf = (schema: Schema, path: string): unknown => {
    const number = NUMBERS[path];
    if (number) return marked(path, number);
    if (path in GIVEN) return GIVEN[path];
    if (schema.enum) return schema.enum.at(-1);
    const types = [schema.type ?? []].flat();
    if (types.includes('boolean')) return true;
    const { maximum = 0 } = schema;
    const place = markers.size;
    if (types.includes('string')) return marked(path, `雉标第${place}字`);
    if (!types.includes('integer')) throw new Error(`${path}: what marks ${JSON.stringify(schema)}?`);
    if (maximum >= 10_000_000_000) return marked(path, 7_041_234_500 + place);
    return maximum >= 100_000_000 ? marked(path, 74_123_400 + place) : maximum;
  };
  const content = filled(api, 'RegistrationDraft', leaf);
  const of = (among: (path: string) => boolean): string[] => [...markers].filter(([path]) => among(path)).map(([, marker]) => marker);
  const isSecret = (path: string): boolean => path in NUMBERS;
  return {
    content,
    open: of((path) => OPEN.includes(path)),
    shown: of((path) => !OPEN.includes(path) && !isSecret(path)),
    masked: of(isSecret),
  };
}

/** A clerk enters it, reads it, finds it in the list, and it is withdrawn: for others to find the village as it was. */
export async function applied(clerk: Officer, applicant: CanaryApplicant, seen: (what: string, answer: Answer) => Answer): Promise<void> {
  const { content, shown, open, masked } = applicant;
  expect([open.length, masked.length, shown.length >= 25]).toEqual([2, 3, true]);
  // the page of the form is the answer: to the clerk who entered it
  const made = await clerk.post(`${IDENTIFICATION}/applications`, { villageCode: CANARY.villageCode, content });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  const { id } = made.body as { id: string };
  const page = await clerk.get(`${IDENTIFICATION}/applications/${id}`);
  expect([...shown, ...open].filter((marker) => !page.text.includes(marker))).toEqual([]);
  expect(masked.filter((marker) => page.text.includes(marker))).toEqual([]);
  const list = seen('drafts', await clerk.get(`${IDENTIFICATION}/applications?area=${CANARY.villageCode}&limit=500`));
  expect(open.filter((marker) => !list.text.includes(marker))).toEqual([]);
  const ended = await new Procedure().step(clerk, id, { step: 'withdraw', reason: '演示用' });
  expect(ended.state).toBe('withdrawn');
}
