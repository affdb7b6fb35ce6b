import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { readSample, type Sample, type SampleCase } from '../../../api/identification/samples.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseAddress } from '../cases/case-filter.js';
import { useCases } from '../cases/useCases.js';
import { sampleMessages } from './samples.messages.js';
import { VisitDrawer } from './VisitDrawer.js';

const StepDialog = lazy(async () => ({ default: (await import('../case/StepDialog.js')).StepDialog }));

/** How it was drawn, who is visited with which result, and the decision that follows. */
export function SamplePage() {
  const t = useMessages(sampleMessages);
  const areaName = useAreaName();
  const may = useMay();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['sample', id], queryFn: ({ signal }) => readSample(id, signal) });
  return (
    <Answer query={query} rows={10} meanwhile={<Link to="/identification/samples">{t('back')}</Link>}>
      {(sample) => (
        <>
          <PageHeader title={t('sampleTitle', { level: t(`level_${sample.level}`), count: sample.ordinal })} lead={areaName(sample.area)} />
          {may('application.recheck') ? <Decide sample={sample} /> : null}
          <Cases sample={sample} />
          <How sample={sample} />
        </>
      )}
    </Answer>
  );
}

function Decide({ sample }: { readonly sample: Sample }) {
  const t = useMessages(sampleMessages);
  const { account } = useSession();
  const [open, setOpen] = useState(false);
  const state = sample.level === 'township' ? 'villageNoticeClosed' : 'townshipChecked';
  const isOwn = (account.area.length === 6) === (sample.level === 'county');
  // versions come from the list: somebody may have corrected a case since the draw
  const waiting = useCases({ state, area: account.area }, isOwn);
  const ready = waiting.rows.filter((row) => sample.cases.some((one) => one.applicationId === row.id && one.visit?.agrees !== false));
  const toVisit = sample.cases.filter((one) => one.chosen && !one.visit && one.state === state).length;
  if (!isOwn || ready.length === 0) return null;
  const label = t(`decide_${sample.level}`, { count: ready.length });
  return (
    <section className="panel" aria-label={label}>
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <p>{toVisit > 0 ? t('toVisit', { count: toVisit }) : t('decideLead')}</p>
        <Button type="primary" disabled={toVisit > 0} onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
      <Suspense>
        {open ? (
          <StepDialog
            step={sample.level === 'township' ? 'recheck' : 'examine'}
            reasonNeeded={false}
            signature="official"
            targets={[]}
            cases={ready}
            onClose={() => setOpen(false)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

function Cases({ sample }: { readonly sample: Sample }) {
  const t = useMessages(sampleMessages);
  const areaName = useAreaName();
  const may = useMay();
  const [visited, setVisited] = useState<SampleCase>();
  return (
    <section className="panel" aria-label={t('cases')}>
      <h2>{t('cases')}</h2>
      <ul className="plain-list divided">
        {sample.cases.map((one) => (
          <li key={one.applicationId}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <span>
                <Link to={caseAddress(one.applicationId)}>{one.headName}</Link>{' '}
                <span className="soft">{[areaName(one.villageCode), one.groupName].filter(Boolean).join(' ')}</span>
              </span>
              <StatusTag tone={one.chosen ? (one.visit ? (one.visit.agrees ? 'done' : 'stopped') : 'waiting') : 'quiet'}>
                {one.chosen
                  ? one.visit
                    ? t('visited', { result: t(one.visit.agrees ? 'agrees' : 'deviates') })
                    : `${t(one.movedUp ? 'movedUp' : 'isChosen')} · ${t('waitingVisit')}`
                  : t('notChosen')}
              </StatusTag>
            </div>
            {one.movedUp ? <p className="soft">{t('movedUpWhy')}</p> : null}
            {one.visit ? (
              <>
                <p className="soft">{t('by', { names: one.visit.visitors.join('、'), date: one.visit.visitedOn })}</p>
                {one.visit.findings ? <p>{one.visit.findings}</p> : null}
              </>
            ) : one.chosen && may('application.recheck') ? (
              <Button onClick={() => setVisited(one)}>{t('visit')}</Button>
            ) : null}
          </li>
        ))}
      </ul>
      {visited ? <VisitDrawer sampleId={sample.id} household={visited} onClose={() => setVisited(undefined)} /> : null}
    </section>
  );
}

function How({ sample }: { readonly sample: Sample }) {
  const t = useMessages(sampleMessages);
  return (
    <section className="panel" aria-label={t('seed')}>
      <h2>{t('seed')}</h2>
      <Facts
        items={[
          { label: t('listed'), value: sample.listed },
          { label: t('percent'), value: sample.percent === null ? null : `${sample.percent} %` },
          { label: t('chosen'), value: sample.chosen },
        ]}
      />
      <dl className="digests">
        <dt>{t('seed')}</dt>
        <dd className="breakable">{sample.seed ?? '—'}</dd>
        <dt>{t('commitment')}</dt>
        <dd className="breakable">{sample.commitment}</dd>
        <dt>{t('listDigest')}</dt>
        <dd className="breakable">{sample.listDigest ?? '—'}</dd>
      </dl>
      <p className="soft">{t('verify')}</p>
      <p className="soft">{t('drawnBy', { name: sample.drawnByName ?? '', at: sample.drawnAt ? formatInstant(sample.drawnAt) : '' })}</p>
    </section>
  );
}
