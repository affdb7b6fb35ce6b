import { useQuery } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { attachToMeeting, meetingRoles, readMeeting, type Meeting, type MeetingRole } from '../../../api/identification/meetings.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { useCaseChanged } from '../case/useCase.js';
import { caseAddress } from '../cases/case-filter.js';
import { meetingMessages } from './meetings.messages.js';

const StepDialog = lazy(async () => ({ default: (await import('../case/StepDialog.js')).StepDialog }));

/** The record: what is missing and the deed first, then the votes, the minutes, the documents. */
export function MeetingPage() {
  const t = useMessages(meetingMessages);
  const areaName = useAreaName();
  const may = useMay();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['meeting', id], queryFn: ({ signal }) => readMeeting(id, signal) });
  return (
    <Answer query={query} rows={10} meanwhile={<Link to="/identification/meetings">{t('back')}</Link>}>
      {(meeting) => (
        <>
          <PageHeader
            title={t('pageTitle', { kind: t(`kind_${meeting.kind}`), date: meeting.heldOn })}
            lead={[areaName(meeting.villageCode), meeting.groupName].filter(Boolean).join(' ')}
            actions={
              !meeting.concludedAt && may('application.appraise') ? (
                <Link to={`/identification/meetings/${meeting.id}/edit`}>
                  <Button>{t('correct')}</Button>
                </Link>
              ) : null
            }
          />
          <Who meeting={meeting} />
          <Conclude meeting={meeting} />
          <Votes meeting={meeting} />
          {meeting.minutes ? (
            <section className="panel" aria-label={t('minutes')}>
              <h2>{t('minutes')}</h2>
              <p style={{ whiteSpace: 'pre-wrap' }}>{meeting.minutes}</p>
            </section>
          ) : null}
          <Revisions meeting={meeting} />
          <Documents meeting={meeting} />
        </>
      )}
    </Answer>
  );
}

function Who({ meeting }: { readonly meeting: Meeting }) {
  const t = useMessages(meetingMessages);
  return (
    <section className="panel" aria-label={t(`kind_${meeting.kind}`)}>
      <Facts
        items={[
          { label: t('place'), value: meeting.place },
          { label: t('chair'), value: meeting.chairName },
          { label: t('basis'), value: t(`basis_${meeting.basis}`) },
          {
            label: t('present'),
            value: (
              <>
                {t('presentOf', { eligible: meeting.eligible, present: meeting.present, quorum: meeting.quorum })}{' '}
                <StatusTag tone={meeting.quorate ? 'done' : 'stopped'}>{t(meeting.quorate ? 'quorate' : 'notQuorate')}</StatusTag>
              </>
            ),
          },
          {
            label: t('eligibleSource'),
            value: [
              meeting.roll
                ? t('eligibleByRoll', { count: meeting.eligible, document: meeting.roll.sourceDocument, date: meeting.roll.validFrom })
                : t(`source_${meeting.eligibleSource ?? 'unknown'}`),
              ...(meeting.eligibleBefore
                ? [t('eligibleBefore', { date: meeting.eligibleBefore.heldOn, count: meeting.eligibleBefore.eligible })]
                : []),
            ].join(' · '),
          },
          ...(meeting.repeatReason ? [{ label: t('repeatReason'), value: meeting.repeatReason }] : []),
        ]}
      />
      <p className="soft">{t('recordedBy', { name: meeting.recordedByName, at: formatInstant(meeting.recordedAt) })}</p>
    </section>
  );
}

/** All households of the meeting go by their votes, together and with one signature. */
function Conclude({ meeting }: { readonly meeting: Meeting }) {
  const t = useMessages(meetingMessages);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const state = meeting.kind === 'group' ? 'applied' : 'groupNoticeClosed';
  const ready = meeting.votes.filter((vote) => vote.state === state && !vote.used && vote.presentContent);
  const what = meeting.missing.map((role) => t(`role_${role}`)).join('、');
  return (
    <section className="panel" aria-label={t(`step_${meeting.kind}`)}>
      <div className="panel-head">
        <h2>{t(`step_${meeting.kind}`)}</h2>
        {may('application.appraise') && ready.length > 0 ? (
          <Button type="primary" disabled={meeting.missing.length > 0 || !meeting.quorate} onClick={() => setOpen(true)}>
            {t(`step_${meeting.kind}`)}
          </Button>
        ) : null}
      </div>
      {ready.length > 0 ? <p>{t('stepLead', { count: ready.length })}</p> : <p>{t('nothingToDo')}</p>}
      {ready.length > 0 ? <p>{meeting.missing.length > 0 ? t('missing', { what }) : t('complete')}</p> : null}
      {ready.length > 0 && !meeting.quorate ? <p>{t('notQuorate')}</p> : null}
      <Suspense>
        {open ? (
          <StepDialog
            step={meeting.kind === 'group' ? 'appraise' : 'review'}
            reasonNeeded={false}
            signature="official"
            targets={[]}
            cases={ready.map((vote) => ({ id: vote.applicationId, version: vote.applicationVersion, headName: vote.headName }))}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

function Votes({ meeting }: { readonly meeting: Meeting }) {
  const t = useMessages(meetingMessages);
  return (
    <section className="panel" aria-label={t('votes')}>
      <h2>{t('votes')}</h2>
      <ul className="plain-list divided">
        {meeting.votes.map((vote) => (
          <li key={vote.applicationId}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <Link to={caseAddress(vote.applicationId)}>{vote.headName}</Link>
              <StatusTag tone={vote.majority ? 'done' : 'stopped'}>{t(vote.majority ? 'majority' : 'noMajority')}</StatusTag>
            </div>
            <p>
              {t('votesFor')} {vote.votesFor} · {t('votesAgainst')} {vote.votesAgainst} · {t('abstained')} {vote.abstained}
              {vote.used ? ` · ${t('used')}` : vote.presentContent ? '' : ` · ${t('contentChanged')}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the record said before: nothing that was written is lost by a correction. */
function Revisions({ meeting }: { readonly meeting: Meeting }) {
  const t = useMessages(meetingMessages);
  if (meeting.revisions.length === 0) return null;
  return (
    <section className="panel" aria-label={t('revisions')}>
      <h2>{t('revisions')}</h2>
      <ul className="plain-list divided">
        {meeting.revisions.map((one) => (
          <li key={one.version}>
            <p>{t('revisedBy', { name: one.correctedByName, at: formatInstant(one.correctedAt), reason: one.reason })}</p>
            <p className="soft">{t('revisionSaid', { date: one.heldOn, eligible: one.eligible, present: one.present })}</p>
            <ul className="plain-list">
              {one.votes.map((vote) => (
                <li key={vote.applicationId}>
                  {meeting.votes.find(({ applicationId }) => applicationId === vote.applicationId)?.headName ?? t('noLongerListed')}：
                  {t('votesFor')} {vote.votesFor} · {t('votesAgainst')} {vote.votesAgainst} · {t('abstained')} {vote.abstained}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Documents({ meeting }: { readonly meeting: Meeting }) {
  const t = useMessages(meetingMessages);
  const may = useMay();
  const changed = useCaseChanged();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<MeetingRole>();
  const role = chosen ?? meeting.missing[0] ?? 'other';
  const attach = useCommand(
    ({ id, as }: { id: string; as: MeetingRole }, key) => attachToMeeting(meeting.id, id, as, key),
    () => {
      setChosen(undefined);
      void message.success(t('documentAdded'));
      changed();
    },
  );
  const isRole = (text: string): text is MeetingRole => (meetingRoles as readonly string[]).includes(text);
  return (
    <section className="panel" aria-label={t('documents')} id="documents">
      <h2>{t('documents')}</h2>
      <ul className="plain-list divided">
        {meeting.attachments.map((one) => (
          <li key={one.id} className="row">
            <strong>{t(isRole(one.role) ? `role_${one.role}` : 'role_other')}</strong>
            <span className="soft">{t('addedAt', { at: formatInstant(one.addedAt) })}</span>
            {one.retracted ? <span>{t('retracted')}</span> : <AttachmentLink department="identification" id={one.id} />}
          </li>
        ))}
      </ul>
      {meeting.concludedAt || !may('application.appraise') ? null : (
        <div className="stack no-print" style={{ gap: 8, marginTop: 8 }}>
          <label style={{ maxWidth: 320 }}>
            <span className="soft">{t('role')}</span>
            <Select<MeetingRole>
              aria-label={t('role')}
              value={role}
              options={meetingRoles.map((value) => ({ value, label: t(`role_${value}`) }))}
              onChange={setChosen}
              style={{ width: '100%' }}
            />
          </label>
          <AttachmentUploader
            department="identification"
            place={meeting.villageCode}
            label={t(`role_${role}`)}
            onUploaded={(id) => attach.run({ id, as: role })}
          />
          {attach.problem ? <ProblemView error={attach.problem} /> : null}
        </div>
      )}
    </section>
  );
}
