export const roles = [
  'village-cadre',
  'township-officer',
  'county-officer',
  'verification-officer',
  'finance-approver',
  'cashier',
  'bank-clerk',
  'leader',
  'system-admin',
  'security-admin',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

export function isRole(value: string): value is Role {
  return roles.some((role) => role === value);
}

/** The three administrators of GB/T 22239-2019 exclude each other and every other role; the server refuses it as well. */
const exclusive: readonly Role[] = ['system-admin', 'security-admin', 'auditor'];

export interface RoleChoice {
  readonly roles: readonly Role[];
  /** The role for whose sake others were taken away. */
  readonly because?: Role;
}

/** What is held after a press: an exclusive role stands alone, and leaves when another is added. */
export function chooseRoles(before: readonly Role[], after: readonly Role[]): RoleChoice {
  const added = after.find((role) => !before.includes(role));
  if (added && exclusive.includes(added) && after.length > 1) return { roles: [added], because: added };
  const held = after.find((role) => exclusive.includes(role));
  if (added && held && held !== added) return { roles: after.filter((role) => !exclusive.includes(role)), because: held };
  return { roles: after };
}
