import { clearedUp, declared, excepted, held, unclear } from './rule-parts.js';

/** The four strict reviews (四个从严审核) as data. */
export const STRICT_REVIEWS_2015 = [
  {
    code: 'R1',
    outcome: 'strict',
    decidedBy: 'machine',
    needs: ['villageCommittee'],
    exceptions: [excepted('villageCommittee', 'group-leader', '村民小组长不计入', 'leaders of villager groups do not count')],
    hits: [held('villageCommittee'), declared('villageCommittee')],
    signs: [unclear('villageCommittee')],
    grounds: [
      { code: 'sits-now', result: 'strict', words: { zh: '核实：现任村（居）委会成员', en: 'confirmed: sits on the village committee' } },
      clearedUp('none', '核实：不是现任村（居）委会成员', 'confirmed: does not sit on the village committee'),
    ],
    title: { zh: '现任村委会成员', en: 'Sits on the village committee' },
    text: { zh: '家庭成员有现任村委会成员的农户。', en: 'A member of the household currently sits on the village committee.' },
    wouldChange: { zh: '已不再任职（并在新的名册中体现）。', en: 'The post has ended (and a newer list says so).' },
  },
  {
    code: 'R2',
    outcome: 'strict',
    decidedBy: 'machine',
    needs: ['payroll'],
    exceptions: [excepted('payroll', 'welfare-post', '公益性岗位不计入', 'public-welfare posts do not count')],
    hits: [held('payroll'), declared('payroll')],
    signs: [unclear('payroll')],
    grounds: [
      {
        code: 'stable-income',
        result: 'strict',
        words: { zh: '核实：有稳定工资性收入', en: 'confirmed: stable income from employment' },
      },
      clearedUp('none', '核实：没有应计入的任职', 'confirmed: no employment that counts'),
    ],
    title: { zh: '财政供养或稳定就业', en: 'On public payroll or in stable employment' },
    text: {
      zh: '家庭成员中有在国家机关、事业单位、社会团体等由财政部门统发工资，或在国有企业和大中型民营企业工作相对稳定的农户。',
      en: 'A member is paid by the public purse (state organ, institution, social organisation) or has stable work in a state-owned or a large or medium private enterprise.',
    },
    wouldChange: { zh: '已不再任职（并在新的名册中体现）。', en: 'The employment has ended (and a newer list says so).' },
  },
  {
    code: 'R3',
    outcome: 'strict',
    decidedBy: 'machine',
    needs: ['commercialPension'],
    exceptions: [excepted('commercialPension', 'basic-pension', '城乡居民养老保险不计入', 'the residents’ basic pension does not count')],
    hits: [held('commercialPension'), declared('commercialPension')],
    signs: [unclear('commercialPension')],
    grounds: [
      {
        code: 'has-bought',
        result: 'strict',
        words: { zh: '核实：购买了商业养老保险', en: 'confirmed: has bought commercial pension insurance' },
      },
      clearedUp('none', '核实：没有购买商业养老保险', 'confirmed: none bought'),
    ],
    title: { zh: '购买商业养老保险', en: 'Has bought commercial pension insurance' },
    text: { zh: '购买商业养老保险的农户。', en: 'The household has bought commercial pension insurance.' },
    wouldChange: { zh: '已退保或保险已终止（并在新的数据中体现）。', en: 'The insurance has ended (and a newer extract says so).' },
  },
  {
    code: 'R4',
    outcome: 'strict',
    decidedBy: 'person',
    sensitive: true,
    needs: [],
    signs: [{ fact: 'report', when: 'held' }],
    grounds: [
      {
        code: 'none',
        result: 'pass',
        sensitive: true,
        forMany: true,
        words: { zh: '核实：没有未说明的举报或质疑', en: 'confirmed: no report or doubt left open' },
      },
      { code: 'explained', result: 'pass', sensitive: true, words: { zh: '核实：能够合理解释', en: 'confirmed: reasonably explained' } },
      {
        code: 'cannot-explain',
        result: 'strict',
        sensitive: true,
        words: { zh: '核实：不能作出合理解释', en: 'confirmed: cannot reasonably explain' },
      },
    ],
    title: { zh: '对举报或质疑不能作出合理解释', en: 'Cannot reasonably explain a report or doubt' },
    text: { zh: '对举报或质疑不能作出合理解释的农户。', en: 'Cannot reasonably explain a report or doubt raised against the household.' },
    wouldChange: {
      zh: '对举报或质疑作出合理解释，并经核实。',
      en: 'The report or doubt is reasonably explained, and the explanation confirmed.',
    },
  },
];
