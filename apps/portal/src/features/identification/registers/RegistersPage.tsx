import { Link } from 'react-router';
import type { RegisterStatus } from '../../../api/identification/registers.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { RegisterImports } from './RegisterImports.js';
import { matchesAddress } from './register-places.js';
import { registerMessages } from './registers.messages.js';
import { RegisterStateTag } from './RegisterStateTag.js';
import { RegisterUpload } from './RegisterUpload.js';
import { useMayImport } from './useMayImport.js';
import { useRegisters } from './useRegisters.js';

/** Which registers can be used today, the import of another one, and what was imported. */
export function RegistersPage() {
  const t = useMessages(registerMessages);
  const mayImport = useMayImport();
  const query = useRegisters();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Answer query={query} rows={9}>
        {({ items }) => (
          <>
            <section className="panel" aria-label={t('inUse')}>
              <h2>{t('inUse')}</h2>
              <ul className="plain-list divided">
                {items.map((register) => (
                  <li key={register.kind}>
                    <StatusLine register={register} />
                  </li>
                ))}
              </ul>
            </section>
            {items.some(mayImport) ? <RegisterUpload registers={items} /> : null}
          </>
        )}
      </Answer>
      {query.data?.items.some(mayImport) ? <RegisterImports /> : null}
    </>
  );
}

function StatusLine({ register }: { readonly register: RegisterStatus }) {
  const t = useMessages(registerMessages);
  const language = useLanguage();
  const may = useMay();
  const { inForce, usableUntil, maxAgeDays, rules, openMatches } = register;
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <strong>{register.name[language]}</strong>
        <RegisterStateTag state={register.state} />
      </div>
      {inForce ? <p>{t('inForce', { ...inForce })}</p> : null}
      <p className="soft">
        {[
          usableUntil ? t(register.state === 'old' ? 'wasUsable' : 'usable', { date: usableUntil, days: maxAgeDays }) : '',
          t('needed', { rules: rules.join('、') }),
          register.sensitive ? t('sensitive') : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {openMatches > 0 ? (
        <p>
          {may('screening.confirm') ? (
            <Link to={matchesAddress(register.kind)}>{t('openMatches', { count: openMatches })}</Link>
          ) : (
            t('openMatches', { count: openMatches })
          )}
        </p>
      ) : null}
    </>
  );
}
