import { areaDigest, canonicalHousehold, householdDigest, type DigestedHousehold } from './canonical-household.js';

const household: DigestedHousehold = {
  id: '014c2b0e-6a00-7000-8000-000000000001',
  version: 2,
  villageCode: '360781102208',
  status: 'registered',
  category: 'general',
  mainCause: null,
  headName: '杨示例',
  memberCount: 2,
  members: [
    { personId: '014c2b0e-6a00-7000-8000-000000000012', relation: '02' },
    { personId: '014c2b0e-6a00-7000-8000-000000000011', relation: '01' },
  ],
};

describe('canonical text', () => {
  it('is this, byte for byte: the owner writes the same by SQL', () => {
    expect(canonicalHousehold(household)).toBe(
      '014c2b0e-6a00-7000-8000-000000000001\t2\t360781102208\tregistered\tgeneral\t\t杨示例\t2\n' +
        '014c2b0e-6a00-7000-8000-000000000011\t01\n' +
        '014c2b0e-6a00-7000-8000-000000000012\t02\n',
    );
    expect(householdDigest(household)).toBe('0d8a7b086cbef829ebe571e82ae9f9fffa552b21be1702e81f74ce06725768b5');
  });

  it('does not depend on the order of members, and does on everything else', () => {
    expect(householdDigest({ ...household, members: [...household.members].reverse() })).toBe(householdDigest(household));
    for (const change of [{ version: 3 }, { mainCause: '01' }, { headName: '杨' }, { members: [] }, { villageCode: '360781102209' }])
      expect(householdDigest({ ...household, ...change })).not.toBe(householdDigest(household));
  });

  it('of an area does not depend on the order of households', () => {
    const digests: [string, string][] = [
      ['a', '1'],
      ['b', '2'],
    ];
    expect(areaDigest(new Map(digests))).toBe(areaDigest(new Map(digests.toReversed())));
    expect(areaDigest(new Map())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(areaDigest(new Map(digests))).toBe('a6e2b7a040683432de03a18fd8a1939a2fdf82585b364bfc874bdd4095c4cae1');
  });
});
