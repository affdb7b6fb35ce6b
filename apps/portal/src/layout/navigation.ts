import type { Session } from '../api/gateway/session.js';
import { readsAllDepartments } from '../session.js';
import { departments, type Place } from './departments.js';
import type { navigationMessages } from './navigation.messages.js';

export type Screen = keyof typeof navigationMessages.zh;

interface Entry {
  readonly screen: Screen;
  readonly path: string;
  /** Any of these is enough. */
  readonly needs: readonly string[];
}

export interface NavigationGroup {
  readonly place: Place;
  readonly entries: readonly Entry[];
}

const ownerScreens: readonly Entry[] = [
  { screen: 'city', path: 'city', needs: ['figures.read'] },
  { screen: 'work', path: 'work', needs: ['correction.propose', 'correction.decide', 'import.release'] },
  { screen: 'cases', path: 'cases', needs: ['application.read'] },
  { screen: 'screening', path: 'screening', needs: ['screening.read'] },
  { screen: 'screeningTasks', path: 'screening-tasks', needs: ['screening.confirm'] },
  { screen: 'registerMatches', path: 'register-matches', needs: ['screening.confirm'] },
  { screen: 'registers', path: 'registers', needs: ['register.import', 'register.import-sensitive'] },
  { screen: 'meetings', path: 'meetings', needs: ['application.appraise'] },
  { screen: 'rolls', path: 'rolls', needs: ['roll.keep', 'application.appraise'] },
  { screen: 'samples', path: 'samples', needs: ['application.recheck'] },
  { screen: 'notices', path: 'notices', needs: ['notice.read'] },
  { screen: 'objections', path: 'objections', needs: ['objection.investigate'] },
  { screen: 'late', path: 'late', needs: ['application.recheck', 'figures.read'] },
  { screen: 'households', path: 'households', needs: ['household.read'] },
  { screen: 'search', path: 'search', needs: ['household.search'] },
  { screen: 'corrections', path: 'corrections', needs: ['correction.propose', 'correction.decide'] },
  { screen: 'duplicates', path: 'duplicates', needs: ['duplicate.decide'] },
  { screen: 'findings', path: 'findings', needs: ['finding.read'] },
  { screen: 'imports', path: 'imports', needs: ['import.upload', 'import.release'] },
  { screen: 'surveys', path: 'surveys', needs: ['survey.read'] },
  { screen: 'surveyConflicts', path: 'survey-conflicts', needs: ['survey.manage'] },
  { screen: 'divisions', path: 'divisions', needs: ['division.read'] },
];
const copyScreens: readonly Entry[] = [{ screen: 'directory', path: 'directory', needs: ['directory.read'] }];
/** Of finance, besides the copy every department has. */
const financeScreens: readonly Entry[] = [
  { screen: 'subsidies', path: 'subsidies', needs: ['subsidy.read'] },
  { screen: 'notices', path: 'notices', needs: ['notice.read'] },
  { screen: 'objections', path: 'objections', needs: ['objection.investigate'] },
  { screen: 'claims', path: 'claims', needs: ['claim.read'] },
  { screen: 'outsideLists', path: 'outside-lists', needs: ['claim.read'] },
  { screen: 'benefits', path: 'household-benefits', needs: ['benefit.read'] },
  { screen: 'batches', path: 'payment-batches', needs: ['payment.read'] },
  { screen: 'institutions', path: 'payee-institutions', needs: ['payment.read'] },
  { screen: 'subsidySchemes', path: 'subsidy-schemes', needs: ['subsidy.read'] },
  { screen: 'loans', path: 'loans', needs: ['loan.read'] },
  { screen: 'loanLists', path: 'loan-lists', needs: ['loan.read'] },
  { screen: 'bankFiles', path: 'bank-files', needs: ['bank.operate', 'loan.confirm'] },
  { screen: 'interestClaims', path: 'interest-claims', needs: ['bank.operate', 'loan.confirm'] },
  { screen: 'lenderBanks', path: 'lender-banks', needs: ['loan.read'] },
  { screen: 'budget', path: 'budget', needs: ['budget.read'] },
  { screen: 'ledger', path: 'ledger', needs: ['ledger.read'] },
];
const screensOf: Readonly<Partial<Record<Place, readonly Entry[]>>> = {
  identification: ownerScreens,
  finance: [...financeScreens, ...copyScreens],
  industry: [{ screen: 'loanLists', path: 'joint-lists', needs: ['loan.read'] }, ...copyScreens],
};
const everywhere: readonly Entry[] = [
  { screen: 'policies', path: 'policies', needs: ['policy.read'] },
  { screen: 'audit', path: 'audit', needs: ['audit.read'] },
  { screen: 'operations', path: 'operations', needs: ['operations.read'] },
];

export function navigationFor(session: Session): NavigationGroup[] {
  const { account, permissions } = session;
  const granted = new Set(permissions);
  const countyWide = readsAllDepartments(session);
  const groups: NavigationGroup[] = departments
    .filter((department) => countyWide || department === account.department)
    .map((place) => ({ place, entries: [...(screensOf[place] ?? copyScreens), ...everywhere] }));
  const gatewayEntries: Entry[] = [{ screen: 'accounts', path: 'accounts', needs: ['account.manage'] }];
  if (account.department === 'gateway') gatewayEntries.push(...everywhere.filter((entry) => entry.screen !== 'policies'));
  groups.push({ place: 'gateway', entries: gatewayEntries });
  return groups
    .map(({ place, entries }) => ({ place, entries: entries.filter((entry) => entry.needs.some((need) => granted.has(need))) }))
    .filter((group) => group.entries.length > 0);
}

/** Where the account starts: leaders see the county, officers and administrators their work, others their first page. */
export function startOf(session: Session): string | undefined {
  const groups = navigationFor(session);
  const firsts: readonly Screen[] = session.account.roles.includes('leader')
    ? ['city']
    : ['work', 'screeningTasks', 'subsidies', 'batches', 'loans', 'operations', 'accounts', 'audit', 'directory', 'city', 'households'];
  for (const screen of firsts) {
    for (const group of groups) {
      const entry = group.entries.find((candidate) => candidate.screen === screen);
      if (entry) return `/${group.place}/${entry.path}`;
    }
  }
  const [group] = groups;
  const [entry] = group?.entries ?? [];
  return group && entry ? `/${group.place}/${entry.path}` : undefined;
}
