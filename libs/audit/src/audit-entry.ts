/** Who did it, as the log keeps it: the state at that time, not a reference to an account that may change. */
export interface AuditActor {
  accountId: string;
  name: string;
  roles: readonly string[];
  /** Division prefix of the account. */
  area: string;
  sessionId?: string;
}

export type AuditResult = 'success' | 'refused' | 'failed';

/** Facts about what was done. Never names, numbers or addresses of citizens: objects are named by their ids. */
export type AuditDetail = Record<string, string | number | boolean | null | readonly string[]>;

export interface AuditEntry {
  /** Absent for work of the system itself. */
  actor?: AuditActor;
  ip?: string;
  /** `household.reveal`, `import.release`: the permission or the command, in the words of the code. */
  action: string;
  objectType?: string;
  objectId?: string;
  /** Why, in the actor's words; required by routes that reveal a plain number. */
  purpose?: string;
  result: AuditResult;
  detail?: AuditDetail;
  requestId?: string;
}

const UUID_OR_LONG_NUMBER = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d[\d\s-]{13,}[\dXx]/gi;

/**
 * People type numbers into reasons although they should not. What is as long as an ID number or a bank account and no UUID
 * is hidden before it reaches a table that nobody may ever change.
 */
export function withoutLongNumbers(text: string): string {
  return text.replace(UUID_OR_LONG_NUMBER, (found) => {
    const isUuid = found.length === 36 && found[8] === '-' && found[23] === '-';
    return isUuid || found.replace(/\D/g, '').length < 15 ? found : '***';
  });
}

export function safeDetail(detail: AuditDetail): AuditDetail {
  const safe: AuditDetail = {};
  for (const [key, value] of Object.entries(detail)) {
    if (typeof value === 'string') safe[key] = withoutLongNumbers(value);
    else if (isList(value)) safe[key] = value.map(withoutLongNumbers);
    else safe[key] = value;
  }
  return safe;
}

const isList = (value: AuditDetail[string]): value is readonly string[] => Array.isArray(value);
