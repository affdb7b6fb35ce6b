import { codeList, type CodeList } from '@jingzhun/domain/code-list';
import type { RegisterKind } from './register-kind.js';

/** What an entry of each register can be: the code that is kept, what people read, what the authorities' files write. */
export const FACT_CLASSES: Readonly<Record<RegisterKind, CodeList<string>>> = {
  realEstate: codeList('不动产类型', 'kind of real estate', [
    { code: 'housing', zh: '商品住房', en: 'commercial housing', aliases: ['住宅', '商品房', '住房', '成套住宅'] },
    { code: 'shop', zh: '商铺', en: 'shop', aliases: ['商业用房', '店面', '商业'] },
    { code: 'land', zh: '建设用地', en: 'building land', aliases: ['地皮', '土地', '国有建设用地'] },
    { code: 'selfBuilt', zh: '自建房', en: 'self-built house', aliases: ['自建住宅', '宅基地房屋'] },
    { code: 'resettlement', zh: '易地搬迁安置房', en: 'relocation home', aliases: ['安置房', '搬迁安置房'] },
    { code: 'other', zh: '其他不动产', en: 'other real estate', aliases: ['其他', '其它', '车库', '仓库'] },
  ]),
  vehicle: codeList('车船类型', 'kind of vehicle', [
    {
      code: 'car',
      zh: '小型客车',
      en: 'car',
      aliases: ['小型轿车', '轿车', '小轿车', '小型普通客车', '小型越野客车', '微型轿车', '家用轿车'],
    },
    { code: 'minivan', zh: '微型面包车', en: 'minivan', aliases: ['面包车', '小型面包车', '微型普通客车'] },
    { code: 'lightTruck', zh: '轻型货车', en: 'light truck', aliases: ['微型货车', '轻型普通货车', '皮卡'] },
    {
      code: 'heavyTruck',
      zh: '中重型货车',
      en: 'medium or heavy truck',
      aliases: ['重型货车', '中型货车', '重型自卸货车', '重型半挂牵引车'],
    },
    {
      code: 'largeFarm',
      zh: '大型农用机械',
      en: 'large farm vehicle',
      aliases: ['联合收割机', '大中型拖拉机', '大型拖拉机', '大型农用车'],
    },
    {
      code: 'construction',
      zh: '大型工程机械',
      en: 'large construction machine',
      aliases: ['挖掘机', '装载机', '推土机', '起重机', '压路机'],
    },
    { code: 'ship', zh: '船舶', en: 'ship', aliases: ['机动船', '货船', '采砂船'] },
    { code: 'farmTricycle', zh: '农用三轮车', en: 'farm tricycle', aliases: ['三轮汽车', '三轮车', '电动三轮车', '正三轮载货摩托车'] },
    { code: 'smallTractor', zh: '手扶拖拉机', en: 'walking tractor', aliases: ['小型拖拉机', '手扶变型运输机'] },
    { code: 'motorcycle', zh: '摩托车', en: 'motorcycle', aliases: ['普通二轮摩托车', '两轮摩托车', '轻便二轮摩托车'] },
    { code: 'electricBike', zh: '电动自行车', en: 'electric bicycle', aliases: ['电动车'] },
    { code: 'other', zh: '其他车船', en: 'other vehicle', aliases: ['其他', '其它'] },
  ]),
  firm: codeList('市场主体身份', 'role in a firm', [
    { code: 'legalRepresentative', zh: '法定代表人', en: 'legal representative', aliases: ['法人', '法人代表', '企业负责人'] },
    { code: 'shareholder', zh: '股东', en: 'shareholder', aliases: ['投资人', '自然人股东'] },
    { code: 'partner', zh: '合伙人', en: 'partner' },
    { code: 'soleTrader', zh: '个体工商户经营者', en: 'sole trader', aliases: ['个体工商户', '个体户', '经营者'] },
    { code: 'cooperativeMember', zh: '农民合作社成员', en: 'member of a farmers’ cooperative', aliases: ['合作社成员', '合作社社员'] },
    { code: 'familyFarm', zh: '家庭农场主', en: 'owner of a family farm', aliases: ['家庭农场'] },
    { code: 'other', zh: '其他身份', en: 'other role', aliases: ['其他', '其它'] },
  ]),
  payroll: codeList('单位类型', 'kind of employer', [
    { code: 'stateOrgan', zh: '国家机关', en: 'state organ', aliases: ['机关', '行政单位'] },
    { code: 'institution', zh: '事业单位', en: 'public institution', aliases: ['全额事业单位', '差额事业单位'] },
    { code: 'socialOrganisation', zh: '社会团体', en: 'social organisation', aliases: ['群团组织'] },
    { code: 'stateEnterprise', zh: '国有企业', en: 'state-owned enterprise', aliases: ['国企'] },
    { code: 'largePrivate', zh: '大中型民营企业', en: 'large or medium private enterprise', aliases: ['大中型企业'] },
    { code: 'welfarePost', zh: '公益性岗位', en: 'public-welfare post', aliases: ['公益岗位', '公益岗', '护林员', '保洁员'] },
    { code: 'other', zh: '其他单位', en: 'other employer', aliases: ['其他', '其它', '临时聘用'] },
  ]),
  commercialPension: codeList('保险类型', 'kind of insurance', [
    { code: 'commercial', zh: '商业养老保险', en: 'commercial pension insurance', aliases: ['商业年金', '养老年金保险', '个人养老年金'] },
    { code: 'residentPension', zh: '城乡居民养老保险', en: 'residents’ basic pension', aliases: ['城乡居保', '新农保'] },
    { code: 'other', zh: '其他保险', en: 'other insurance', aliases: ['其他', '其它'] },
  ]),
  studyAbroad: codeList('留学性质', 'how the study is paid', [
    { code: 'selfFunded', zh: '自费留学', en: 'at own expense', aliases: ['自费'] },
    { code: 'publiclyFunded', zh: '公派留学', en: 'sent by the state', aliases: ['公派', '国家公派'] },
    { code: 'scholarship', zh: '全额奖学金', en: 'full scholarship', aliases: ['奖学金'] },
    { code: 'other', zh: '未注明', en: 'not stated', aliases: ['其他', '其它', '不详'] },
  ]),
  police: codeList('处罚事由', 'ground of the penalty', [
    { code: 'gambling', zh: '赌博', en: 'gambling', aliases: ['参与赌博'] },
    { code: 'drugs', zh: '吸毒', en: 'drugs', aliases: ['涉毒', '吸食毒品'] },
    { code: 'fighting', zh: '打架斗殴', en: 'fighting', aliases: ['殴打他人', '斗殴'] },
    { code: 'provocation', zh: '寻衅滋事', en: 'provocation' },
    { code: 'cult', zh: '参与邪教活动', en: 'cult activity', aliases: ['邪教'] },
    { code: 'other', zh: '其他处罚', en: 'other penalty', aliases: ['其他', '其它'] },
  ]),
  villageCommittee: codeList('职务', 'post', [
    { code: 'secretary', zh: '村党组织书记', en: 'village party secretary', aliases: ['村支书', '支部书记', '书记'] },
    { code: 'head', zh: '村委会主任', en: 'head of the village committee', aliases: ['村主任', '主任'] },
    { code: 'deputy', zh: '村委会副主任', en: 'deputy head of the village committee', aliases: ['副主任', '副书记'] },
    { code: 'member', zh: '村委会委员', en: 'member of the village committee', aliases: ['委员', '支部委员', '文书', '会计', '妇女主任'] },
    { code: 'groupLeader', zh: '村民小组长', en: 'leader of a villager group', aliases: ['小组长', '组长'] },
    { code: 'other', zh: '其他职务', en: 'other post', aliases: ['其他', '其它'] },
  ]),
  hukou: codeList('户籍变动', 'hukou change', [
    { code: 'movedIn', zh: '迁入', en: 'moved in', aliases: ['市内迁入', '县外迁入', '投靠迁入'] },
    { code: 'split', zh: '分户', en: 'household split', aliases: ['分家立户', '立户'] },
    { code: 'marriage', zh: '婚嫁迁入', en: 'moved in by marriage', aliases: ['婚迁', '结婚迁入'] },
    { code: 'returned', zh: '恢复户口', en: 'returned', aliases: ['学生回迁', '复员', '刑满释放恢复', '大中专毕业迁入'] },
    { code: 'birth', zh: '出生登记', en: 'birth', aliases: ['出生'] },
    { code: 'other', zh: '其他变动', en: 'other change', aliases: ['其他', '其它'] },
  ]),
};

/** Where real estate lies; the village itself is no reason. */
export const Places = codeList('坐落', 'place', [
  { code: 'village', zh: '农村', en: 'village', aliases: ['本村', '乡村', '村内'] },
  { code: 'town', zh: '集镇', en: 'market town', aliases: ['圩镇', '乡镇', '镇区'] },
  { code: 'countySeat', zh: '县城', en: 'county seat', aliases: ['市区', '城区', '瑞金城区'] },
  { code: 'city', zh: '其他城市', en: 'another city', aliases: ['城市', '外地城市', '设区市'] },
]);
