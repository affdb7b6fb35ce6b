import { mayDecide, may } from './ability.js';
import { PERMISSIONS } from './permissions.js';
import { conflictsOf, EXCLUSIVE_ROLES, permissionsOf, ROLES, type Role } from './roles.js';
import { principalLike } from './testing/index.js';

const HOUSEHOLD_DATA = PERMISSIONS.filter((p) => /^(household|contact|correction|import|duplicate|finding)\./.test(p));

describe('roles', () => {
  it.each(EXCLUSIVE_ROLES)('%s excludes every other role, whichever is named first', (role) => {
    for (const other of ROLES.filter((r) => r !== role)) {
      expect(conflictsOf([role, other])).toHaveLength(1);
      expect(conflictsOf([other, role])).toHaveLength(1);
    }
    expect(conflictsOf([role])).toEqual([]);
    expect(conflictsOf([role, role])).toEqual([]);
  });

  it('names every forbidden pair once', () => {
    expect(conflictsOf([...EXCLUSIVE_ROLES])).toHaveLength(3);
    expect(conflictsOf(['village-cadre', 'auditor', 'leader'])).toEqual([
      ['auditor', 'village-cadre'],
      ['auditor', 'leader'],
    ]);
  });

  it('lets working roles be held together', () => {
    expect(conflictsOf(['village-cadre', 'township-officer', 'county-officer', 'leader'])).toEqual([]);
  });

  it.each(EXCLUSIVE_ROLES)('%s sees no household data', (role) => {
    expect(permissionsOf([role]).filter((p) => HOUSEHOLD_DATA.includes(p))).toEqual([]);
  });

  it.each(['leader', 'auditor'] as const)('%s, read by every department, changes nothing', (role) => {
    const actions = permissionsOf([role]).map((p) => p.split('.')[1]);
    expect(actions.filter((action) => !['read', 'search'].includes(String(action)))).toEqual([]);
  });

  it('gives plain ID numbers and releases to the county only', () => {
    const holders = (permission: 'household.reveal' | 'import.release'): Role[] =>
      ROLES.filter((r) => permissionsOf([r]).includes(permission));
    expect(holders('household.reveal')).toEqual(['county-officer']);
    expect(holders('import.release')).toEqual(['county-officer']);
  });

  it('lets the verification officer import what others must not read, and nothing else', () => {
    const holders = (permission: 'register.import' | 'register.import-sensitive'): Role[] =>
      ROLES.filter((r) => permissionsOf([r]).includes(permission));
    expect(holders('register.import')).toEqual(['county-officer']);
    expect(holders('register.import-sensitive')).toEqual(['verification-officer']);
  });

  it('gives each permission to at least one role', () => {
    expect(PERMISSIONS.filter((p) => !permissionsOf([...ROLES]).includes(p))).toEqual([]);
  });
});

describe('abilities', () => {
  it('follow the roles', () => {
    expect(may(principalLike({ roles: ['village-cadre'] }), 'correction.propose')).toBe(true);
    expect(may(principalLike({ roles: ['village-cadre'] }), 'correction.decide')).toBe(false);
  });

  it('never let a maker decide his own proposal', () => {
    const officer = principalLike({ roles: ['county-officer', 'township-officer'] });
    expect(mayDecide(officer, 'correction.decide', officer.accountId)).toBe(false);
    expect(mayDecide(officer, 'correction.decide', principalLike().accountId)).toBe(true);
    expect(mayDecide(officer, 'import.release', officer.accountId)).toBe(false);
    expect(mayDecide(principalLike({ roles: ['village-cadre'] }), 'correction.decide', officer.accountId)).toBe(false);
  });
});
