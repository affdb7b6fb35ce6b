import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Broken } from './layout/Broken.js';
import { NotFound } from './layout/NotFound.js';
import { Shell } from './layout/Shell.js';
import { Start } from './layout/Start.js';

function page(load: () => Promise<ComponentType>): Pick<RouteObject, 'lazy'> {
  return { lazy: async () => ({ Component: await load() }) };
}

/** Addresses never hold names or numbers of persons: ids are opaque, search terms stay in the form. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Shell />,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <Start /> },
      { path: 'identification/city', ...page(async () => (await import('./features/identification/city/CityPage.js')).CityPage) },
      { path: 'identification/work', ...page(async () => (await import('./features/identification/work/WorkPage.js')).WorkPage) },
      {
        path: 'identification/households',
        ...page(async () => (await import('./features/identification/household-list/HouseholdListPage.js')).HouseholdListPage),
      },
      {
        path: 'identification/search',
        ...page(async () => (await import('./features/identification/household-search/HouseholdSearchPage.js')).HouseholdSearchPage),
      },
      {
        path: 'identification/households/:id',
        ...page(async () => (await import('./features/identification/household/HouseholdPage.js')).HouseholdPage),
      },
      { path: 'identification/cases', ...page(async () => (await import('./features/identification/cases/CasesPage.js')).CasesPage) },
      {
        path: 'identification/cases/new',
        ...page(async () => (await import('./features/identification/case-form/CaseFormPage.js')).CaseFormPage),
      },
      { path: 'identification/cases/:id', ...page(async () => (await import('./features/identification/case/CasePage.js')).CasePage) },
      {
        path: 'identification/cases/:id/edit',
        ...page(async () => (await import('./features/identification/case-form/CaseFormPage.js')).CaseFormPage),
      },
      {
        path: 'identification/households/:id/verdict',
        ...page(async () => (await import('./features/identification/screening/verdict/VerdictPage.js')).VerdictPage),
      },
      {
        path: 'identification/cases/:id/verdict',
        ...page(async () => (await import('./features/identification/screening/verdict/VerdictPage.js')).VerdictPage),
      },
      {
        path: 'identification/verdicts/:id',
        ...page(async () => (await import('./features/identification/screening/verdict/VerdictPage.js')).OldVerdictPage),
      },
      {
        path: 'identification/screening',
        ...page(async () => (await import('./features/identification/screening/ScreeningPage.js')).ScreeningPage),
      },
      {
        path: 'identification/screening-tasks',
        ...page(async () => (await import('./features/identification/screening/tasks/ScreeningTasksPage.js')).ScreeningTasksPage),
      },
      {
        path: 'identification/registers',
        ...page(async () => (await import('./features/identification/registers/RegistersPage.js')).RegistersPage),
      },
      {
        path: 'identification/registers/:id',
        ...page(async () => (await import('./features/identification/registers/RegisterImportPage.js')).RegisterImportPage),
      },
      {
        path: 'identification/register-matches',
        ...page(async () => (await import('./features/identification/register-matches/RegisterMatchesPage.js')).RegisterMatchesPage),
      },
      {
        path: 'identification/meetings',
        ...page(async () => (await import('./features/identification/meetings/MeetingsPage.js')).MeetingsPage),
      },
      {
        path: 'identification/meetings/new',
        ...page(async () => (await import('./features/identification/meetings/MeetingFormPage.js')).MeetingFormPage),
      },
      {
        path: 'identification/meetings/:id',
        ...page(async () => (await import('./features/identification/meetings/MeetingPage.js')).MeetingPage),
      },
      {
        path: 'identification/meetings/:id/edit',
        ...page(async () => (await import('./features/identification/meetings/MeetingFormPage.js')).MeetingFormPage),
      },
      { path: 'identification/rolls', ...page(async () => (await import('./features/identification/rolls/RollsPage.js')).RollsPage) },
      { path: 'identification/late', ...page(async () => (await import('./features/identification/late/LatePage.js')).LatePage) },
      {
        path: 'identification/samples',
        ...page(async () => (await import('./features/identification/samples/SamplesPage.js')).SamplesPage),
      },
      {
        path: 'identification/samples/:id',
        ...page(async () => (await import('./features/identification/samples/SamplePage.js')).SamplePage),
      },
      {
        path: 'identification/corrections',
        ...page(async () => (await import('./features/identification/corrections/CorrectionsPage.js')).CorrectionsPage),
      },
      {
        path: 'identification/duplicates',
        ...page(async () => (await import('./features/identification/duplicates/DuplicatesPage.js')).DuplicatesPage),
      },
      {
        path: 'identification/findings',
        ...page(async () => (await import('./features/identification/findings/FindingsPage.js')).FindingsPage),
      },
      {
        path: 'identification/imports',
        ...page(async () => (await import('./features/identification/imports/ImportsPage.js')).ImportsPage),
      },
      {
        path: 'identification/imports/:id',
        ...page(async () => (await import('./features/identification/imports/ImportPage.js')).ImportPage),
      },
      {
        path: 'identification/divisions',
        ...page(async () => (await import('./features/identification/divisions/DivisionsPage.js')).DivisionsPage),
      },
      {
        path: 'identification/surveys',
        ...page(async () => (await import('./features/identification/survey/SurveyRoundsPage.js')).SurveyRoundsPage),
      },
      {
        path: 'identification/surveys/:id',
        ...page(async () => (await import('./features/identification/survey/SurveyRoundPage.js')).SurveyRoundPage),
      },
      {
        path: 'identification/surveys/:id/households',
        ...page(async () => (await import('./features/identification/survey/SurveyUnitsPage.js')).SurveyUnitsPage),
      },
      {
        path: 'identification/survey-households/:id',
        ...page(async () => (await import('./features/identification/survey/SurveyUnitPage.js')).SurveyUnitPage),
      },
      {
        path: 'identification/survey-conflicts',
        ...page(async () => (await import('./features/identification/survey/SurveyConflictsPage.js')).SurveyConflictsPage),
      },
      {
        path: 'identification/survey-conflicts/:id',
        ...page(async () => (await import('./features/identification/survey/SurveyConflictPage.js')).SurveyConflictPage),
      },
      { path: 'finance/subsidies', ...page(async () => (await import('./features/finance/subsidies/SubsidiesPage.js')).SubsidiesPage) },
      {
        path: 'finance/subsidies/new',
        ...page(async () => (await import('./features/finance/subsidies/SubsidyFormPage.js')).SubsidyFormPage),
      },
      {
        path: 'finance/subsidies/projects',
        ...page(async () => (await import('./features/finance/subsidies/together/ProjectsPage.js')).ProjectsPage),
      },
      {
        path: 'finance/subsidies/together/:step',
        ...page(async () => (await import('./features/finance/subsidies/together/TogetherPage.js')).TogetherPage),
      },
      { path: 'finance/subsidies/round', ...page(async () => (await import('./features/finance/subsidies/RoundPage.js')).RoundPage) },
      { path: 'finance/subsidies/:id', ...page(async () => (await import('./features/finance/subsidies/SubsidyPage.js')).SubsidyPage) },
      {
        path: 'finance/subsidies/:id/edit',
        ...page(async () => (await import('./features/finance/subsidies/SubsidyFormPage.js')).SubsidyFormPage),
      },
      { path: 'finance/subsidy-schemes', ...page(async () => (await import('./features/finance/subsidies/SchemesPage.js')).SchemesPage) },
      {
        path: 'finance/subsidy-schemes/new',
        ...page(async () => (await import('./features/finance/subsidies/SchemeFormPage.js')).SchemeFormPage),
      },
      { path: 'finance/claims', ...page(async () => (await import('./features/finance/claims/ClaimsPage.js')).ClaimsPage) },
      {
        path: 'finance/outside-lists',
        ...page(async () => (await import('./features/finance/outside/OutsideListsPage.js')).OutsideListsPage),
      },
      {
        path: 'finance/outside-lists/:id',
        ...page(async () => (await import('./features/finance/outside/OutsideListPage.js')).OutsideListPage),
      },
      {
        path: 'finance/household-benefits',
        ...page(async () => (await import('./features/finance/benefits/BenefitsPage.js')).BenefitsPage),
      },
      {
        path: 'finance/payee-institutions',
        ...page(async () => (await import('./features/finance/institutions/InstitutionsPage.js')).InstitutionsPage),
      },
      { path: 'finance/payment-batches', ...page(async () => (await import('./features/finance/payments/BatchesPage.js')).BatchesPage) },
      { path: 'finance/payment-batches/:id', ...page(async () => (await import('./features/finance/payments/BatchPage.js')).BatchPage) },
      { path: 'finance/loans', ...page(async () => (await import('./features/finance/loans/LoansPage.js')).LoansPage) },
      { path: 'finance/loans/new', ...page(async () => (await import('./features/finance/loans/LoanFormPage.js')).LoanFormPage) },
      { path: 'finance/loans/:id', ...page(async () => (await import('./features/finance/loans/LoanPage.js')).LoanPage) },
      { path: 'finance/loan-lists', ...page(async () => (await import('./features/finance/loan-lists/LoanListsPage.js')).LoanListsPage) },
      {
        path: 'finance/loan-lists/new',
        ...page(async () => (await import('./features/finance/loan-lists/ProposeListPage.js')).ProposeListPage),
      },
      { path: 'finance/loan-lists/:id', ...page(async () => (await import('./features/finance/loan-lists/LoanListPage.js')).LoanListPage) },
      {
        path: 'industry/joint-lists',
        ...page(async () => (await import('./features/industry/joint-lists/JointListsPage.js')).JointListsPage),
      },
      {
        path: 'industry/joint-lists/:id',
        ...page(async () => (await import('./features/industry/joint-lists/JointListPage.js')).JointListPage),
      },
      { path: 'finance/lender-banks', ...page(async () => (await import('./features/finance/loans/LenderBanksPage.js')).LenderBanksPage) },
      {
        path: 'finance/bank-files',
        ...page(async () => (await import('./features/finance/bank-files/BankFilesPage.js')).BankFilesPage),
      },
      {
        path: 'finance/bank-files/:id',
        ...page(async () => (await import('./features/finance/bank-files/BankFilePage.js')).BankFilePage),
      },
      {
        path: 'finance/interest-claims',
        ...page(async () => (await import('./features/finance/interest-claims/InterestClaimsPage.js')).InterestClaimsPage),
      },
      {
        path: 'finance/interest-claims/:id',
        ...page(async () => (await import('./features/finance/interest-claims/InterestClaimPage.js')).InterestClaimPage),
      },
      {
        path: 'finance/budget/commitments',
        ...page(async () => (await import('./features/finance/money/CommitmentsPage.js')).CommitmentsPage),
      },
      { path: 'finance/budget', ...page(async () => (await import('./features/finance/money/BudgetPage.js')).BudgetPage) },
      { path: 'finance/ledger', ...page(async () => (await import('./features/finance/money/LedgerPage.js')).LedgerPage) },
      { path: 'finance/ledger/entries', ...page(async () => (await import('./features/finance/money/EntriesPage.js')).EntriesPage) },
      {
        path: 'finance/ledger/statement',
        ...page(async () => (await import('./features/finance/money/StatementPage.js')).StatementPage),
      },
      { path: 'finance/ledger/periods', ...page(async () => (await import('./features/finance/money/PeriodsPage.js')).PeriodsPage) },
      { path: 'gateway/accounts', ...page(async () => (await import('./features/gateway/accounts/AccountsPage.js')).AccountsPage) },
      { path: 'account', ...page(async () => (await import('./features/gateway/my-account/MyAccountPage.js')).MyAccountPage) },
      {
        path: ':department/directory',
        ...page(async () => (await import('./features/departments/directory/DirectoryPage.js')).DirectoryPage),
      },
      { path: ':department/notices', ...page(async () => (await import('./features/departments/notices/NoticesPage.js')).NoticesPage) },
      {
        path: ':department/notices/postings/:id',
        ...page(async () => (await import('./features/departments/postings/PostingPage.js')).PostingPage),
      },
      { path: ':department/notices/:id', ...page(async () => (await import('./features/departments/notices/NoticePage.js')).NoticePage) },
      {
        path: ':department/objections',
        ...page(async () => (await import('./features/departments/objections/ObjectionsPage.js')).ObjectionsPage),
      },
      {
        path: ':department/objections/:id',
        ...page(async () => (await import('./features/departments/objections/ObjectionPage.js')).ObjectionPage),
      },
      { path: ':department/policies', ...page(async () => (await import('./features/departments/policies/PoliciesPage.js')).PoliciesPage) },
      { path: ':department/audit', ...page(async () => (await import('./features/departments/audit/AuditPage.js')).AuditPage) },
      {
        path: ':department/operations',
        ...page(async () => (await import('./features/departments/operations/OperationsPage.js')).OperationsPage),
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];

export const router = createBrowserRouter(routes);
