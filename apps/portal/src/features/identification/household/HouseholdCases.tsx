import { Link } from 'react-router';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { useCases } from '../cases/useCases.js';
import { householdMessages } from './household.messages.js';

/** The seven steps this household went through; documents and signatures lie there. */
export function HouseholdCases({ householdId }: { readonly householdId: string }) {
  const t = useMessages(householdMessages);
  const words = useMessages(caseWordMessages);
  const may = useMay();
  const { rows } = useCases({ householdId }, may('application.read'));
  if (rows.length === 0) return null;
  return (
    <section className="panel" aria-label={t('cases')}>
      <h2>{t('cases')}</h2>
      <p className="soft">{t('casesText')}</p>
      <ul className="plain-list divided">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={caseAddress(row.id)}>{words(`kind_${row.kind}`)}</Link> · {words(`state_${row.state}`)}{' '}
            <span className="soft">{row.appliedOn}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
