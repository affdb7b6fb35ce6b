import { codeList } from '@jingzhun/domain/code-list';
import type { Benefit } from '../payment/payable-causes.js';

export const Milestones = codeList('搬迁进度节点', 'milestone of a relocation', [
  { code: 'contractSigned', zh: '签订协议', en: 'contract signed' },
  { code: 'foundationLaid', zh: '基础完工', en: 'foundation laid' },
  { code: 'roofed', zh: '主体封顶', en: 'roofed' },
  { code: 'movedIn', zh: '搬迁入住', en: 'moved in' },
  { code: 'oldHouseCleared', zh: '旧房拆除', en: 'old house cleared' },
]);
export const MoneySources = codeList('搬迁资金来源', 'source of relocation money', [
  { code: 'centralAndProvincial', zh: '中央和省级资金', en: 'central and provincial' },
  { code: 'cityPlatform', zh: '市级平台资金', en: 'city platform' },
]);
export const PremiumSchemes = codeList('代缴保险', 'insurance whose premium is paid', [
  { code: 'basic', zh: '城乡居民基本医疗保险', en: 'basic medical insurance' },
  { code: 'criticalIllness', zh: '大病保险', en: 'critical illness insurance' },
  { code: 'supplement', zh: '商业补充医疗保险', en: 'supplementary insurance' },
  { code: 'pension', zh: '城乡居民养老保险', en: 'pension insurance' },
]);

export const ClaimKinds = codeList('应付款种类', 'kind of claim', [
  { code: 'relocation', zh: '搬迁补助', en: 'relocation subsidy' },
  { code: 'premium', zh: '代缴保费', en: 'premium' },
  { code: 'project', zh: '产业项目验收', en: 'accepted project' },
]);

export type Subject =
  | { kind: 'relocation'; milestone: string; source: string }
  | { kind: 'premium'; scheme: string; year: number; personId: string }
  | {
      kind: 'project';
      projectId: string;
      product: string;
      stage: number;
      quantity: number;
      unit: 'centiMu' | 'count';
      parcelIds?: readonly string[];
      /** Whose it is, as industry told last: the claim moves there once no application made from it is alive. */
      householdId?: string;
      villageCode?: string;
    };

/** The kinds finance pays as they are; an accepted project is paid by way of a reward subsidy, which works its amount out. */
export const BENEFIT_OF = { relocation: 'relocationSubsidy', premium: 'premium' } as const satisfies Record<string, Benefit>;
export type PayableKind = keyof typeof BENEFIT_OF;
export const causeTypeOf = (kind: PayableKind): string => `${kind}-claim`;

/** @returns the key of its thing: the one it is known by already, where that was found, or its own */
export const keyOf = ({ key, householdId, subject }: { key?: string; householdId: string; subject: Subject }): string =>
  key ?? naturalKey(householdId, subject);

/**
 * What makes two reports one thing: not who reports, not the paper, not the amount. A household reaches a milestone once a source;
 * a person has one premium a scheme and year; a project is accepted once.
 */
export function naturalKey(householdId: string, subject: Subject): string {
  switch (subject.kind) {
    case 'relocation':
      return `relocation ${householdId} ${subject.milestone} ${subject.source}`;
    case 'premium':
      return `premium ${subject.personId} ${subject.scheme} ${subject.year}`;
    case 'project':
      return `project ${subject.projectId}`;
  }
}
