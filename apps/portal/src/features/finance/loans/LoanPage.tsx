import { Link, useParams } from 'react-router';
import type { Loan } from '../../../api/finance/loans.js';
import { Answer } from '../../../components/Answer.js';
import { Facts, type Fact } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { loanListPlace } from '../loan-lists/loan-list-places.js';
import { useProjectText } from '../loan-lists/useProjectText.js';
import { loansPlace } from './loan-places.js';
import { LoanChange } from './LoanChange.js';
import { LoanDocuments } from './LoanDocuments.js';
import { LoanUsePanel } from './LoanUse.js';
import { LoanPenalty } from './LoanPenalty.js';
import { LoanSchedule, LoanStatement } from './LoanStatement.js';
import { PrintLoanStatement } from './PrintLoanStatement.js';
import { LoanSteps } from './LoanSteps.js';
import { loanMessages } from './loan.messages.js';
import { loanWordMessages } from './loan-words.messages.js';
import { useLoan } from './useLoans.js';

/** The same order as every record: who and where, next step, what is owed when, what was paid, what happened. */
export function LoanPage() {
  const t = useMessages(loanMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const query = useLoan(id);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to={loansPlace}>{t('back')}</Link>}>
      {(loan) => (
        <>
          <PageHeader title={t('title', { name: loan.borrowerName, number: loan.number })} lead={areaName(loan.villageCode)} />
          <WhereItStands loan={loan} />
          <LoanChange loan={loan} />
          <LoanSteps loan={loan} />
          <SubsidyToCheck loan={loan} />
          <LoanUsePanel loan={loan} />
          <LoanSchedule loan={loan} />
          <LoanPenalty penalty={loan.penalty} />
          <LoanStatement loan={loan} />
          <PrintLoanStatement loan={loan} />
          <LoanDocuments loan={loan} />
          <Timeline loan={loan} />
        </>
      )}
    </Answer>
  );
}

function WhereItStands({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const words = useMessages(loanWordMessages);
  const language = useLanguage();
  const yuan = (fen: number): string => words('yuan', { amount: formatYuan(fen) });
  const some = (label: Parameters<typeof t>[0], fen: number): Fact[] => (fen > 0 ? [{ label: t(label), value: yuan(fen) }] : []);
  const { overduePrincipalFen, overdueInterestFen, penalty } = loan;
  const lateFen = overduePrincipalFen + overdueInterestFen;
  const owedToday = {
    ...{ total: formatYuan(lateFen + penalty.owedFen), principal: formatYuan(overduePrincipalFen) },
    ...{ interest: formatYuan(overdueInterestFen), penalty: formatYuan(penalty.owedFen) },
  };
  return (
    <section className="panel" aria-label={t('stands')}>
      <h2>{t('stands')}</h2>
      <Facts
        items={[
          { label: t('state'), value: words(`state_${loan.state}`) },
          { label: t('since'), value: formatInstant(loan.stateSince) },
          { label: t('bank'), value: language === 'zh' ? loan.bankNameZh : loan.bankNameEn },
          { label: t('household'), value: loan.householdNumber },
          ...(loan.list ? [{ label: t('list'), value: <ListOf list={loan.list} /> }] : []),
          { label: t('product'), value: words(`product_${loan.product}`) },
          { label: t('purpose'), value: `${words(`purpose_${loan.purpose}` as 'purpose_planting')} · ${loan.purposeText}` },
          { label: t('repaidFrom'), value: words(`source_${loan.repaidFrom}`) },
          { label: t('interestBorne'), value: t(loan.isSubsidised ? 'subsidised' : 'notSubsidised') },
          { label: t('amount'), value: yuan(loan.amountFen) },
          { label: t('months'), value: words('months', { months: loan.months }) },
          ...some('ownCredit', loan.ownCreditFen),
          ...(loan.ownCreditDocument ? [{ label: t('ownCreditDocument'), value: loan.ownCreditDocument }] : []),
          ...some('otherLoans', loan.otherLoansFen),
          ...(loan.terms
            ? [
                { label: t('contract'), value: loan.contractNumber },
                { label: t('rate'), value: `${loan.terms.annualRatePpm / 10_000}%` },
                {
                  label: t('method'),
                  value: `${words(`method_${loan.terms.method}`)} · ${t(`every_${loan.terms.periodMonths}` as 'every_3')}`,
                },
                ...(loan.terms.principalGracePeriods > 0
                  ? [{ label: t('grace'), value: words('months', { months: loan.terms.principalGracePeriods * loan.terms.periodMonths }) }]
                  : []),
              ]
            : []),
          ...some('drawn', loan.drawnFen),
          ...some('reserved', loan.reservedFen),
          ...some('outstanding', loan.outstandingFen),
          ...some('interestPaid', loan.interestPaidFen),
          ...(loan.overdueSince
            ? [
                {
                  label: t(loan.state === 'overdue' || loan.state === 'collection' ? 'overdue' : 'dueUnreported'),
                  value: t('overdueValue', { amount: formatYuan(lateFen), since: loan.overdueSince }),
                },
              ]
            : []),
          ...(penalty.owedFen > 0
            ? [
                { label: t('penalty'), value: t('penaltyValue', { amount: formatYuan(penalty.owedFen), since: penalty.since ?? '' }) },
                { label: t('owedToday'), value: t('owedTodayValue', owedToday) },
              ]
            : []),
          ...some('payoff', loan.payoffFen ?? 0),
          ...(loan.maturesOn ? [{ label: t('matures'), value: loan.maturesOn }] : []),
          ...some('lost', loan.lostFen),
          ...some('fundPaid', loan.fundPaidFen),
          ...some('recovered', loan.recoveredFen),
          ...some('leftOfLoss', loan.lostFen - loan.recoveredFen),
        ]}
      />
    </section>
  );
}

/** The accepted project it was listed for with the bank. */
function ListOf({ list: { listId, listNumber, project } }: { readonly list: NonNullable<Loan['list']> }) {
  const t = useMessages(loanMessages);
  const projectText = useProjectText();
  return (
    <>
      <Link to={loanListPlace(listId)}>{t('listNumber', { number: listNumber })}</Link> {projectText(project)}
    </>
  );
}

/** Money that was granted on what has not happened. */
function SubsidyToCheck({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  if (loan.subsidyToCheck.length === 0) return null;
  return (
    <section className="panel" aria-label={t('subsidyToCheck')}>
      <h2>{t('subsidyToCheck')}</h2>
      <ul className="plain-list">
        {loan.subsidyToCheck.map(({ claimId, quarter, grantedFen }) => (
          <li key={`${claimId} ${quarter}`}>{t('subsidyToCheckLine', { quarter, amount: formatYuan(grantedFen) })}</li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const language = useLanguage();
  return (
    <section className="panel no-print" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      <ol className="plain-list divided">
        {loan.events.map((event, i) => (
          <li key={`${event.at} ${event.step} ${i}`}>
            <p>
              <strong>{event[language]}</strong>
            </p>
            <p className="soft">{t('actor', { name: event.byName ?? t('system'), at: formatInstant(event.at) })}</p>
            {event.askedFen === null ? null : <p>{t('askedSum', { fen: formatYuan(event.askedFen) })}</p>}
            {event.reason ? <p>{t('reasonWas', { reason: event.reason })}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
