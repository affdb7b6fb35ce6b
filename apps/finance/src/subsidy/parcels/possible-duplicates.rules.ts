import { createHash } from 'node:crypto';
import type { Words } from '@jingzhun/domain/lifecycle';

/** Why something that is applied for may be there already. */
export const POSSIBLE_DUPLICATE_KINDS = ['projectWaits', 'projectApplied', 'askedByHand', 'similarName'] as const;
export type PossibleDuplicateKind = (typeof POSSIBLE_DUPLICATE_KINDS)[number];

/** Something that may be the same, as an answer keeps it: never a person. */
export interface PossibleDuplicate {
  readonly kind: PossibleDuplicateKind;
  /** What the two have in common: product and year of cultivation, or both folded names. Another name is another question. */
  readonly of: string;
  /** The accepted project. */
  readonly claimId?: string;
  /** The other application. */
  readonly applicationId?: string;
  readonly document?: string;
  readonly acceptedOn?: string;
  readonly parcel?: string;
}

/** Two names, whichever was there first. */
export const namesOf = (own: string, other: string): string => [own, other].toSorted().join(' ~ ');

const identity = ({ kind, of, claimId, applicationId }: PossibleDuplicate): string =>
  [kind, of, claimId ?? '', applicationId ?? ''].join(' ');

/** Of what was found, whatever the order. */
export const digestOf = (found: readonly PossibleDuplicate[]): string =>
  createHash('sha256')
    .update(JSON.stringify(found.map(identity).toSorted()))
    .digest('hex');

/** One answer, of the application that gave it. */
export interface Given {
  readonly applicationId: string;
  readonly findings: readonly PossibleDuplicate[];
}

interface Asking {
  /** Null: nothing is entered yet. */
  readonly applicationId: string | null;
  readonly claimId: string | null;
}

/** What nobody has answered: neither for this application nor, the other way round, for the other one. */
export function unanswered(
  found: readonly PossibleDuplicate[],
  { applicationId, claimId }: Asking,
  given: readonly Given[],
): PossibleDuplicate[] {
  const isThis = (one: PossibleDuplicate): boolean =>
    (applicationId !== null && one.applicationId === applicationId) || (claimId !== null && one.claimId === claimId);
  return found.filter(
    (duplicate) =>
      !given.some(({ applicationId: by, findings }) =>
        by === applicationId
          ? findings.some(
              (one) => one.of === duplicate.of && (one.claimId ?? one.applicationId) === (duplicate.claimId ?? duplicate.applicationId),
            )
          : by === duplicate.applicationId && findings.some((one) => one.of === duplicate.of && isThis(one)),
      ),
  );
}

/** What it is; a person is named by whoever may see the other application, and only on a screen. */
export function wordsOf({ kind, document = '', acceptedOn = '', parcel = '' }: PossibleDuplicate): Words {
  switch (kind) {
    case 'projectWaits':
      return {
        zh: `产业部门已验收该户的同一项目、同一年度（${acceptedOn}，${document}），还没有人按它申请。`,
        en: `Industry has accepted the same product and year of this household (${acceptedOn}, ${document}); nobody has applied for it.`,
      };
    case 'projectApplied':
      return {
        zh: `该户本年度已按验收项目（${acceptedOn}，${document}）申请同一项目、同一年度阶段。`,
        en: `The household has applied this year for the same product and year of cultivation, by an accepted project (${acceptedOn}, ${document}).`,
      };
    case 'askedByHand':
      return {
        zh: `该户本年度已手工申请同一项目、同一年度阶段，地块为“${parcel}”。`,
        en: `The household has an application of this year entered by hand for the same product and year of cultivation, for “${parcel}”.`,
      };
    case 'similarName':
      return { zh: `村里已有名称相近的地块“${parcel}”。`, en: `A parcel of the village has a similar name: “${parcel}”.` };
  }
}

const NEXT: Readonly<Record<PossibleDuplicateKind, Words>> = {
  projectWaits: {
    zh: '是这一项的，请选中该验收项目申请；确是另一处的，请写明在哪里、为什么没有一并验收。',
    en: 'If it is this one, apply by the accepted project; if it is another field, say where, and why it was not accepted with it.',
  },
  projectApplied: {
    zh: '是同一处的，不必再申请；确是另一处的，请写明在哪里。',
    en: 'If it is the same, nothing more is applied for; if it is another field, say where.',
  },
  askedByHand: {
    zh: '是同一处的，请先撤回手工填报的一份，再按验收项目申请；确是另一处的，请写明。',
    en: 'If it is the same, withdraw the one entered by hand first and apply by the project then; if it is another field, say so.',
  },
  similarName: {
    zh: '是同一地块的，请填写相同的名称，一年只补助一次；确是另一块的，请写明。',
    en: 'If it is the same parcel, write the same name: it is subsidised once a year; if it is another one, say so.',
  },
};
export const nextOf = ({ kind }: PossibleDuplicate): Words => NEXT[kind];
