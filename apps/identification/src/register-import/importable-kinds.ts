import { may, type Principal } from '@jingzhun/auth';
import { REGISTER_KINDS, SENSITIVE_REGISTERS, type RegisterKind } from '../screening/rules/register-kind.js';
import { ConfirmersOnly, SensitiveOnly } from './register-import.errors.js';

const isSensitive = (kind: RegisterKind): boolean => SENSITIVE_REGISTERS.includes(kind);

/** Who takes in what others must not read takes in nothing else, and the other way round; one account may hold both roles. */
export const mayImport = (principal: Principal, kind: RegisterKind): boolean =>
  may(principal, isSensitive(kind) ? 'register.import-sensitive' : 'register.import');

export const importableKinds = (principal: Principal): RegisterKind[] => REGISTER_KINDS.filter((kind) => mayImport(principal, kind));

/** @throws ConfirmersOnly, SensitiveOnly */
export function refuseKind(principal: Principal, kind: RegisterKind): void {
  if (mayImport(principal, kind)) return;
  throw isSensitive(kind) ? new ConfirmersOnly() : new SensitiveOnly();
}
