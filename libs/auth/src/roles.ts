import { PERMISSIONS, type Permission } from './permissions.js';

/** What an account can be. One account may hold several roles, except where they exclude each other. */
export const ROLES = [
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
export type Role = (typeof ROLES)[number];

/** The three administrators of GB/T 22239-2019: each excludes the two others and every other role. */
export const EXCLUSIVE_ROLES = ['system-admin', 'security-admin', 'auditor'] as const satisfies readonly Role[];

/** Readers of the whole county: services of every department answer them. */
export const COUNTY_WIDE_ROLES = ['leader', 'auditor'] as const satisfies readonly Role[];

/** Roles that sign in with a second factor. */
export const SECOND_FACTOR_ROLES = EXCLUSIVE_ROLES;

const VILLAGE_CADRE: readonly Permission[] = [
  'division.read',
  'household.read',
  'household.search',
  'contact.correct',
  'correction.propose',
  'finding.read',
  'policy.read',
  'directory.read',
  'digest.read',
  'directory.search',
  'application.read',
  'application.write',
  'application.appraise',
  'notice.read',
  'notice.write',
  'screening.read',
  'survey.read',
  'survey.write',
  'attachment.read',
  'attachment.write',
  'subsidy.read',
  'subsidy.write',
  'loan.read',
  'loan.write',
  'benefit.read',
  'reminder.read',
];

const TOWNSHIP_OFFICER: readonly Permission[] = [
  ...VILLAGE_CADRE,
  'import.upload',
  'correction.decide',
  'duplicate.decide',
  'household.export',
  'application.recheck',
  'roll.keep',
  'objection.receive',
  'objection.investigate',
  'screening.confirm',
  'survey.manage',
  'subsidy.accept',
  'loan.review',
  'budget.read',
  'payment.read',
];

const COUNTY_OFFICER: readonly Permission[] = [
  ...TOWNSHIP_OFFICER,
  'import.release',
  'figures.read',
  'household.reveal',
  'policy.write',
  'policy.confirm',
  'application.examine',
  'register.import',
  'budget.write',
  'subsidy.confirm',
  'claim.read',
  'claim.write',
  'payment.prepare',
  'payment-account.write',
  'ledger.read',
  'loan.confirm',
];

/** The table of roles in docs/shapes.md. A proposal is never decided by its maker, whatever the role: see `mayDecide`. */
export const PERMISSIONS_OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  'village-cadre': VILLAGE_CADRE,
  'township-officer': TOWNSHIP_OFFICER,
  'county-officer': COUNTY_OFFICER,
  // confirms what others must not read: police facts, health, who stands behind a report
  'verification-officer': [
    'division.read',
    'household.read',
    'household.search',
    'policy.read',
    'application.read',
    'screening.read',
    'screening.confirm',
    'screening.sensitive',
    // the police hand their extract to him and to nobody else; the others are the county office's
    'register.import-sensitive',
    'attachment.read',
    'attachment.write',
    'reminder.read',
  ],
  // of finance: who approves enters nothing, who pays approves nothing; one person never does two of the three
  'finance-approver': [
    'division.read',
    'policy.read',
    'policy.confirm',
    'directory.read',
    'directory.search',
    'attachment.read',
    'budget.read',
    'subsidy.read',
    'subsidy.approve',
    'claim.read',
    'payment.read',
    'payment.approve',
    'ledger.read',
    'ledger.close',
    'loan.read',
    'benefit.read',
    'reminder.read',
  ],
  cashier: ['division.read', 'policy.read', 'budget.read', 'payment.read', 'payment.send', 'ledger.read', 'reminder.read'],
  // sees what his own bank lends and what it is asked to pay; of attachments the database shows him the papers of its loans (ADR 0119)
  'bank-clerk': ['division.read', 'policy.read', 'loan.read', 'bank.operate', 'attachment.read', 'reminder.read'],
  leader: [
    'division.read',
    'household.read',
    'household.search',
    'finding.read',
    'figures.read',
    'application.read',
    'notice.read',
    'screening.read',
    'survey.read',
    'budget.read',
    'subsidy.read',
    'payment.read',
    'ledger.read',
    'loan.read',
    'benefit.read',
    'policy.read',
    'directory.read',
    'digest.read',
    'directory.search',
    'reminder.read',
  ],
  'system-admin': ['division.read', 'digest.read', 'operations.read', 'operations.write', 'directory.rebuild', 'clock.advance'],
  'security-admin': ['division.read', 'account.manage'],
  auditor: ['division.read', 'audit.read'],
};

/** Permissions of an account, in the order of the list, each once. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap((role) => PERMISSIONS_OF_ROLE[role]));
  return PERMISSIONS.filter((permission) => held.has(permission));
}

/** Pairs of roles that one account must not hold together; empty when the combination is allowed. */
export function conflictsOf(roles: readonly Role[]): [Role, Role][] {
  const held = [...new Set(roles)];
  const exclusive = held.filter((role) => (EXCLUSIVE_ROLES as readonly Role[]).includes(role));
  return exclusive.flatMap((role, i) =>
    held.filter((other) => other !== role && !exclusive.slice(0, i).includes(other)).map((other): [Role, Role] => [role, other]),
  );
}

export const isCountyWide = (roles: readonly Role[]): boolean =>
  roles.some((role) => (COUNTY_WIDE_ROLES as readonly Role[]).includes(role));

export const needsSecondFactor = (roles: readonly Role[]): boolean =>
  roles.some((role) => (SECOND_FACTOR_ROLES as readonly Role[]).includes(role));
