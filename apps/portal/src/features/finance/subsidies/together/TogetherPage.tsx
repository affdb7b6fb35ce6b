import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { readReadyWork, togetherSteps, type ReadyWork, type TogetherStep } from '../../../../api/finance/subsidies-together.js';
import { Answer } from '../../../../components/Answer.js';
import { EmptyState } from '../../../../components/EmptyState.js';
import { Facts } from '../../../../components/Facts.js';
import { PageHeader } from '../../../../components/PageHeader.js';
import { formatCount, formatYuan } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { AreaCascader } from '../../../areas/AreaCascader.js';
import { useAreaName } from '../../../areas/useDivisions.js';
import { useAddressFilter } from '../../records/useAddressFilter.js';
import { subsidiesPlace, subsidyPlace } from '../subsidy-places.js';
import { SubsidyStepDialog } from '../SubsidyStepDialog.js';
import { subsidyWordMessages } from '../subsidy-words.messages.js';
import { useQuantity } from '../useSubsidies.js';
import { ChoiceList } from './ChoiceList.js';
import { togetherMessages } from './together.messages.js';
import '../../../../components/filter-row.css';

const askedOf = (parameters: URLSearchParams): { area?: string | undefined } => ({
  area: /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0],
});

/** One word about many: what nothing speaks against is taken in one go, what something speaks against says so. */
export function TogetherPage() {
  const t = useMessages(togetherMessages);
  const { step: named } = useParams();
  const step = togetherSteps.find((one) => one === named) ?? 'check';
  const [{ area }, change] = useAddressFilter(askedOf);
  const query = useQuery({
    queryKey: ['subsidies', 'ready', step, area],
    queryFn: ({ signal }) => readReadyWork(step, area, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <>
      <PageHeader title={t(`title_${step}`)} lead={t(`lead_${step}`)} actions={<Link to={subsidiesPlace}>{t('back')}</Link>} />
      <div className="filter-row" role="search">
        <div className="filter-row-wide">
          <AreaCascader value={area} onChange={(next) => change({ area: next })} />
        </div>
      </div>
      <Answer query={query} rows={8}>
        {(work) =>
          work.items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('emptyWork')}>{t('emptyWorkNext')}</EmptyState>
            </div>
          ) : (
            <Work key={query.dataUpdatedAt} step={step} work={work} />
          )
        }
      </Answer>
    </>
  );
}

function Work({ step, work }: { readonly step: TogetherStep; readonly work: ReadyWork }) {
  const t = useMessages(togetherMessages);
  const words = useMessages(subsidyWordMessages);
  const areaName = useAreaName();
  const quantity = useQuantity();
  const { items, ready, amountFen, mayDo, isMore } = work;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    // what is taken back is named one by one
    () => new Set(step === 'withdraw' ? [] : items.flatMap(({ id, against }) => (against.length === 0 ? [id] : []))),
  );
  const [asking, setAsking] = useState(false);
  const yuan = (fen: number) => words('yuan', { amount: formatYuan(fen) });
  return (
    <section className="panel" aria-label={t('list')}>
      <Facts
        items={[
          { label: t('waitingWork'), value: t('items', { count: formatCount(items.length) }) },
          { label: t('ready'), value: t('items', { count: formatCount(ready) }) },
          ...(amountFen > 0 ? [{ label: t('amount'), value: yuan(amountFen) }] : []),
        ]}
      />
      {isMore ? <p role="status">{t('isMore')}</p> : null}
      <ChoiceList
        label={t('list')}
        items={items.map((row) => ({
          id: row.id,
          label: row.headName,
          name: <Link to={subsidyPlace(row.id)}>{row.headName}</Link>,
          figure: row.amountFen === null ? '' : yuan(row.amountFen),
          lines: [
            `${row.householdNumber} · ${areaName(row.villageCode)}`,
            `${row.productZh} · ${quantity(row.acceptedQuantity ?? row.quantity, row.unit)} · ${row.parcel}`,
          ],
          against: row.against,
        }))}
        chosen={chosen}
        onChosen={setChosen}
      />
      <Button type="primary" disabled={chosen.size === 0 || !mayDo} onClick={() => setAsking(true)}>
        {t(`take_${step}`, { count: formatCount(chosen.size) })}
      </Button>
      {asking ? (
        <SubsidyStepDialog
          step={{ step, to: [], reasonNeeded: step === 'withdraw' }}
          cases={items.filter(({ id }) => chosen.has(id))}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}
