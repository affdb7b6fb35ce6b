import type { Session } from '../api/gateway/session.js';
import { navigationFor, startOf } from './navigation.js';

const session = (department: string, role: string, permissions: string[]): Session => ({
  account: { id: 'a', name: '某某', department, roles: [role], area: '360781', areaName: '瑞金市' },
  permissions,
  locale: 'zh-CN',
});

describe('navigation', () => {
  it('shows an officer the own department only', () => {
    expect(
      navigationFor(session('finance', 'county-officer', ['directory.read', 'household.read', 'policy.read'])).map((group) => group.place),
    ).toEqual(['finance']);
  });

  it('shows a leader every department and starts at the city page', () => {
    const leader = session('identification', 'leader', ['figures.read', 'household.read', 'directory.read', 'policy.read']);
    expect(navigationFor(leader)).toHaveLength(6);
    expect(startOf(leader)).toBe('/identification/city');
  });

  it('keeps household data away from administrators', () => {
    const paths = (role: string, permissions: string[]) =>
      navigationFor(session('identification', role, permissions)).flatMap((group) => group.entries.map((entry) => entry.screen));
    expect(paths('system-admin', ['division.read', 'operations.read'])).toEqual(['divisions', 'operations']);
    expect(paths('security-admin', ['division.read', 'account.manage'])).toEqual(['divisions', 'accounts']);
  });

  it('starts administrators and auditors at their own work', () => {
    const start = (role: string, permission: string) => startOf(session('identification', role, ['division.read', permission]));
    expect(start('system-admin', 'operations.read')).toBe('/identification/operations');
    expect(start('security-admin', 'account.manage')).toBe('/gateway/accounts');
    expect(start('auditor', 'audit.read')).toBe('/identification/audit');
  });

  it('starts the verification officer at what waits for him, and shows registers to importers only', () => {
    const verifier = session('identification', 'verification-officer', [
      'household.read',
      'screening.read',
      'screening.confirm',
      'register.import-sensitive',
    ]);
    expect(startOf(verifier)).toBe('/identification/screening-tasks');
    const paths = (permissions: string[]) =>
      navigationFor(session('identification', 'village-cadre', permissions)).flatMap((group) => group.entries.map((entry) => entry.path));
    expect(paths(['register.import-sensitive'])).toEqual(['registers']);
    expect(paths(['screening.read'])).toEqual(['screening']);
    expect(paths(['screening.read', 'screening.confirm'])).toEqual(['screening', 'screening-tasks', 'register-matches']);
  });

  it('gives an account without permissions no page rather than a wrong one', () => {
    expect(startOf(session('industry', 'village-cadre', []))).toBeUndefined();
  });
});
