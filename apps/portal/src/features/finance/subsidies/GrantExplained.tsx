import { Link } from 'react-router';
import type { Subsidy, SubsidyGrant } from '../../../api/finance/subsidies.js';
import { Facts } from '../../../components/Facts.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { subsidyPlace } from './subsidy-places.js';
import { subsidyMessages } from './subsidy.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';

interface Props {
  readonly record: Subsidy;
  readonly grant: SubsidyGrant;
}

/** From the rate to the amount: what each limit took, in its own words. */
export function GrantExplained({ record, grant }: Props) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const language = useLanguage();
  const yuan = (fen: number) => words('yuan', { amount: formatYuan(fen) });
  return (
    <section className="panel" aria-label={t('grant')}>
      <div className="panel-head">
        <h2>{t('grant')}</h2>
        {record.amountFen === null ? <span className="soft">{t('void')}</span> : null}
      </div>
      <Facts
        items={[
          { label: t('computed'), value: grant.explanation[language] },
          { label: t('before'), value: yuan(grant.earlierFen) },
          {
            label: t('cuts'),
            value:
              grant.cuts.length === 0 ? (
                t('noCuts')
              ) : (
                <ul className="plain-list">
                  {grant.cuts.map((cut) => (
                    <li key={cut.by}>{cut[language]}</li>
                  ))}
                </ul>
              ),
          },
          { label: t('granted'), value: <strong>{yuan(grant.amountFen)}</strong> },
          ...(grant.waitsFen > 0 ? [{ label: t('waits'), value: t('waitsHow', { amount: formatYuan(grant.waitsFen) }) }] : []),
          ...(record.parts.length > 0 ? [{ label: t('parts'), value: <Parts record={record} /> }] : []),
        ]}
      />
    </section>
  );
}

/** The first amount and what followed in later batches, each with where it stands. */
function Parts({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  return (
    <ol className="plain-list">
      {record.parts.map(({ id, state, amountFen, restFen }, at) => (
        <li key={id}>
          {id === record.id ? t('part', { number: at + 1 }) : <Link to={subsidyPlace(id)}>{t('part', { number: at + 1 })}</Link>}：
          {words('yuan', { amount: formatYuan(amountFen ?? restFen ?? 0) })}，{words(`state_${state}`)}
        </li>
      ))}
    </ol>
  );
}
