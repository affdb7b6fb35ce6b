import { z } from 'zod';
import { DrinkingWater } from '@jingzhun/domain/drinking-water';
import { FuelType } from '@jingzhun/domain/fuel-type';
import { HouseSafety } from '@jingzhun/domain/dangerous-house';
import { HousingStructure } from '@jingzhun/domain/housing-structure';
import { RoadType } from '@jingzhun/domain/road-type';

const land = z.int().min(0).max(100_000_000).optional();
const yesNo = z.boolean().optional();

/** How the household lives: land, housing, water, power and road. Land in 0.01 mu, housing in 0.01 m², distance in metres. */
export const Living = z
  .strictObject({
    cultivatedCentiMu: land.describe('耕地面积'),
    forestCentiMu: land.describe('林地面积'),
    returnedForestCentiMu: land.describe('退耕还林面积'),
    orchardCentiMu: land.describe('林果面积'),
    pastureCentiMu: land.describe('牧草地面积'),
    waterCentiMu: land.describe('水面面积'),
    cooperative: yesNo.describe('是否加入农民专业合作组织'),
    leadEnterprise: yesNo.describe('是否有龙头企业带动'),
    pathfinder: yesNo.describe('是否有创业致富带头人带动'),
    productionPower: yesNo.describe('是否通生产用电'),
    domesticPower: yesNo.describe('是否通生活用电'),
    broadcast: yesNo.describe('是否通广播电视'),
    mainRoadMetres: z.int().min(0).max(1_000_000).optional().describe('与村主干路距离（米）'),
    roadType: RoadType.optional().describe('入户路类型'),
    housingCentiSquareMetre: z.int().min(0).max(100_000_000).optional().describe('住房面积'),
    houseSafety: HouseSafety.optional().describe('安全住房: safe, grade C or grade D'),
    structure: HousingStructure.optional().describe('主要结构'),
    builtYear: z.int().min(1800).max(2100).optional().describe('建造年份'),
    sanitaryToilet: yesNo.describe('是否有卫生厕所'),
    fuel: FuelType.optional().describe('主要燃料类型'),
    safeWater: yesNo.describe('是否解决安全饮用水'),
    drinkingWater: DrinkingWater.optional().describe('饮水情况'),
    resettlement: yesNo.describe('是否易地扶贫搬迁户'),
  })
  .meta({ id: 'Living' });
export type Living = z.infer<typeof Living>;
