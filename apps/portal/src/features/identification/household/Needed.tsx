import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Household } from '../../../api/identification/households.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { correctionMessages } from '../corrections/correction.messages.js';
import { FindingText } from '../findings/FindingText.js';
import { householdMessages } from './household.messages.js';
import './needed.css';

interface Props {
  readonly household: Household;
  readonly actions: ReactNode;
}

/** State first, then what is waiting, with the way to do it. */
export function Needed({ household, actions }: Props) {
  const t = useMessages(householdMessages);
  const kinds = useMessages(correctionMessages);
  const may = useMay();
  const kindName = (kind: string) => (`kind_${kind}` in correctionMessages.zh ? kinds(`kind_${kind}` as 'kind_income') : kind);
  const isQuiet = household.corrections.length === 0 && household.findings.length === 0;
  return (
    <section className="panel" aria-label={t('needed')}>
      <div className="panel-head">
        <h2>{t('needed')}</h2>
        <div className="row no-print">{actions}</div>
      </div>
      {isQuiet ? <p className="soft">{t('nothingNeeded')}</p> : null}
      <ul className="plain-list needed">
        {household.corrections.map((correction) => (
          <li key={correction.id}>
            <div className="row">
              <StatusTag tone="waiting">{t('waitingFor', { kind: kindName(correction.kind) })}</StatusTag>
              <span className="soft">{t('proposedBy', { name: correction.proposedByName, at: formatInstant(correction.proposedAt) })}</span>
              {may('correction.decide') ? <Link to="/identification/corrections">{t('toCorrections')}</Link> : null}
            </div>
            <p>{kinds('reasonIs', { reason: correction.reason })}</p>
          </li>
        ))}
        {household.findings.map((finding) => (
          <li key={finding.id}>
            <div className="row">
              <StatusTag tone="quiet">{t('finding', { rule: finding.rule })}</StatusTag>
              <FindingText finding={finding} members={household.members} />
            </div>
          </li>
        ))}
      </ul>
      {household.findings.length > 0 ? <p className="soft">{t('findingNext')}</p> : null}
    </section>
  );
}
