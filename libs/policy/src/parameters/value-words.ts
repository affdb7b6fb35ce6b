import { TransferItems } from '@jingzhun/domain/income-item';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Names of parts and of choices inside values, for the form that records them and for refusals. One word means the same everywhere. */
export const VALUE_WORDS: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(TransferItems.entries.map(({ code, zh, en }) => [code, { zh, en }])),
  nbs: { zh: '国家统计局口径', en: 'statistics series' },
  office: { zh: '扶贫部门工作口径', en: 'working series' },
  calendar: { zh: '自然日', en: 'calendar days' },
  working: { zh: '工作日', en: 'working days' },
  on: { zh: '启用', en: 'on' },
  off: { zh: '停用', en: 'off' },
  min: { zh: '下限', en: 'at least' },
  max: { zh: '上限', en: 'at most' },
  minFen: { zh: '下限', en: 'at least' },
  maxFen: { zh: '上限', en: 'at most' },
  township: { zh: '乡镇', en: 'township' },
  county: { zh: '县级', en: 'county' },
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  numerator: { zh: '分子', en: 'numerator' },
  denominator: { zh: '分母', en: 'denominator' },
  signIn: { zh: '签到表', en: 'sign-in sheet' },
  photo: { zh: '照片', en: 'photographs' },
  picture: { zh: '照片', en: 'pictures' },
  video: { zh: '录像', en: 'video' },
  audio: { zh: '录音', en: 'audio' },
  document: { zh: '文件扫描件', en: 'documents' },
  minutes: { zh: '会议记录', en: 'minutes' },
  applied: { zh: '小组评议', en: 'group appraisal' },
  groupAppraised: { zh: '张贴组级公示', en: 'posting the group notice' },
  groupNoticeClosed: { zh: '村民代表大会审核', en: 'assembly review' },
  assemblyPassed: { zh: '张贴村委会公示', en: 'posting the village notice' },
  villageNoticeClosed: { zh: '乡镇复核', en: 'township re-check' },
  townshipChecked: { zh: '县级审定', en: 'county examination' },
  countyExamined: { zh: '张贴公告', en: 'posting the announcement' },
  most: { zh: '至多次数', en: 'times at most' },
  days: { zh: '间隔天数', en: 'days between' },
  counted: { zh: '计入的类别', en: 'classes that count' },
  excepted: { zh: '不计入的类别', en: 'classes that do not count' },
  months: { zh: '月数', en: 'months' },
  maxAgeDays: { zh: '数据最多多少天', en: 'days data may be old' },
  workPlaces: { zh: '务工地点', en: 'places of work' },
  fromAge: { zh: '年龄', en: 'from age' },
  '30/360': { zh: '每月按30天', en: '30/360' },
  'actual/365': { zh: '实际天数/365', en: 'actual/365' },
  'actual/360': { zh: '实际天数/360', en: 'actual/360' },
  halfUp: { zh: '四舍五入', en: 'half up' },
  halfEven: { zh: '四舍六入五成双', en: 'half to even' },
  down: { zh: '舍去', en: 'down' },
  planting: { zh: '种植', en: 'planting' },
  breeding: { zh: '养殖', en: 'breeding' },
  processing: { zh: '农产品加工', en: 'processing' },
  ruralTourism: { zh: '乡村旅游', en: 'rural tourism' },
  eCommerce: { zh: '电子商务', en: 'e-commerce' },
  photovoltaic: { zh: '光伏', en: 'photovoltaic' },
  otherIndustry: { zh: '其他产业', en: 'other industry' },
  oneYearPpm: { zh: '一年以内（含）', en: 'up to one year' },
  fiveYearsPpm: { zh: '一至五年', en: 'one to five years' },
  anyMeasure: { zh: '落实任一帮扶措施', en: 'any measure' },
  developmentMeasure: { zh: '落实开发式帮扶措施', en: 'a development measure' },
};

/** The pointer's last named part in words, else nothing: `/value/maxFen` → 上限. */
export const partWords = (name: PropertyKey | undefined): Words | undefined =>
  typeof name === 'string' && Object.hasOwn(VALUE_WORDS, name) ? VALUE_WORDS[name] : undefined;
