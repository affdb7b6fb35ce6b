import type { CaseKind } from '../../src/application/lifecycle/case-state.js';
import { attach, registrationContent, type Office } from '../application.factory.js';
import { registerHousehold, syntheticId } from '../household.factory.js';
import type { Identification } from '../service.js';

/** A case as the model has begun it. */
export interface HttpCase {
  readonly id: string;
  readonly kind: CaseKind;
  /** Of the register, before the case; a registration has none. */
  readonly householdId: string | null;
  /** Whom the registers of other authorities may name. */
  persons: readonly NamedPerson[];
}

export interface NamedPerson {
  readonly name: string;
  readonly idNumber: string;
}

let births = 0;
/** A day nobody else of this run was born on: numbers of one day repeat after five hundred. */
const nextBirth = (): string => new Date(Date.UTC(1940, 0, 1) + (births += 1) * 86_400_000).toISOString().slice(0, 10);

const person = (name: string, relation: string): object => {
  const birthDate = nextBirth();
  return { name, idNumber: syntheticId(birthDate, relation === '01' ? 'male' : 'female'), relation, facts: { education: '02' } };
};
const ofRegistration = (): Record<string, unknown> => registrationContent({ members: [person('朱秋生', '01'), person('谢香莲', '02')] });

const CONTENT = {
  registration: ofRegistration,
  removal: () => ({ kind: 'removal', ground: 'income', statement: '收入已稳定超过标准' }),
  categoryChange: () => ({ kind: 'categoryChange', category: 'livingAllowance', basis: '民政低保审批表', statement: '已纳入低保' }),
} as const satisfies Record<CaseKind, () => Record<string, unknown>>;

/** A draft; what it is about stands in the register before, as a released import left it. */
export async function begin(service: Identification, people: Office, kind: CaseKind): Promise<HttpCase> {
  if (kind === 'registration') {
    const content = ofRegistration();
    const { body } = await people.clerk.post('/applications', { villageCode: '360781102208', content }).expect(201);
    return { id: body.id, kind, householdId: null, persons: content['members'] as NamedPerson[] };
  }
  const members = [
    { name: '刘大山', birthDate: nextBirth(), sex: 'male' as const, relation: '01' },
    { name: '钟秀英', birthDate: nextBirth(), sex: 'female' as const, relation: '02' },
  ];
  const household = await registerHousehold(service, { villageCode: '360781102208', members });
  const { body } = await people.clerk.post('/applications', { householdId: household.id, content: CONTENT[kind]() }).expect(201);
  return { id: body.id, kind, householdId: household.id, persons: household.members };
}

/** The papers of the submission or of a new signature; a removal is signed by the official who proposes it. */
export async function papers(service: Identification, people: Office, { id, kind }: HttpCase, anew: boolean): Promise<object> {
  const paper = (role: string): Promise<string> => attach(service, people.clerk, `/applications/${id}`, role);
  if (kind === 'removal') {
    if (!anew) await paper('grounds');
    return {};
  }
  if (kind === 'registration' && !anew) for (const role of ['consent', 'identity']) await paper(role);
  return { mark: { scan: await paper('applicationForm'), kind: 'signature' } };
}

/** What a withdrawal takes: of an application the household's request, of the others the word of the office that may decide. */
export async function withdrawal(service: Identification, people: Office, { id, kind }: HttpCase): Promise<object> {
  if (kind !== 'registration') return {};
  return { mark: { scan: await attach(service, people.clerk, `/applications/${id}`, 'withdrawalRequest'), kind: 'signature' } };
}

/** Even: what can be reached or is worded; odd: what was judged. */
export function correction(kind: CaseKind, n: number): object {
  const reason = '随机更正';
  if (kind !== 'registration') {
    const content = CONTENT[kind]();
    return { content: n % 2 === 0 ? content : { ...content, statement: `${String(content.statement)}（${n}）` }, reason };
  }
  const content = ofRegistration();
  if (n % 2 !== 0) return { content, reason };
  const members = (content['members'] as { idNumber?: string }[]).map(({ idNumber: _, ...member }) => member);
  return { content: { ...content, members }, reason, keep: { phone: true, idNumbers: [0, 1] } };
}

interface InRegister {
  status: string;
  category: string;
  version: number;
}

/** What the register must say of the household, and has told, when the case stands where it stands. */
export async function registerSays(
  service: Identification,
  { id, kind, householdId }: HttpCase,
): Promise<{ changes: string[]; household: InRegister | null; told: number }> {
  const history = await service.look<{ household_id: string; change: string }>(
    'select household_id, change from household_history where source_document = $1 order by version',
    [`七步法 ${id}`],
  );
  const of = kind === 'registration' ? (history[0]?.household_id ?? null) : householdId;
  const [household] = of ? await service.look<InRegister>('select status, category, version from household where id = $1', [of]) : [];
  const told = of
    ? await service.look(
        `select from told where ordering_key = $1 and type in ('identification.household.registered.v1', 'identification.household.changed.v1')`,
        [of],
      )
    : [];
  return { changes: history.map(({ change }) => change), household: household ?? null, told: told.length };
}

const BEFORE = { status: 'registered', category: 'general', version: 1 };
/** Of a case that was completed, and of one that was not. */
export const EXPECTED: Record<CaseKind, Record<'done' | 'not', Awaited<ReturnType<typeof registerSays>>>> = {
  registration: {
    done: { changes: ['registered'], household: BEFORE, told: 1 },
    not: { changes: [], household: null, told: 0 },
  },
  removal: {
    done: { changes: ['cleanedOut'], household: { ...BEFORE, status: 'cleanedOut', version: 2 }, told: 2 },
    not: { changes: [], household: BEFORE, told: 1 },
  },
  categoryChange: {
    done: { changes: ['category'], household: { ...BEFORE, category: 'livingAllowance', version: 2 }, told: 2 },
    not: { changes: [], household: BEFORE, told: 1 },
  },
};
