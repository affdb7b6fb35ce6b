/** Who a transaction runs for. Row security sees nothing else. */
export type Session = AccountSession | SystemSession;

export interface AccountSession {
  kind: 'account';
  accountId: string;
  /** Division prefix the account is responsible for: 6 (county), 9 (township) or 12 digits (village). */
  area: string;
  /** Of a bank clerk: rows of other banks are not there. Policies see it as `app.bank`. */
  bank?: string;
  /** May read what is for the confirming role only; policies see it as `app.clearance`. Given by the feature, after the permission. */
  clearance?: 'sensitive';
  /** What the account works as; policies of what only some may read see it as `app.roles`. */
  roles?: readonly string[];
}

/** Work that no person does. Each name stands for one purpose and is visible to policies as `app.system`. */
export interface SystemSession {
  kind: 'system';
  name: 'relay' | 'consumer' | 'import' | 'scheduler' | 'screening' | 'audit' | 'demo' | 'sign-in' | 'public';
}

const PREFIX = /^(\d{6}|\d{9}|\d{12})$/;

/** The variables the policies read, as text. A prefix becomes the closed range of 12-digit codes below it. */
export function sessionVariables(session: Session): Record<string, string> {
  if (session.kind === 'system') {
    return {
      'app.account': '',
      'app.area_from': '000000000000',
      'app.area_to': '999999999999',
      'app.system': session.name,
      'app.clearance': '',
      'app.bank': '',
      'app.roles': '',
    };
  }
  if (!PREFIX.test(session.area)) throw new Error('a session needs the area as 6, 9 or 12 digits');
  return {
    'app.account': session.accountId,
    'app.area_from': session.area.padEnd(12, '0'),
    'app.area_to': session.area.padEnd(12, '9'),
    'app.system': '',
    'app.clearance': session.clearance ?? '',
    'app.bank': session.bank ?? '',
    'app.roles': (session.roles ?? []).join(','),
  };
}

/** Session of a signed-in person. */
export function sessionOf({ accountId, area, bank, roles }: SignedIn): AccountSession {
  // a clerk of no bank sees the loans of no bank
  const own = bank ?? (roles?.includes('bank-clerk') ? NO_BANK : undefined);
  return { kind: 'account', accountId, area, ...(own ? { bank: own } : {}), ...(roles?.length ? { roles } : {}) };
}

interface SignedIn {
  accountId: string;
  area: string;
  bank?: string | undefined;
  roles?: readonly string[];
}

const NO_BANK = '-';

export const systemSession = (name: SystemSession['name']): SystemSession => ({ kind: 'system', name });
