import type { CodeList } from '@jingzhun/domain/code-list';
import { formatArea } from '@jingzhun/domain/area';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { RoadTypes } from '@jingzhun/domain/road-type';
import type { Living } from '../household/living.js';

export type Language = 'zh' | 'en';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The word of a code, or the code itself where an older release knew another one. */
export const codeText = <C extends string>(list: CodeList<C>, code: string, lang: Language): string =>
  list.has(code) ? list.text(code, lang) : code;

type Shown = (value: never, lang: Language) => string;
interface LivingLine extends Words {
  readonly key: keyof Living;
  readonly show: Shown;
}

const mu: Shown = (value: number, lang) => `${formatArea(value as never)} ${lang === 'zh' ? '亩' : 'mu'}`;
const squareMetres: Shown = (value: number) => `${formatArea(value as never)} ㎡`;
const metres: Shown = (value: number, lang) => `${value} ${lang === 'zh' ? '米' : 'm'}`;
const year: Shown = (value: number) => String(value);
const yesNo: Shown = (value: boolean, lang) => ({ zh: ['否', '是'], en: ['no', 'yes'] })[lang][value ? 1 : 0] ?? '';
const listed =
  <C extends string>(list: CodeList<C>): Shown =>
  (value: string, lang) =>
    codeText(list, value, lang);
const line = (key: keyof Living, zh: string, en: string, show: Shown): LivingLine => ({ key, zh, en, show });

/** A21 to A37 of the form, in its order; what is not known is left out. */
export const LIVING_LINES: readonly LivingLine[] = [
  line('cultivatedCentiMu', '耕地面积', 'cultivated land', mu),
  line('forestCentiMu', '林地面积', 'forest', mu),
  line('returnedForestCentiMu', '退耕还林面积', 'fields returned to forest', mu),
  line('orchardCentiMu', '林果面积', 'orchard', mu),
  line('pastureCentiMu', '牧草地面积', 'pasture', mu),
  line('waterCentiMu', '水面面积', 'water', mu),
  line('housingCentiSquareMetre', '住房面积', 'housing', squareMetres),
  line('structure', '主要结构', 'structure', listed(HousingStructures)),
  line('builtYear', '建造年份', 'built in', year),
  line('houseSafety', '住房安全', 'safety of the house', listed(HouseSafeties)),
  line('sanitaryToilet', '卫生厕所', 'sanitary toilet', yesNo),
  line('productionPower', '通生产用电', 'power for production', yesNo),
  line('domesticPower', '通生活用电', 'power at home', yesNo),
  line('broadcast', '通广播电视', 'broadcast', yesNo),
  line('fuel', '主要燃料', 'fuel', listed(FuelTypes)),
  line('safeWater', '解决安全饮用水', 'safe drinking water', yesNo),
  line('drinkingWater', '饮水情况', 'drinking water', listed(DrinkingWaters)),
  line('mainRoadMetres', '与村主干路距离', 'distance to the main road', metres),
  line('roadType', '入户路类型', 'road to the house', listed(RoadTypes)),
  line('cooperative', '加入专业合作组织', 'member of a cooperative', yesNo),
  line('leadEnterprise', '龙头企业带动', 'led by an enterprise', yesNo),
  line('pathfinder', '致富带头人带动', 'led by a pathfinder', yesNo),
  line('resettlement', '易地扶贫搬迁户', 'relocation household', yesNo),
];
