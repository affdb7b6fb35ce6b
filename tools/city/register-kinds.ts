/** What a rule must say about a household whose member stands in a register so; `look`: a person decides. */
export type Expected = 'veto' | 'strict' | 'pass' | 'look';

interface PlannedClass {
  readonly word: string;
  readonly place?: string;
  readonly expected: Expected;
}

export interface RegisterPlan {
  readonly kind: string;
  /** Rule of the eleven that reads it. */
  readonly rule: string;
  readonly authority: string;
  readonly file: string;
  /** Titles as an authority would write them; the import knows them as other names of its own. */
  readonly titles: { readonly name: string; readonly number: string; readonly class: string; readonly from: string; readonly to?: string };
  readonly classes: readonly PlannedClass[];
  /** Whose facts they are by nature. */
  readonly ages: readonly [from: number, to: number];
  /** Households of a thousand that stand in it. */
  readonly share: number;
}

const plan = (one: RegisterPlan): RegisterPlan => one;

/** The registers of other authorities, in words of the offices. `expected` follows the pack's policy of the day. */
export const REGISTER_PLANS: readonly RegisterPlan[] = [
  plan({
    kind: 'realEstate',
    rule: 'V1',
    authority: '瑞金市不动产登记中心',
    file: '不动产登记.xlsx',
    titles: { name: '权利人', number: '权利人证件号码', class: '房屋类型', from: '登簿日期', to: '转移日期' },
    classes: [
      { word: '商品房', place: '县城', expected: 'veto' },
      { word: '自建住宅', place: '农村', expected: 'pass' },
      { word: '店面', place: '圩镇', expected: 'veto' },
      { word: '搬迁安置房', place: '县城', expected: 'pass' },
    ],
    ages: [22, 75],
    share: 12,
  }),
  plan({
    kind: 'vehicle',
    rule: 'V2',
    authority: '瑞金市公安局交警大队',
    file: '机动车登记.xlsx',
    titles: { name: '所有人', number: '身份证号码', class: '车辆类型', from: '初次登记日期', to: '注销日期' },
    classes: [
      { word: '小型轿车', expected: 'veto' },
      { word: '正三轮载货摩托车', expected: 'pass' },
      { word: '挖掘机', expected: 'veto' },
      { word: '面包车', expected: 'look' },
    ],
    ages: [20, 65],
    share: 20,
  }),
  plan({
    kind: 'firm',
    rule: 'V3',
    authority: '瑞金市市场监督管理局',
    file: '市场主体登记.xlsx',
    titles: { name: '姓名', number: '证件号码', class: '任职身份', from: '成立日期', to: '注销日期' },
    classes: [
      { word: '法定代表人', expected: 'veto' },
      { word: '合作社社员', expected: 'pass' },
      { word: '股东', expected: 'veto' },
      { word: '个体工商户', expected: 'look' },
    ],
    ages: [20, 70],
    share: 10,
  }),
  plan({
    kind: 'payroll',
    rule: 'R2',
    authority: '瑞金市财政局',
    file: '财政供养人员.xlsx',
    titles: { name: '人员姓名', number: '身份证号', class: '单位性质', from: '参加工作日期', to: '停发日期' },
    classes: [
      { word: '全额事业单位', expected: 'strict' },
      { word: '公益性岗位', expected: 'pass' },
      { word: '国有企业', expected: 'strict' },
      { word: '临时聘用', expected: 'look' },
    ],
    ages: [20, 58],
    share: 8,
  }),
  plan({
    kind: 'commercialPension',
    rule: 'R3',
    authority: '瑞金市保险行业协会',
    file: '商业养老保险.xlsx',
    titles: { name: '姓名', number: '证件号码', class: '险种', from: '生效日期', to: '退保日期' },
    classes: [
      { word: '养老年金保险', expected: 'strict' },
      { word: '新农保', expected: 'pass' },
    ],
    ages: [25, 60],
    share: 5,
  }),
  plan({
    kind: 'studyAbroad',
    rule: 'V5',
    authority: '瑞金市教育局',
    file: '出国留学人员.xlsx',
    titles: { name: '姓名', number: '身份证号码', class: '经费来源', from: '出境日期', to: '回国日期' },
    classes: [
      { word: '自费', expected: 'veto' },
      { word: '公派', expected: 'pass' },
    ],
    ages: [17, 32],
    share: 2,
  }),
  plan({
    kind: 'police',
    rule: 'V6',
    authority: '瑞金市公安局',
    file: '治安处罚.xlsx',
    titles: { name: '被处罚人', number: '公民身份号码', class: '案由', from: '决定日期' },
    // nobody is vetoed by a machine for what the police write
    classes: [
      { word: '赌博', expected: 'look' },
      { word: '打架斗殴', expected: 'look' },
    ],
    ages: [18, 60],
    share: 4,
  }),
  plan({
    kind: 'villageCommittee',
    rule: 'R1',
    authority: '中共瑞金市委组织部',
    file: '村两委名册.xlsx',
    titles: { name: '姓名', number: '身份证号码', class: '现任职务', from: '当选日期', to: '免职日期' },
    classes: [
      { word: '村主任', expected: 'strict' },
      { word: '村民小组长', expected: 'pass' },
      { word: '妇女主任', expected: 'strict' },
    ],
    ages: [25, 60],
    share: 4,
  }),
  plan({
    kind: 'hukou',
    rule: 'V7',
    authority: '瑞金市公安局治安大队',
    file: '户籍变动.xlsx',
    titles: { name: '姓名', number: '公民身份号码', class: '变动原因', from: '变动日期' },
    classes: [
      { word: '分户', expected: 'look' },
      { word: '婚迁', expected: 'pass' },
      { word: '县外迁入', expected: 'look' },
    ],
    ages: [0, 90],
    share: 8,
  }),
];
