import { codeList, type CodeOf } from '@jingzhun/domain/code-list';

/** How far a value can be trusted. Shown beside every parameter, so that nobody takes a proposal for a rule. */
export const Certainties = codeList('可信度', 'certainty', [
  { code: 'A', zh: '报道原文', en: 'stated in the published article' },
  { code: 'S', zh: '公开资料', en: 'found in a public source' },
  { code: 'D', zh: '推算', en: 'derived by arithmetic' },
  { code: 'K-high', zh: '凭记忆，较有把握，须核对', en: 'from memory, rather sure, to be verified' },
  { code: 'K-mid', zh: '凭记忆，一般，须核对', en: 'from memory, fairly sure, to be verified' },
  { code: 'K-low', zh: '凭记忆，把握不大，须核对', en: 'from memory, unsure, to be verified' },
  { code: 'U', zh: '不确定', en: 'uncertain' },
  { code: 'P', zh: '系统建议值', en: 'proposal of this system' },
  { code: 'L', zh: '本地文件', en: 'local document, entered by the county' },
]);
export type Certainty = CodeOf<typeof Certainties>;
export const Certainty = Certainties.schema;
