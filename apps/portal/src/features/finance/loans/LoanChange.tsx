import type { Loan } from '../../../api/finance/loans.js';
import { Facts } from '../../../components/Facts.js';
import { useMessages } from '../../../i18n/messages.js';
import { loanMessages } from './loan.messages.js';

/** An extension or another rate that has no effect yet: what exactly, and who has to agree still. */
export function LoanChange({ loan: { change } }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  if (!change) return null;
  const what =
    change.kind === 'extension'
      ? t('changeExtension', { periods: change.addedPeriods ?? 0, months: change.addedMonths ?? 0, from: change.from })
      : t('changeRate', { rate: (change.annualRatePpm ?? 0) / 10_000, from: change.from });
  return (
    <section className="panel" aria-label={t('change')}>
      <h2>{t('change')}</h2>
      <Facts
        items={[
          { label: t('changeWhat'), value: what },
          { label: t('changeBy'), value: change.byName },
          { label: t('reason'), value: change.reason },
          {
            label: t('changeWaits'),
            value: t(change.waitsFor === 'county' ? 'waitsForCounty' : change.needsConsent ? 'waitsForBoth' : 'waitsForBank'),
          },
        ]}
      />
      <p className="soft">{t('changeHint')}</p>
    </section>
  );
}
