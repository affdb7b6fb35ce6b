import { clearedUp, declared, excepted, held, notCounted, of, unclear } from './rule-parts.js';

/** The seven vetoes (七个一票否决) as data. */
export const VETOES_2015 = [
  {
    code: 'V1',
    outcome: 'veto',
    decidedBy: 'machine',
    needs: ['realEstate'],
    exceptions: [
      excepted('realEstate', 'relocation-home', '易地搬迁安置房不计入', 'a relocation home does not count'),
      {
        code: 'relocation-household',
        fact: 'realEstate',
        classes: { policy: 'screening.relocationHousehold', pick: 'excepted' },
        when: 'held',
        months: of('realEstate', 'months'),
        ifHousehold: 'resettlement',
        words: { zh: '搬迁移民扶贫户的住房不计入', en: 'the dwelling of a relocation household does not count' },
      },
    ],
    hits: [{ ...held('realEstate'), places: { policy: 'screening.countedPlaces' } }],
    signs: [
      { ...unclear('realEstate'), places: { policy: 'screening.countedPlaces' } },
      { ...unclear('realEstate'), places: [''] },
      declared('realEstate'),
    ],
    grounds: [
      { code: 'luxury-decoration', result: 'veto', words: { zh: '入户查看：现住房豪华装修', en: 'seen at home: luxurious decoration' } },
      {
        code: 'town-property',
        result: 'veto',
        words: { zh: '核实：在集镇、县城或城市另有房产', en: 'confirmed: real estate in a town or city' },
      },
      notCounted('relocation-household', '核实为搬迁移民扶贫户的住房', 'confirmed: the dwelling of a relocation household'),
      clearedUp('none', '核实：没有应计入的不动产', 'confirmed: no real estate that counts'),
    ],
    title: { zh: '购建城镇房产或豪华装修', en: 'Real estate in town, or luxurious decoration' },
    text: {
      zh: '在集镇、县城或其他城市购买（自建）商品房、商铺、地皮等房地产，或现住房装修豪华的农户（搬迁移民扶贫户除外）。',
      en: 'Has bought or built housing, a shop, land or other real estate in a market town, county seat or city, or luxuriously decorated the present house (relocation households excepted).',
    },
    wouldChange: {
      zh: '该不动产已转移登记（并在登记部门新的数据中体现），或核实属于搬迁移民扶贫户的住房。',
      en: 'The real estate is transferred (and a newer extract of the register says so), or it is confirmed to be the dwelling of a relocation household.',
    },
  },
  {
    code: 'V2',
    outcome: 'veto',
    decidedBy: 'machine',
    needs: ['vehicle'],
    exceptions: [
      excepted('vehicle', 'farm-use', '农用三轮车、摩托车等生产生活用车不计入', 'farm tricycles, motorcycles and the like do not count'),
    ],
    hits: [held('vehicle')],
    signs: [unclear('vehicle'), declared('vehicle')],
    grounds: [
      {
        code: 'owns-vehicle',
        result: 'veto',
        words: { zh: '核实：拥有家用轿车、大型农机、工程机械或船舶', en: 'confirmed: owns such a vehicle' },
      },
      notCounted('farm-tricycle', '核实为农用三轮车等生产用车', 'confirmed: a farm tricycle or the like'),
      clearedUp('none', '核实：没有应计入的车船', 'confirmed: no vehicle that counts'),
    ],
    title: { zh: '拥有家用轿车、大型农机、工程机械或船舶', en: 'Owns a car, large farm vehicle, construction machine or ship' },
    text: {
      zh: '家庭拥有小汽车（家用）、大型农用车、大型工程机械、船舶等的农户。',
      en: 'Owns a family car, a large farm vehicle, a large construction machine or a ship.',
    },
    wouldChange: {
      zh: '该车船已过户或注销（并在登记部门新的数据中体现），或核实为农用三轮车等不计入的车辆。',
      en: 'The vehicle is transferred or deregistered (and a newer extract says so), or confirmed to be of a kind that does not count.',
    },
  },
  {
    code: 'V3',
    outcome: 'veto',
    decidedBy: 'machine',
    needs: ['firm'],
    exceptions: [excepted('firm', 'cooperative', '农民合作社普通成员不计入', 'ordinary members of a cooperative do not count')],
    hits: [held('firm')],
    signs: [unclear('firm'), declared('business')],
    grounds: [
      {
        code: 'contractor',
        result: 'veto',
        words: { zh: '核实：长期从事工程承包等营利活动', en: 'confirmed: long-term contracting for profit' },
      },
      { code: 'employer', result: 'veto', words: { zh: '核实：长期雇用他人从事生产经营', en: 'confirmed: employs others for long' } },
      { code: 'firm-owner', result: 'veto', words: { zh: '核实：私营企业主', en: 'confirmed: owner of a private firm' } },
      notCounted('dormant-firm', '核实为挂名或已停业的市场主体', 'confirmed: a firm in name only, or no longer operating'),
      clearedUp('none', '核实：没有应计入的经营活动', 'confirmed: no business that counts'),
    ],
    title: { zh: '私营企业主、长期承包或长期雇工', en: 'Owner of a firm, contractor, or employer' },
    text: {
      zh: '家庭成员有私营企业主，或长期从事工程承包、发包等营利性活动的，长期雇用他人从事生产经营活动的农户。',
      en: 'A member owns a private firm, long-term does contracting and similar profit-making, or long-term employs others.',
    },
    wouldChange: {
      zh: '该市场主体已注销或已退出（并在登记部门新的数据中体现），或核实为挂名、停业。',
      en: 'The firm is deregistered or left (and a newer extract says so), or confirmed to be in name only.',
    },
  },
  {
    code: 'V4',
    outcome: 'veto',
    decidedBy: 'person',
    needs: [],
    signs: [{ fact: 'absence', when: 'held' }, declared('longAbsent')],
    grounds: [
      { code: 'lives-here', result: 'pass', forMany: true, words: { zh: '核实：常住本村', en: 'confirmed: lives in the village' } },
      {
        code: 'absent-for-work',
        result: 'pass',
        words: {
          zh: '核实：外出务工，家庭仍在本村，有居住证明',
          en: 'confirmed: away for work, the household remains, with proof of residence',
        },
      },
      {
        code: 'medical-treatment',
        result: 'pass',
        sensitive: true,
        words: { zh: '核实：外出就医或陪护', en: 'confirmed: away for medical treatment' },
      },
      {
        code: 'long-absent',
        result: 'veto',
        words: { zh: '核实：长期不在、无法提供居住证明', en: 'confirmed: long absent without proof of residence' },
      },
      {
        code: 'separated',
        result: 'veto',
        words: { zh: '核实：长期在外打工，人户分离', en: 'confirmed: long working elsewhere, separated from the home' },
      },
    ],
    title: { zh: '长期不在或人户分离', en: 'Long absent, or separated from the home' },
    text: {
      zh: '家中长期无人、无法提供其实际居住证明的，或长期在外打工、人户分离的农户。',
      en: 'Nobody at home for long and no proof of actual residence, or long working elsewhere with people separated from the home.',
    },
    wouldChange: {
      zh: '提供实际居住证明，并经入户核实常住本村。',
      en: 'Proof of residence is given and a visit confirms that they live here.',
    },
  },
  {
    code: 'V5',
    outcome: 'veto',
    decidedBy: 'machine',
    needs: ['studyAbroad'],
    exceptions: [
      excepted('studyAbroad', 'not-self-funded', '公派或全额奖学金不计入', 'study paid by the state or a full scholarship does not count'),
    ],
    hits: [held('studyAbroad'), declared('studyAbroad')],
    signs: [unclear('studyAbroad')],
    grounds: [
      { code: 'self-funded', result: 'veto', words: { zh: '核实：自费留学', en: 'confirmed: studies abroad at own expense' } },
      notCounted('scholarship', '核实为公派或全额奖学金', 'confirmed: paid by the state or a scholarship'),
      clearedUp('none', '核实：没有自费留学', 'confirmed: nobody studies abroad at own expense'),
    ],
    title: { zh: '自费留学', en: 'Studies abroad at own expense' },
    text: { zh: '家庭成员有自费出国留学的农户。', en: 'A member of the household studies abroad at own expense.' },
    wouldChange: { zh: '留学已结束，或核实为公派、全额奖学金。', en: 'The study has ended, or is confirmed to be paid by others.' },
  },
  {
    code: 'V6',
    outcome: 'veto',
    decidedBy: 'person',
    sensitive: true,
    needs: [],
    signs: [{ fact: 'police', classes: of('police', 'counted'), when: 'begun', months: of('police', 'months') }],
    exceptions: [],
    grounds: [
      {
        code: 'none',
        result: 'pass',
        sensitive: true,
        forMany: true,
        words: { zh: '核实：没有应计入的处罚', en: 'confirmed: no penalty that counts' },
      },
      {
        code: 'reformed',
        result: 'pass',
        sensitive: true,
        words: { zh: '核实：受过处罚，已改正', en: 'confirmed: punished once, reformed' },
      },
      {
        code: 'refuses-to-reform',
        result: 'veto',
        sensitive: true,
        words: { zh: '核实：受处罚且拒不改正', en: 'confirmed: punished and refuses to reform' },
      },
    ],
    title: { zh: '受治安处罚且拒不改正', en: 'Punished by the police and refuses to reform' },
    text: {
      zh: '因赌博、吸毒、打架斗殴、寻衅滋事、长期从事邪教活动等被公安机关处罚且拒不改正的农户。',
      en: 'Punished by the police for gambling, drugs, fighting, provocation, long-term cult activity and the like, and refuses to reform.',
    },
    wouldChange: { zh: '经核实已经改正。', en: 'It is confirmed that the person has reformed.' },
  },
  {
    code: 'V7',
    outcome: 'veto',
    decidedBy: 'machine',
    needs: ['hukou'],
    exceptions: [
      {
        ...excepted('hukou', 'ordinary-change', '婚嫁、出生、回迁等正常变动不计入', 'marriage, birth and return do not count'),
        when: 'begun',
      },
    ],
    signs: [{ fact: 'hukou', classes: null, when: 'begun', months: of('hukou', 'months') }],
    grounds: [
      {
        code: 'lives-here',
        result: 'pass',
        words: { zh: '核实：变动正常，实际居住本村', en: 'confirmed: an ordinary change, lives in the village' },
      },
      { code: 'empty-hukou', result: 'veto', words: { zh: '核实：空挂户口，不实际居住', en: 'confirmed: hukou without living here' } },
      {
        code: 'split-to-qualify',
        result: 'veto',
        words: { zh: '核实：为当贫困户明显拆户、分户', en: 'confirmed: the household was split to qualify' },
      },
    ],
    title: { zh: '空挂户口或明显拆户、分户', en: 'Hukou without living here, or split to qualify' },
    text: {
      zh: '为了成为贫困户，把户口迁入农村，但实际不在落户地生产生活的空挂户，或明显为争当贫困户而进行拆户、分户的农户。',
      en: 'Moved the hukou into the village to become poor without living there, or obviously split the household for that purpose.',
    },
    wouldChange: {
      zh: '经入户核实，户口变动属正常情况且实际居住在本村。',
      en: 'A visit confirms that the change is ordinary and the household lives here.',
    },
  },
];
