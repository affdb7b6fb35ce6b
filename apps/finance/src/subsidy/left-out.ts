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
