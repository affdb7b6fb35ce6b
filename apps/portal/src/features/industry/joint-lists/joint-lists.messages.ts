import { defineMessages } from '../../../i18n/messages.js';

export const jointListMessages = defineMessages('jointLists', {
  zh: {
    title: '贷款联合名单',
    lead: '财政金融部门确认并告知的名单：哪些已验收项目的农户列入了哪家银行的贷款名单。名单由财政金融部门提出和撤下，这里只看。',
    empty: '还没有联合名单',
    emptyNext: '财政金融部门确认一份名单后，会自动出现在这里。',
    row: '第 {{number}} 号 · {{bank}}',
    sums: '在册 {{listed}} 户 · 已撤下 {{withdrawn}} 户 · {{on}} 确认',
    back: '返回名单列表',
    lines: '名单明细',
    unknown: '户册副本中还没有该户',
    fits: '符合条件',
    fitsNot: '不符合条件',
    withdrawnLine: '已撤下',
  },
  en: {
    title: 'Joint loan lists',
    lead: 'Lists that finance confirmed and told: households with accepted projects, listed for loans of a bank. Finance proposes and withdraws; here they are read.',
    empty: 'No joint lists yet',
    emptyNext: 'A list appears here by itself once finance has confirmed it.',
    row: 'No. {{number}} · {{bank}}',
    sums: '{{listed}} listed · {{withdrawn}} withdrawn · confirmed {{on}}',
    back: 'Back to the lists',
    lines: 'Lines',
    unknown: 'The household is not in the copy yet',
    fits: 'eligible',
    fitsNot: 'not eligible',
    withdrawnLine: 'withdrawn',
  },
});
