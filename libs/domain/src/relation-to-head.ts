import { codeList, type CodeOf } from './code-list.js';

/**
 * Relation of a member to the head of household: 01-20 and 99 as in the poverty system; 21-27 were added there later, their
 * numbers are this project's choice.
 */
export const RelationsToHead = codeList('与户主关系', 'relation to head', [
  { code: '01', zh: '户主', en: 'head', aliases: ['本人', '户主/本人', '本人或户主'] },
  { code: '02', zh: '配偶', en: 'spouse', aliases: ['之配偶', '妻子', '丈夫', '妻', '夫'] },
  { code: '03', zh: '之子', en: 'son', aliases: ['儿子', '子', '长子', '次子'] },
  { code: '04', zh: '之女', en: 'daughter', aliases: ['女儿', '女', '长女', '次女'] },
  { code: '05', zh: '之儿媳', en: 'daughter-in-law', aliases: ['儿媳'] },
  { code: '06', zh: '之女婿', en: 'son-in-law', aliases: ['女婿'] },
  { code: '07', zh: '之孙子', en: "son's son", aliases: ['孙子'] },
  { code: '08', zh: '之孙女', en: "son's daughter", aliases: ['孙女'] },
  { code: '09', zh: '之外孙子', en: "daughter's son", aliases: ['外孙子', '外孙'] },
  { code: '10', zh: '之外孙女', en: "daughter's daughter", aliases: ['外孙女'] },
  { code: '11', zh: '之父', en: 'father', aliases: ['父亲', '父'] },
  { code: '12', zh: '之母', en: 'mother', aliases: ['母亲', '母'] },
  { code: '13', zh: '之岳父', en: "wife's father", aliases: ['岳父'] },
  { code: '14', zh: '之岳母', en: "wife's mother", aliases: ['岳母'] },
  { code: '15', zh: '之公公', en: "husband's father", aliases: ['公公'] },
  { code: '16', zh: '之婆婆', en: "husband's mother", aliases: ['婆婆'] },
  { code: '17', zh: '之祖父', en: 'grandfather', aliases: ['祖父', '爷爷'] },
  { code: '18', zh: '之祖母', en: 'grandmother', aliases: ['祖母', '奶奶'] },
  { code: '19', zh: '之外祖父', en: "mother's father", aliases: ['外祖父'] },
  { code: '20', zh: '之外祖母', en: "mother's mother", aliases: ['外祖母'] },
  { code: '21', zh: '之兄弟姐妹', en: 'brother or sister', aliases: ['兄弟姐妹', '兄弟', '姐妹'] },
  { code: '22', zh: '之曾孙子', en: 'great-grandson', aliases: ['曾孙子'] },
  { code: '23', zh: '之曾孙女', en: 'great-granddaughter', aliases: ['曾孙女'] },
  { code: '24', zh: '之侄儿', en: 'nephew', aliases: ['侄儿', '侄子'] },
  { code: '25', zh: '之侄女', en: 'niece', aliases: ['侄女'] },
  { code: '26', zh: '之兄弟媳妇', en: "brother's wife", aliases: ['兄弟媳妇'] },
  { code: '27', zh: '之叔伯', en: 'uncle', aliases: ['叔伯'] },
  { code: '99', zh: '其他', en: 'other', aliases: ['其它'] },
]);
export type RelationToHead = CodeOf<typeof RelationsToHead>;
export const RelationToHead = RelationsToHead.schema;

export const HEAD: RelationToHead = '01';
export const SPOUSE: RelationToHead = '02';
