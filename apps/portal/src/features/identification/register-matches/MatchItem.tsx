import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideMatch, withdrawMatch, type MatchDecision, type RegisterMatch } from '../../../api/identification/registers.js';
import { useCommand } from '../../../api/useCommand.js';
import { Facts } from '../../../components/Facts.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseAddress } from '../cases/case-filter.js';
import { householdAddress } from '../household-list/household-filter.js';
import { useRegisterName } from '../registers/useRegisterName.js';
import { verdictAddress } from '../screening/screening-places.js';
import { useVerdictChanged } from '../screening/useVerdict.js';
import { matchMessages } from './match.messages.js';

const tones: Readonly<Record<RegisterMatch['status'], Tone>> = {
  open: 'waiting',
  same: 'done',
  different: 'stopped',
  withdrawn: 'stopped',
};

/** Both sides beside each other, why nobody can be sure, and the two decisions. */
export function MatchItem({ match }: { readonly match: RegisterMatch }) {
  const t = useMessages(matchMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const nameOf = useRegisterName();
  const { given, known, fact, subject } = match;
  const factWords = fact
    ? [
        fact.class[language],
        fact.place?.[language],
        fact.from ? t('from', { date: fact.from }) : '',
        fact.to ? t('to', { date: fact.to }) : '',
      ]
        .filter(Boolean)
        .join('，')
    : t('factGone');
  return (
    <article className="panel" aria-label={`${nameOf(match.kind)} ${known.name}`}>
      <div className="panel-head">
        <h2>{known.name}</h2>
        <StatusTag tone={tones[match.status]}>{t(`status_${match.status}`)}</StatusTag>
      </div>
      <p>{t('why', { reason: match.reasonText[language] })}</p>
      <div className="two-columns" style={{ marginTop: 8 }}>
        <div>
          <h3 style={{ marginBottom: 6 }}>{t('given')}</h3>
          <Facts
            items={[
              { label: t('name'), value: given.name || null },
              ...(given.numberMasked ? [{ label: t('number'), value: given.numberMasked }] : []),
              ...(given.birthYear ? [{ label: t('birthYear'), value: given.birthYear }] : []),
              { label: t('fact'), value: factWords },
              { label: t('source'), value: `${nameOf(match.kind)} ${match.asOf} ${t('row', { row: match.row })}` },
            ]}
          />
        </div>
        <div>
          <h3 style={{ marginBottom: 6 }}>{t('known')}</h3>
          <Facts
            items={[
              { label: t('name'), value: known.name },
              { label: t('place'), value: areaName(match.villageCode) },
            ]}
          />
          <p className="row no-print">
            <Link to={subject.kind === 'household' ? householdAddress(subject.id) : caseAddress(subject.id)}>
              {t(`toSubject_${subject.kind}`)}
            </Link>
            <Link to={verdictAddress(subject)}>{t('verdict')}</Link>
          </p>
        </div>
      </div>
      {match.decidedAt ? (
        <p className="soft">
          {t('decidedLine', { name: match.decidedBy ?? '', at: formatInstant(match.decidedAt), reason: match.decisionReason ?? '' })}
          {match.carriedOver ? ` · ${t('carriedOver')}` : ''}
        </p>
      ) : null}
      {match.status === 'open' ? <Decision match={match} /> : null}
      {match.status === 'same' || match.status === 'different' ? <Withdrawal match={match} decision={match.status} /> : null}
    </article>
  );
}

function Decision({ match }: { readonly match: RegisterMatch }) {
  const t = useMessages(matchMessages);
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [open, setOpen] = useState<MatchDecision>();
  const decide = useCommand(
    ({ decision, reason }: { decision: MatchDecision; reason: string }, key) => decideMatch(match.id, decision, reason, key),
    () => {
      setOpen(undefined);
      void message.success(t('done'));
      changed();
    },
  );
  return (
    <div className="row no-print" style={{ marginTop: 12 }}>
      <Button onClick={() => setOpen('same')}>{t('same')}</Button>
      <Button onClick={() => setOpen('different')}>{t('different')}</Button>
      {open ? (
        <ReasonDialog
          open
          title={t(`${open}Title`)}
          confirm={t(open)}
          label={t('reason')}
          isPending={decide.isPending}
          problem={decide.problem}
          onConfirm={(reason) => decide.run({ decision: open, reason })}
          onClose={() => {
            setOpen(undefined);
            decide.forget();
          }}
        >
          <p>{t(`${open}Text`)}</p>
        </ReasonDialog>
      ) : null}
    </div>
  );
}

/** By another person than who decided; the service says so to whoever did. */
function Withdrawal({ match, decision }: { readonly match: RegisterMatch; readonly decision: MatchDecision }) {
  const t = useMessages(matchMessages);
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [open, setOpen] = useState(false);
  const withdraw = useCommand(
    (reason: string, key) => withdrawMatch(match.id, reason, key),
    () => {
      setOpen(false);
      void message.success(t('withdrawn'));
      changed();
    },
  );
  return (
    <div className="row no-print" style={{ marginTop: 12 }}>
      <Button onClick={() => setOpen(true)}>{t('withdraw')}</Button>
      <ReasonDialog
        open={open}
        title={t('withdrawTitle')}
        confirm={t('withdraw')}
        label={t('withdrawReason')}
        isPending={withdraw.isPending}
        problem={withdraw.problem}
        onConfirm={(reason) => withdraw.run(reason)}
        onClose={() => {
          setOpen(false);
          withdraw.forget();
        }}
      >
        <p>{t(`withdrawText_${decision}`)}</p>
      </ReasonDialog>
    </div>
  );
}
