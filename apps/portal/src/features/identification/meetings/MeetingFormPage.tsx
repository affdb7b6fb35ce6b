import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { readMeeting, type MeetingKind } from '../../../api/identification/meetings.js';
import { Answer } from '../../../components/Answer.js';
import { useSession } from '../../../session.js';
import { useCase } from '../case/useCase.js';
import { MeetingForm } from './MeetingForm.js';

/** A new record, perhaps begun from a case, or the correction of one nobody has decided on yet. */
export function MeetingFormPage() {
  const { id } = useParams();
  const [parameters] = useSearchParams();
  const { account } = useSession();
  const kind: MeetingKind = parameters.get('kind') === 'assembly' ? 'assembly' : 'group';
  const caseId = parameters.get('case');
  if (id) return <Existing id={id} />;
  if (caseId) return <FromCase caseId={caseId} kind={kind} />;
  return <MeetingForm start={{ kind, ...(account.area.length === 12 ? { villageCode: account.area } : {}) }} />;
}

function FromCase({ caseId, kind }: { readonly caseId: string; readonly kind: MeetingKind }) {
  const query = useCase(caseId);
  return (
    <Answer query={query}>
      {({ villageCode, groupName }) => (
        <MeetingForm start={{ kind, villageCode, ...(kind === 'group' && groupName ? { groupName } : {}) }} />
      )}
    </Answer>
  );
}

function Existing({ id }: { readonly id: string }) {
  const query = useQuery({ queryKey: ['meeting', id], queryFn: ({ signal }) => readMeeting(id, signal) });
  return (
    <Answer query={query}>
      {(meeting) => (
        <MeetingForm
          meeting={meeting}
          start={{
            kind: meeting.kind,
            villageCode: meeting.villageCode,
            ...(meeting.groupName ? { groupName: meeting.groupName } : {}),
            heldOn: meeting.heldOn,
            place: meeting.place,
            chairName: meeting.chairName,
            basis: meeting.basis,
            ...(meeting.repeatReason ? { repeatReason: meeting.repeatReason } : {}),
            present: meeting.present,
            minutes: meeting.minutes ?? '',
            screeningReadOut: meeting.screeningReadOut,
            votes: Object.fromEntries(meeting.votes.map((vote) => [vote.applicationId, vote])),
          }}
        />
      )}
    </Answer>
  );
}
