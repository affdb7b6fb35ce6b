import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { Subsidy } from '../../../api/finance/subsidies.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { OverlapAnswered } from '../overlaps/OverlapAnswered.js';
import { overlapMessages } from '../overlaps/overlaps.messages.js';
import { PossibleDuplicateAnswered } from './PossibleDuplicateAnswered.js';
import { possibleDuplicateMessages } from './possible-duplicates.messages.js';
import { CertificateButton } from './CertificateButton.js';
import { GrantExplained } from './GrantExplained.js';
import { SubsidyDocuments } from './SubsidyDocuments.js';
import { SubsidySteps } from './SubsidySteps.js';
import { batchPlace, financeNoticePlace, subsidiesPlace, subsidyPlace } from './subsidy-places.js';
import { subsidyMessages } from './subsidy.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { useQuantity, useSubsidy } from './useSubsidies.js';

/** The same order as every record: who and where, state and next step, facts, amount, what happened, papers. */
export function SubsidyPage() {
  const t = useMessages(subsidyMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const query = useSubsidy(id);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to={subsidiesPlace}>{t('back')}</Link>}>
      {(record) => (
        <>
          <PageHeader
            title={t('title', { head: record.headName, item: record.productZh })}
            lead={areaName(record.villageCode)}
            actions={
              record.next.some(({ step, mayDo }) => step === 'correct' && mayDo) ? (
                <Link to={`${subsidyPlace(record.id)}/edit`}>
                  <Button>{t('correct')}</Button>
                </Link>
              ) : null
            }
          />
          <WhoAndWhere record={record} />
          <SubsidySteps record={record} />
          <WhatIsAsked record={record} />
          {record.grant ? <GrantExplained record={record} grant={record.grant} /> : null}
          <Acceptances record={record} />
          <SubsidyDocuments record={record} />
          <Timeline record={record} />
        </>
      )}
    </Answer>
  );
}

function WhoAndWhere({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const overlaps = useMessages(overlapMessages);
  const may = useMay();
  const { notice, payment } = record;
  return (
    <section className="panel" aria-label={t('whoAndWhere')}>
      <h2>{t('whoAndWhere')}</h2>
      <Facts
        items={[
          { label: t('state'), value: words(`state_${record.state}`) },
          { label: t('since'), value: formatInstant(record.stateSince) },
          { label: t('household'), value: record.householdNumber },
          { label: t('members'), value: record.memberCount },
          { label: t('enteredBy'), value: record.enteredByName },
          ...(notice?.postedOn
            ? [
                {
                  label: t('notice'),
                  value: (
                    <>
                      {t('period', { from: notice.postedOn, to: notice.lastDay ?? '' })}
                      <br />
                      {t('objections', { open: notice.openObjections, upheld: notice.upheldObjections })}
                      {may('notice.read') ? (
                        <>
                          <br />
                          <Link to={financeNoticePlace(notice.id)}>{t('toNotice')}</Link>
                        </>
                      ) : null}
                    </>
                  ),
                },
              ]
            : []),
          ...(record.claim ? [{ label: t('project'), value: <ProjectOf claim={record.claim} /> }] : []),
          ...(record.overlap ? [{ label: overlaps('title'), value: <OverlapAnswered overlap={record.overlap} /> }] : []),
          ...(payment
            ? [
                {
                  label: t('payment'),
                  value: (
                    <>
                      <Link to={batchPlace(payment.batchId)}>{t('batch', { number: payment.batchNumber })}</Link>{' '}
                      {t(`pay_${payment.state}` as 'pay_paid')}
                    </>
                  ),
                },
              ]
            : []),
          ...(record.paidOn ? [{ label: t('paidOn'), value: record.paidOn }] : []),
          ...(record.certificate
            ? [
                {
                  label: t('certificate'),
                  value: (
                    <>
                      {record.certificate.number} <CertificateButton {...record.certificate} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function WhatIsAsked({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const quantity = useQuantity();
  const possibleDuplicates = useMessages(possibleDuplicateMessages);
  const { scheme } = record;
  return (
    <section className="panel" aria-label={t('facts')}>
      <h2>{t('facts')}</h2>
      <Facts
        items={[
          { label: t('scheme'), value: language === 'zh' ? scheme.nameZh : scheme.nameEn },
          { label: t('item'), value: `${record.productZh} · ${words('stage', { stage: record.stage })}` },
          { label: t('parcel'), value: `${areaName(record.parcelVillage)} ${record.parcel}` },
          ...(record.similarParcels.length > 0 ? [{ label: t('similar'), value: <Similar record={record} /> }] : []),
          ...(record.possibleDuplicates.length > 0
            ? [{ label: possibleDuplicates('answered'), value: <PossibleDuplicateAnswered answers={record.possibleDuplicates} /> }]
            : []),
          { label: t('asked'), value: quantity(record.quantity, record.unit) },
          { label: t('accepted'), value: record.acceptedQuantity === null ? null : quantity(record.acceptedQuantity, record.unit) },
          ...(record.restFen === null ? [] : [{ label: t('restFacts'), value: words('yuan', { amount: formatYuan(record.restFen) }) }]),
          { label: t('amount'), value: record.amountFen === null ? null : words('yuan', { amount: formatYuan(record.amountFen) }) },
        ]}
      />
    </section>
  );
}

/** The accepted project, and what industry has corrected about it since. */
function ProjectOf({ claim: { document, acceptedOn, differs } }: { readonly claim: NonNullable<Subsidy['claim']> }) {
  const t = useMessages(subsidyMessages);
  const language = useLanguage();
  return (
    <>
      {t('projectOf', { document, on: acceptedOn })}
      {differs ? (
        <p role="status">
          <ExclamationCircleOutlined aria-hidden /> <strong>{differs[language]}</strong>
        </p>
      ) : null}
    </>
  );
}

/** Perhaps the same land under another name: looked at on site. */
function Similar({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  return (
    <>
      <p className="soft">{t('similarLead')}</p>
      <ul className="plain-list">
        {record.similarParcels.map(({ id, headName, householdNumber, parcel, productZh, state }) => (
          <li key={id}>
            <Link to={subsidyPlace(id)}>
              {headName} {householdNumber}
            </Link>
            ：{parcel}，{productZh}，{words(`state_${state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Acceptances({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const quantity = useQuantity();
  if (record.state === 'applied' && record.acceptances.length === 0) return null;
  return (
    <section className="panel" aria-label={t('acceptances')}>
      <h2>{t('acceptances')}</h2>
      {record.acceptances.length === 0 ? <p className="soft">{t('noAcceptance')}</p> : null}
      <ul className="plain-list divided">
        {record.acceptances.map((one) => (
          <li key={one.id}>
            <p>
              {t('measuredOn', { on: one.on, quantity: quantity(one.quantity, record.unit) })}
              {one.isVoid ? <span className="soft"> · {t('void')}</span> : null}
            </p>
            <p className="soft">{t('byTwo', { first: one.measuredByName, second: one.confirmedByName ?? t('notConfirmed') })}</p>
            {one.remark ? <p>{one.remark}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const language = useLanguage();
  return (
    <section className="panel no-print" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      {record.events.length === 0 ? <EmptyState title={t('timeline')} /> : null}
      <ol className="plain-list divided">
        {record.events.map((event) => (
          <li key={`${event.at} ${event.step} ${event.to}`}>
            <p>
              <strong>{event[language]}</strong>
            </p>
            <p className="soft">{t('actor', { name: event.byName ?? t('system'), at: formatInstant(event.at) })}</p>
            {event.receipt ? <p>{t('cameBack', { on: event.receipt.on, document: event.receipt.sourceDocument })}</p> : null}
            {event.reason ? <p>{t('reason', { reason: event.reason })}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
