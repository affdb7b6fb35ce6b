import type { Words } from '@jingzhun/domain/lifecycle';
import { run, type Handle } from '@jingzhun/persistence';
import { OFFICES, type OfficeName } from './lifecycle/lifecycle.js';
import { projectLeftOut } from './lifecycle/project-words.js';
import type { ProjectDiffers } from './lifecycle/subsidy-facts.js';
import { SubsidyStates } from './lifecycle/subsidy-state.js';
import { ASKED_BACK, COMES_UP } from './rests.js';
import type { LeftOut } from './round.dto.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import { SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';

interface Left extends SubsidyRow {
  differs: ProjectDiffers | null;
  isAskedBack: boolean;
}

const LEFT_OUT = `select ${SUBSIDY_COLUMNS}, subsidy_project_differs(a.id) as differs, ${ASKED_BACK} as "isAskedBack" from subsidy_application a
  where a.scheme_code = $1 and ($2::uuid[] is null or a.id = any($2::uuid[])) and not (${COMES_UP}) and (a.state = 'accepted' or $2::uuid[] is not null)
  order by a.village_code, a.household_number, a.id`;

/** What a round leaves out of what was accepted, and of what it was asked for by id; nothing is decided about it until somebody does what stands beside it. */
export async function leftOutOf(handle: Handle, scheme: SubsidyScheme, applicationIds?: readonly string[]): Promise<LeftOut[]> {
  const rows = await run<Left>(handle, LEFT_OUT, [scheme.code, applicationIds ?? null]);
  return rows.map((row) => {
    const { code, why, next, offices } = reasonOf(row);
    return {
      applicationId: row.id,
      headName: row.headName,
      villageCode: row.villageCode,
      product: row.product,
      productZh: findProduct(scheme, row.product)?.nameZh ?? row.product,
      isRest: row.restOf !== null,
      ...{ code, why, next },
      who: { zh: offices.map((one) => OFFICES[one].zh).join('、'), en: offices.map((one) => OFFICES[one].en).join(', ') },
    };
  });
}

/** A left-out case as a refusal may say it: its place and village, nobody's name, number or id. */
export type LeftOutCase = Pick<LeftOut, 'code' | 'why' | 'next' | 'who' | 'productZh'> & {
  /** in the `applicationIds` of the command; absent where it asked for everything that waits */
  readonly at?: number;
  readonly village: string;
};

/** In the order of the command. @param names of places, from the county down */
export function casesOf(
  leftOut: readonly LeftOut[],
  names: ReadonlyMap<string, readonly string[]>,
  asked: readonly string[] = [],
): LeftOutCase[] {
  const places = new Map(asked.map((id, at) => [id, at]));
  return leftOut
    .map(({ applicationId, villageCode, code, why, next, who, productZh }) => {
      const at = places.get(applicationId);
      const village = names.get(villageCode)?.at(-1) ?? villageCode;
      return { code, why, next, who, productZh, village, ...(at === undefined ? {} : { at }) };
    })
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

interface Reason {
  readonly code: LeftOut['code'];
  readonly why: Words;
  readonly next: Words;
  readonly offices: readonly OfficeName[];
}

const PROJECT = { household: 'projectHousehold', content: 'projectContent', parcel: 'projectParcel' } as const;

function reasonOf({ state, differs, isAskedBack, restOf }: Left): Reason {
  if (state !== 'accepted') return notAccepted(SubsidyStates.get(state));
  if (isAskedBack) return REST_OF_ASKED_BACK;
  // `COMES_UP` leaves out nothing else
  return { code: PROJECT[differs as ProjectDiffers], ...projectLeftOut(differs as ProjectDiffers, restOf !== null) };
}

const notAccepted = (state: Words): Reason => ({
  code: 'notAccepted',
  why: { zh: `已不在待核定状态，现为“${state.zh}”`, en: `It does not wait for the bureau any more: ${state.en}` },
  next: { zh: '请打开该申请查看办理记录', en: 'open the application and read its history' },
  offices: ['bureau'],
});

/** Of a rest; the two ways out of `recovering` are the approver's. */
const REST_OF_ASKED_BACK: Reason = {
  code: 'askedBack',
  why: { zh: '这是余额，原款正在追回', en: 'It is a rest, and the money it is the rest of is asked back' },
  next: {
    zh: '请确认已追回（余额随之终止）或撤销追回（余额参加下一批）',
    en: 'it is confirmed that the money came back, and the rest ends with it, or the demand is dropped, and the rest comes up again',
  },
  offices: ['approver'],
};
