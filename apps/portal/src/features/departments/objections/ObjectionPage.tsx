import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { readObjection, revealObjector, type Objection } from '../../../api/department/objections.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AttachmentLink } from '../../evidence/AttachmentLink.js';
import { noticePlace } from '../notices/notice-places.js';
import { FindingForm } from './FindingForm.js';
import { objectionsPlace } from './objection-places.js';
import { objectionMessages } from './objections.messages.js';

/** One objection: what was said, who (masked), and the findings. Read once and not again by itself: each reading is recorded. */
export function ObjectionPage() {
  const t = useMessages(objectionMessages);
  const language = useLanguage();
  const { department = 'identification', id = '' } = useParams();
  const query = useQuery({
    queryKey: ['objection', department, id],
    queryFn: ({ signal }) => readObjection(department, id, signal),
    ...{ staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
  });
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={objectionsPlace(department)}>{t('back')}</Link>}>
      {(objection) => (
        <>
          <PageHeader
            title={`${t('title')} ${objection.receiptNumber}`}
            lead={`${objection.noticeTitle[language]} · ${objection.placeNames.join(' ')}`}
            actions={<Link to={noticePlace(department, objection.noticeId)}>{t('toNotice')}</Link>}
          />
          <Said department={department} objection={objection} />
          <Objector department={department} objection={objection} />
          {objection.decision ? (
            <Decided department={department} objection={objection} decision={objection.decision} />
          ) : (
            <FindingForm department={department} objection={objection} />
          )}
        </>
      )}
    </Answer>
  );
}

interface Part {
  readonly department: string;
  readonly objection: Objection;
}

function Said({ department, objection }: Part) {
  const t = useMessages(objectionMessages);
  const { text, via, receivedOn, dueOn, receivedBy, scanAttachmentId } = objection;
  return (
    <section className="panel" aria-label={t('said')}>
      <h2>{t('said')}</h2>
      <p style={{ whiteSpace: 'pre-wrap', marginBottom: 8 }}>{text}</p>
      <Facts
        items={[
          { label: t('via'), value: t(`via_${via}`) },
          { label: t('received'), value: receivedOn },
          { label: t('due'), value: dueOn },
          ...(receivedBy ? [{ label: t('enteredBy'), value: receivedBy }] : []),
          ...(scanAttachmentId && !objection.identityDeletedOn
            ? [{ label: t('scan'), value: <AttachmentLink department={department} id={scanAttachmentId} /> }]
            : []),
        ]}
      />
    </section>
  );
}

function Objector({ department, objection }: Part) {
  const t = useMessages(objectionMessages);
  const [isAsking, setAsking] = useState(false);
  const reveal = useCommand(
    (purpose: string) => revealObjector(department, objection.id, purpose),
    () => setAsking(false),
  );
  const shown = reveal.result?.identity ?? objection.identity;
  return (
    <section className="panel" aria-label={t('objector')}>
      <h2>{t('objector')}</h2>
      {shown ? (
        <>
          <Facts
            items={[
              { label: t('name'), value: shown.name },
              { label: t('phone'), value: shown.phone },
              { label: t('address'), value: shown.address },
            ]}
          />
          {reveal.result ? null : (
            <Button className="no-print" style={{ margin: '8px 0' }} onClick={() => setAsking(true)}>
              {t('reveal')}
            </Button>
          )}
        </>
      ) : (
        <p>{objection.identityDeletedOn ? t('forgotten', { date: objection.identityDeletedOn }) : t('anonymous')}</p>
      )}
      {objection.identityKeptUntil ? <p className="soft">{t('keptUntil', { date: objection.identityKeptUntil })}</p> : null}
      {isAsking ? (
        <ReasonDialog
          open
          title={t('revealTitle')}
          confirm={t('reveal')}
          shortest={4}
          isPending={reveal.isPending}
          problem={reveal.problem}
          onConfirm={reveal.run}
          onClose={() => setAsking(false)}
        >
          <p>{t('revealText')}</p>
        </ReasonDialog>
      ) : null}
    </section>
  );
}

function Decided({ department, objection, decision }: Part & { readonly decision: NonNullable<Objection['decision']> }) {
  const t = useMessages(objectionMessages);
  const language = useLanguage();
  const { outcome, effect, answer, findings, attachmentIds, decidedBy, decidedAt } = decision;
  const step = effect?.kind === 'return' ? effect.step : undefined;
  const stepWords = objection.returnSteps.find(({ code }) => code === step)?.[language] ?? step;
  return (
    <section className="panel" aria-label={t('decide')}>
      <h2>{t('decide')}</h2>
      <Facts
        items={[
          { label: t('outcome'), value: t(`outcome_${outcome}`) },
          ...(effect
            ? [{ label: t('effect'), value: effect.kind === 'reject' ? t('effect_reject') : `${t('step')} ${stepWords ?? ''}` }]
            : []),
          { label: t('answer'), value: objection.answers.find(({ code }) => code === answer)?.[language] ?? answer },
          { label: t('findings'), value: <span style={{ whiteSpace: 'pre-wrap' }}>{findings}</span> },
          ...attachmentIds.map((id) => ({ label: t('evidence'), value: <AttachmentLink department={department} id={id} /> })),
        ]}
      />
      <p className="soft">{t('decidedBy', { by: decidedBy, at: formatInstant(decidedAt) })}</p>
    </section>
  );
}
