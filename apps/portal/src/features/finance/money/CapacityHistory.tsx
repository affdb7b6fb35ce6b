import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { readCapacityHistory } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { moneyMessages } from './money.messages.js';

/** Who recorded which capacity of a year, when, by which document and why; the newest counts. */
export function CapacityHistory({ year, onClose }: { readonly year: number; readonly onClose: () => void }) {
  const t = useMessages(moneyMessages);
  const query = useQuery({ queryKey: ['budget-years', year, 'history'], queryFn: ({ signal }) => readCapacityHistory(year, signal) });
  return (
    <Modal open title={t('historyOf', { year })} onCancel={onClose} footer={<Button onClick={onClose}>{t('shut')}</Button>} destroyOnHidden>
      <Answer query={query}>
        {({ items }) => (
          <ul className="plain-list divided">
            {items.map(({ revision, capacityFen, beforeFen, sourceDocument, reason, by, recordedAt }, i) => (
              <li key={revision}>
                <p className="row" style={{ justifyContent: 'space-between' }}>
                  <strong>{formatYuan(capacityFen)}</strong>
                  {i === 0 ? <span>{t('historyCounts')}</span> : null}
                </p>
                {beforeFen === null ? null : <p>{t('historyWas', { yuan: formatYuan(beforeFen) })}</p>}
                <p>
                  {sourceDocument} · {reason}
                </p>
                <p className="soft">{t('historyBy', { name: by, at: formatInstant(recordedAt) })}</p>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Modal>
  );
}
