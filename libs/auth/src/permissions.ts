/** Everything a route can ask for. The part before the dot is the subject, the part after it the action. */
export const PERMISSIONS = [
  'division.read',
  'household.read',
  'household.search',
  'household.reveal',
  'household.export',
  'contact.correct',
  'correction.propose',
  'correction.decide',
  'import.upload',
  'import.release',
  'duplicate.decide',
  'finding.read',
  'figures.read',
  'application.read',
  'application.write',
  'application.appraise',
  'application.recheck',
  'application.examine',
  'notice.write',
  'objection.receive',
  'objection.investigate',
  'screening.read',
  'screening.confirm',
  'screening.sensitive',
  'register.import',
  'survey.read',
  'survey.write',
  'survey.manage',
  'attachment.read',
  'attachment.write',
  'policy.read',
  'policy.write',
  'audit.read',
  'operations.read',
  'operations.write',
  'account.manage',
  'directory.read',
  'directory.search',
  'directory.rebuild',
  'clock.advance',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** `household.read` as subject and action. */
export function partsOf(permission: Permission): { subject: string; action: string } {
  const dot = permission.indexOf('.');
  return { subject: permission.slice(0, dot), action: permission.slice(dot + 1) };
}
