import type { CentiMu, CentiSquareMetre } from '@jingzhun/domain/area';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { CityLiving } from './city-rows.js';
import type { Random } from './random.js';

const mu = (amount: number): CentiMu => Math.max(0, Math.round(amount * 10) * 10) as CentiMu;

export function drawLiving(random: Random, size: number, category: HouseholdCategory, urban: boolean): CityLiving {
  const farms = !urban && category !== 'fiveGuarantee';
  const forest = farms && random.chance(0.7) ? mu(random.int(1, 18) * (0.5 + random.fraction())) : mu(0);
  const returned = forest > 100 && random.chance(0.12) ? mu((forest / 100) * (0.2 + 0.6 * random.fraction())) : mu(0);
  return {
    cultivated: mu(urban ? 0 : size * (0.3 + 0.8 * random.fraction())),
    forest,
    returnedForest: returned,
    orchard: farms && random.chance(0.22) ? mu(0.5 + 4 * random.fraction()) : mu(0),
    pasture: mu(0),
    water: farms && random.chance(0.06) ? mu(0.2 + random.fraction()) : mu(0),
    housing: (Math.round(Math.max(18, size * (12 + 22 * random.fraction())) * 10) * 10) as CentiSquareMetre,
    safety: random.weighted([
      ['01', 76],
      ['02', 14],
      ['03', 10],
    ]),
    mainRoadMetres: urban ? random.int(1, 8) * 50 : random.int(1, 48) * (random.chance(0.7) ? 30 : 100),
    road: random.weighted(
      urban
        ? [
            ['03', 90],
            ['04', 10],
          ]
        : [
            ['01', 38],
            ['02', 27],
            ['03', 34],
            ['04', 1],
          ],
    ),
    fuel: random.weighted(
      urban
        ? [
            ['04', 90],
            ['03', 10],
          ]
        : [
            ['01', 68],
            ['03', 9],
            ['04', 22],
            ['05', 1],
          ],
    ),
    safeWater: random.chance(urban ? 1 : 0.72),
    toilet: random.chance(urban ? 0.95 : 0.42),
    productionPower: random.chance(0.9),
    domesticPower: random.chance(0.996),
    broadcast: random.chance(0.94),
    cooperative: farms && random.chance(0.07),
    leadEnterprise: farms && random.chance(0.03),
    pathfinder: farms && random.chance(0.05),
  };
}
