import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { MeetingBasis } from '../../../api/identification/meetings.js';
import { readRollInForce, type RollInForce } from '../../../api/identification/rolls.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { rollPlace } from '../case/places.js';
import { meetingMessages } from './meetings.messages.js';

interface Question {
  readonly villageCode: string | undefined;
  readonly groupName: string | undefined;
  readonly basis: MeetingBasis;
  readonly heldOn: string | undefined;
}

/** Who may come to a meeting of that day; undefined while nothing can be asked or is answered yet. */
export function useRollInForce({ villageCode, groupName, basis, heldOn }: Question): RollInForce | undefined {
  const isAsked = /^\d{12}$/.test(villageCode ?? '') && Boolean(heldOn) && (basis === 'representatives' || Boolean(groupName));
  const query = useQuery({
    queryKey: ['roll-in-force', villageCode, groupName, basis, heldOn],
    queryFn: ({ signal }) =>
      readRollInForce(
        {
          villageCode: villageCode ?? '',
          basis,
          on: heldOn ?? '',
          ...(basis !== 'representatives' && groupName ? { groupName } : {}),
        },
        signal,
      ),
    enabled: isAsked,
  });
  return isAsked ? query.data : undefined;
}

/** The number and its document, or what has to be done before the meeting can be recorded. */
export function RollOfMeeting({ answer, question }: { readonly answer: RollInForce | undefined; readonly question: Question }) {
  const t = useMessages(meetingMessages);
  const may = useMay();
  if (!answer) return <span className="soft">{t('eligibleLater')}</span>;
  if (answer.roll) {
    const { count, sourceDocument, validFrom } = answer.roll;
    return <span>{t('eligibleByRoll', { count, document: sourceDocument, date: validFrom })}</span>;
  }
  const { villageCode, groupName, basis, heldOn } = question;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('noRoll', { what: t(`basis_${basis}`), date: heldOn ?? '' })}
      description={
        <>
          <p>{t('noRollNext')}</p>
          {may('roll.keep') ? <Link to={rollPlace(villageCode ?? '', groupName)}>{t('toRolls')}</Link> : null}
        </>
      }
    />
  );
}
