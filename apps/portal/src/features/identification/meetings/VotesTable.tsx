import { Button, Form, InputNumber } from 'antd';
import type { CaseRow } from '../../../api/identification/applications.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { useMessages } from '../../../i18n/messages.js';
import { meetingMessages } from './meetings.messages.js';
import { sumOfVotes, type VoteEntry } from './votes.js';
import './votes-table.css';

interface Props {
  readonly households: readonly CaseRow[];
  readonly present: number;
  readonly isReading: boolean;
}

const fields = ['votesFor', 'votesAgainst', 'abstained'] as const;

/** One line for each household that waits; the sum is said while typing. */
export function VotesTable({ households, present, isReading }: Props) {
  const t = useMessages(meetingMessages);
  return (
    <section aria-label={t('votes')} style={{ marginBottom: 16 }}>
      <h3>{t('votes')}</h3>
      <p className="soft">{t('votesLead')}</p>
      {isReading ? <Loading rows={2} /> : null}
      {!isReading && households.length === 0 ? <EmptyState title={t('noWaiting')}>{t('noWaitingNext')}</EmptyState> : null}
      {households.map((row) => (
        <Line key={row.id} row={row} present={present} />
      ))}
    </section>
  );
}

function Line({ row, present }: { readonly row: CaseRow; readonly present: number }) {
  const t = useMessages(meetingMessages);
  const form = Form.useFormInstance();
  const entry = (Form.useWatch(['votes', row.id], form) ?? {}) as VoteEntry;
  const sum = sumOfVotes(entry);
  const isRight = sum === present;
  return (
    <fieldset className="votes-line">
      <legend>{row.headName}</legend>
      {fields.map((field) => (
        <Form.Item key={field} name={['votes', row.id, field]} label={t(field)} style={{ marginBottom: 0 }}>
          <InputNumber min={0} max={9999} precision={0} controls={false} inputMode="numeric" />
        </Form.Item>
      ))}
      <Button onClick={() => form.setFieldValue(['votes', row.id], { votesFor: present, votesAgainst: 0, abstained: 0 })}>
        {t('allInFavour')}
      </Button>
      <span role="status" className={isRight ? 'soft' : undefined}>
        {sum === 0 && present > 0 ? '' : isRight ? t('sum', { count: sum }) : t('sumWrong', { count: sum, present })}
      </span>
    </fieldset>
  );
}
