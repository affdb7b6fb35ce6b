import type { FundDetail } from '../../../api/finance/money.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { moneyMessages } from './money.messages.js';

/** Proposed and not approved yet: money that is to come in or leave, what an area is to get or give back. */
export function WaitingMoney({ fund: { waitingChanges, waitingAllotments } }: { readonly fund: FundDetail }) {
  const t = useMessages(moneyMessages);
  const areaName = useAreaName();
  return (
    <>
      <Proposals
        title={t('waitingChanges')}
        lead={t('waitingChangesLead')}
        items={waitingChanges.map(({ on, ...one }) => ({ ...one, what: `${on} ${t(one.amountFen > 0 ? 'toComeIn' : 'toLeave')}` }))}
      />
      <Proposals
        title={t('waitingAllotments')}
        lead={t('waitingAllotmentsLead')}
        items={waitingAllotments.map(({ area, ...one }) => ({
          ...one,
          what: `${areaName(area.padEnd(12, '0'))} ${t(one.amountFen > 0 ? 'toAllot' : 'toTakeBack')}`,
        }))}
      />
    </>
  );
}

interface Proposal {
  readonly orderId: string;
  readonly what: string;
  readonly amountFen: number;
  readonly sourceDocument: string;
  readonly reason: string;
  readonly proposedByName: string;
}

function Proposals({ title, lead, items }: { readonly title: string; readonly lead: string; readonly items: readonly Proposal[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <p className="soft">{lead}</p>
      <ul className="plain-list divided">
        {items.map(({ orderId, what, amountFen, sourceDocument, reason, proposedByName }) => (
          <li key={orderId} className="row" style={{ justifyContent: 'space-between' }}>
            <span>
              {what} <span className="soft">{[sourceDocument, reason, proposedByName].join(' · ')}</span>
            </span>
            <strong className="nowrap">{formatYuan(Math.abs(amountFen))}</strong>
          </li>
        ))}
      </ul>
    </>
  );
}
