import { Link } from 'react-router';
import type { Case, CaseMeeting } from '../../../api/identification/applications.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { meetingPlace } from './places.js';
import { caseMessages } from './case.messages.js';

/** Every vote on the household, also lost ones, and what the records said before: the township reads it before its check. */
export function CaseVotes({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  if (record.meetings.length === 0) return null;
  return (
    <section className="panel" aria-label={t('votes')}>
      <h2>{t('votes')}</h2>
      <p className="soft">{t('votesLead')}</p>
      <ul className="plain-list divided">
        {record.meetings.map((meeting) => (
          <Vote key={meeting.id} meeting={meeting} />
        ))}
      </ul>
    </section>
  );
}

type Numbers = Pick<CaseMeeting, 'eligible' | 'present' | 'votesFor' | 'votesAgainst' | 'abstained'>;
const numbersOf = ({ eligible, present, votesFor, votesAgainst, abstained }: Numbers): Numbers => ({
  eligible,
  present,
  votesFor,
  votesAgainst,
  abstained,
});

function Vote({ meeting }: { readonly meeting: CaseMeeting }) {
  const t = useMessages(caseMessages);
  const { eligibleBefore: before } = meeting;
  const differs = before !== null && before.eligible !== meeting.eligible;
  return (
    <li>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Link to={meetingPlace(meeting.id)}>{t(`vote_${meeting.kind}`, { date: meeting.heldOn })}</Link>
        <StatusTag tone={meeting.majority ? 'done' : 'stopped'}>{t(meeting.majority ? 'votePassed' : 'voteLost')}</StatusTag>
      </div>
      <p>
        {t('voteNumbers', numbersOf(meeting))}
        {meeting.used ? ` · ${t('voteUsed')}` : ''}
      </p>
      <p className="soft">
        {t('eligibleFrom', { source: t(`source_of_${meeting.eligibleSource ?? 'unknown'}`) })}
        {differs ? ` · ${t('eligibleBefore', { date: before.heldOn, eligible: before.eligible })}` : ''}
      </p>
      {meeting.repeatReason ? <p>{t('repeatedBecause', { reason: meeting.repeatReason })}</p> : null}
      {meeting.corrections.map((one) => (
        <p key={one.correctedAt}>
          {t('correctedBefore', {
            name: one.correctedByName,
            at: formatInstant(one.correctedAt),
            what: one.voted ? t('voteNumbers', numbersOf(one)) : t('notVotedBefore'),
            reason: one.reason,
          })}
        </p>
      ))}
    </li>
  );
}
