import fc from 'fast-check';
import type { WorkedOut } from '../round-known.js';
import { SubsidyScheme } from '../scheme.js';
import { scheme as table } from '../../../test/subsidy.factory.js';
import { obstaclesOf, parcelOf } from './project-fits.rules.js';
import { forecastOf } from './project-forecast.js';
import type { ProjectRow } from './project-rows.js';

const scheme = SubsidyScheme.parse(table());
const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const project = (n: number, parts: Partial<ProjectRow> = {}): ProjectRow => ({
  ...{ id: id(n), householdId: 'h1', householdNumber: 'H1', headName: '刘春华', memberCount: 4, villageCode: '360781102208' },
  ...{ status: 'registered', category: 'general', product: 'vegetables', stage: 1, quantity: 400, unit: 'centiMu' },
  ...{ acceptedOn: '2015-11-20', document: '瑞果验〔2015〕12号', isFree: true, isAskedByHand: false, isParcelUsed: false, ordinal: 1 },
  ...parts,
});
const none = {
  earlier: { grantedFen: new Map(), counted: new Map() },
  around: { elsewhere: { left: new Map(), excluded: new Set<string>() }, rules: [], others: [] },
};

const anyProjects = fc.array(
  fc.record({
    householdId: fc.constantFrom('h1', 'h2', 'h3'),
    product: fc.constantFrom('vegetables', 'navelOrange', 'curingBarn'),
    stage: fc.integer({ min: 1, max: 3 }),
    quantity: fc.integer({ min: 1, max: 1_500 }),
    isWaiting: fc.boolean(),
  }),
  { maxLength: 25 },
);

describe('what a round would make of accepted projects', () => {
  it('is the same whatever the order in which they were chosen, and whatever waits already', () => {
    fc.assert(
      fc.property(anyProjects, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (drawn, turns) => {
        const projects = drawn.flatMap(({ isWaiting, ...one }, i) => (isWaiting ? [] : [project(i, one)]));
        const waiting = drawn.flatMap(({ isWaiting, ...one }, i): WorkedOut[] =>
          isWaiting ? [{ ...one, id: id(i), schemeCode: scheme.code, year: 2015, acceptedQuantity: null, amountFen: null }] : [],
        );
        const keys = new Map([...projects, ...waiting].map((one) => [one.id, turns.next().value as number]));
        const turned = <T extends { id: string }>(rows: readonly T[]): T[] => rows.toSorted((a, b) => keys.get(a.id)! - keys.get(b.id)!);
        const sorted = (forecast: ReturnType<typeof forecastOf>) => [...forecast].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(forecastOf(scheme, turned(projects), turned(waiting), none))).toEqual(
          sorted(forecastOf(scheme, projects, waiting, none)),
        );
      }),
      { numRuns: process.env['DEEP'] ? 20_000 : 1_000, seed: 2015 },
    );
  });

  it('leaves what waits for a round its share of the limits', () => {
    const waits: WorkedOut = {
      ...{ id: id(9), householdId: 'h1', schemeCode: scheme.code, year: 2015 },
      ...{ product: 'vegetables', stage: 1, quantity: 800, acceptedQuantity: 700, amountFen: null },
    };
    const amount = (waiting: WorkedOut[]) => forecastOf(scheme, [project(1)], waiting, none).get(id(1));
    expect(amount([])).toMatchObject({ amountFen: 200_000, cuts: [] });
    expect(amount([waits])).toMatchObject({ amountFen: 150_000, cuts: [{ by: 'productCap' }] });
  });
});

describe('an accepted project', () => {
  it('is applied for together with others when nothing speaks against it', () => {
    const obstacles = (parts: Partial<ProjectRow>) => obstaclesOf(scheme, project(1, parts));
    expect(obstacles({})).toEqual([]);
    expect(obstacles({ isFree: false })).toEqual(['notWaiting']);
    expect(obstacles({ status: 'cleanedOut' })).toEqual(['household']);
    expect(obstacles({ stage: 2 })).toEqual(['product']);
    expect(obstacles({ product: null, stage: null, quantity: null, unit: null })).toEqual(['product', 'quantity']);
    expect(obstacles({ unit: 'count', isAskedByHand: true })).toEqual(['unit', 'askedByHand']);
  });

  it('has a parcel of its own, short enough to be corrected in the form', () => {
    expect(parcelOf(scheme, project(1))).toBe('验收项目·蔬菜·第1年·H1');
    expect(parcelOf(scheme, project(1, { ordinal: 2 }))).toBe('验收项目·蔬菜·第1年·H1·第2处');
    const longest = SubsidyScheme.parse(
      table({ products: [{ ...table().products[0], nameZh: '一二三四五六七八九十一二三四五六七八九十' }] }),
    );
    expect(parcelOf(longest, project(1, { householdNumber: '36078110220800012345', ordinal: 12 })).length).toBeLessThanOrEqual(60);
  });
});
