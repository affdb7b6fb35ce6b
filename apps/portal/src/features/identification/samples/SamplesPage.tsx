import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { commitSample, drawSample, listSamples, type SampleLevel, type SampleRow } from '../../../api/identification/samples.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { samplePlace } from '../case/places.js';
import { useCaseChanged } from '../case/useCase.js';
import { useFunnel } from '../cases/useCases.js';
import { sampleMessages } from './samples.messages.js';

/** Who is visited before the township's and the county's decision, and how that was drawn. */
export function SamplesPage() {
  const t = useMessages(sampleMessages);
  const may = useMay();
  const { account } = useSession();
  const own: SampleLevel | undefined = !may('application.recheck') ? undefined : account.area.length === 6 ? 'county' : 'township';
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {own === 'county' || !own ? <Level level="county" mayDraw={own === 'county'} /> : null}
      <Level level="township" mayDraw={own === 'township'} />
    </>
  );
}

function Level({ level, mayDraw }: { readonly level: SampleLevel; readonly mayDraw: boolean }) {
  const t = useMessages(sampleMessages);
  const query = useQuery({ queryKey: ['samples', level], queryFn: ({ signal }) => listSamples(level, signal) });
  return (
    <section className="panel" aria-label={t(`level_${level}`)}>
      <h2>{t(`level_${level}`)}</h2>
      {mayDraw ? <Draw level={level} /> : null}
      <Answer query={query} rows={3}>
        {({ items }) => {
          const drawn = items.filter(({ drawnAt }) => drawnAt);
          const sealed = items.find(({ drawnAt }) => !drawnAt);
          return (
            <>
              {sealed ? (
                <p className="soft breakable">
                  {t('nextCommitment')} {sealed.commitment}
                </p>
              ) : null}
              {drawn.length === 0 ? <EmptyState title={t('none')}>{t('noneNext')}</EmptyState> : null}
              <ul className="plain-list divided">
                {drawn.map((row) => (
                  <li key={row.id}>
                    <Drawn row={row} />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function Draw({ level }: { readonly level: SampleLevel }) {
  const t = useMessages(sampleMessages);
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const changed = useCaseChanged();
  const { account } = useSession();
  const figures = useFunnel(account.area, undefined);
  const state = level === 'township' ? 'villageNoticeClosed' : 'townshipChecked';
  const here = figures.data?.states.find((row) => row.state === state)?.now ?? 0;
  const draw = useCommand(
    (_: undefined, key) => drawSample(level, key),
    ({ id, listed, chosen }) => {
      void message.success(t('drawn', { listed: listed ?? 0, chosen: chosen ?? 0 }));
      changed();
      void navigate(samplePlace(id));
    },
  );
  const seal = useCommand((_: undefined, key) => commitSample(level, key), changed);
  return (
    <div className="stack" style={{ gap: 8, marginBottom: 12 }}>
      <div className="row">
        <span>{here > 0 ? t('waiting', { count: here }) : t('nothingWaiting')}</span>
        <Button
          type="primary"
          disabled={here === 0}
          loading={draw.isPending}
          onClick={() =>
            void modal.confirm({ title: t('draw'), content: t('drawText'), okText: t('draw'), onOk: () => draw.run(undefined) })
          }
        >
          {t('draw')}
        </Button>
        <Button loading={seal.isPending} onClick={() => seal.run(undefined)}>
          {t('seal')}
        </Button>
      </div>
      {draw.problem ? <ProblemView error={draw.problem} /> : null}
      {seal.problem ? <ProblemView error={seal.problem} /> : null}
    </div>
  );
}

function Drawn({ row }: { readonly row: SampleRow }) {
  const t = useMessages(sampleMessages);
  const areaName = useAreaName();
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Link to={samplePlace(row.id)}>
          {areaName(row.area)} · {t('ordinal', { count: row.ordinal })}
        </Link>
        <span>{t('drawn', { listed: row.listed ?? 0, chosen: row.chosen ?? 0 })}</span>
      </div>
      <p className="soft">{t('drawnBy', { name: row.drawnByName ?? '', at: row.drawnAt ? formatInstant(row.drawnAt) : '' })}</p>
    </>
  );
}
