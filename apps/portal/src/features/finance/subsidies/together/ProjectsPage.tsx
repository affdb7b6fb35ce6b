import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { previewProjects, type PreviewedProject, type ProjectsPreview } from '../../../../api/finance/subsidies-together.js';
import type { Scheme } from '../../../../api/finance/subsidy-schemes.js';
import { Answer } from '../../../../components/Answer.js';
import { EmptyState } from '../../../../components/EmptyState.js';
import { Facts } from '../../../../components/Facts.js';
import { PageHeader } from '../../../../components/PageHeader.js';
import { formatCount, formatYuan } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { AreaCascader } from '../../../areas/AreaCascader.js';
import { useAreaName } from '../../../areas/useDivisions.js';
import { useAddressFilter } from '../../records/useAddressFilter.js';
import { subsidiesPlace, togetherPlace } from '../subsidy-places.js';
import { subsidiesMessages } from '../subsidies.messages.js';
import { subsidyWordMessages } from '../subsidy-words.messages.js';
import { useQuantity, useSchemes } from '../useSubsidies.js';
import { ApplyDialog } from './ApplyDialog.js';
import { ChoiceList, type Choice } from './ChoiceList.js';
import { togetherMessages } from './together.messages.js';
import '../../../../components/filter-row.css';

interface Asked {
  readonly scheme?: string | undefined;
  readonly area?: string | undefined;
  readonly product?: string | undefined;
}

const askedOf = (parameters: URLSearchParams): Asked => ({
  scheme: /^[a-z][a-z0-9-]*$/.exec(parameters.get('scheme') ?? '')?.[0],
  area: /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0],
  product: /^[a-zA-Z]+$/.exec(parameters.get('product') ?? '')?.[0],
});

/** What industry has accepted and nobody has applied for: looked at, chosen, sent in one go. */
export function ProjectsPage() {
  const t = useMessages(togetherMessages);
  const schemes = useSchemes();
  return (
    <>
      <PageHeader
        title={t('projectsTitle')}
        lead={t('projectsLead')}
        actions={
          <>
            <Link to={togetherPlace('withdraw')}>{t('toWithdraw')}</Link>
            <Link to={subsidiesPlace}>{t('back')}</Link>
          </>
        }
      />
      <Answer query={schemes} rows={6}>
        {({ items }) => {
          const open = items.filter(({ isOpen }) => isOpen);
          const [newest] = open;
          return newest ? (
            <OfScheme schemes={open} newest={newest} />
          ) : (
            <div className="panel">
              <EmptyState title={t('noScheme')}>{t('noSchemeNext')}</EmptyState>
            </div>
          );
        }}
      </Answer>
    </>
  );
}

function OfScheme({ schemes, newest }: { readonly schemes: readonly Scheme[]; readonly newest: Scheme }) {
  const t = useMessages(togetherMessages);
  const language = useLanguage();
  const [asked, change] = useAddressFilter(askedOf);
  const scheme = schemes.find(({ code }) => code === asked.scheme) ?? newest;
  const { area, product } = asked;
  const query = useQuery({
    queryKey: ['subsidies', 'projects-preview', scheme.code, area, product],
    queryFn: ({ signal }) => previewProjects({ schemeCode: scheme.code, area, product }, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <>
      <div className="filter-row" role="search">
        <div className="filter-row-wide">
          <AreaCascader value={area} onChange={(next) => change({ ...asked, area: next })} />
        </div>
        <Select
          aria-label={t('scheme')}
          value={scheme.code}
          options={schemes.map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))}
          onChange={(code: string) => change({ area, scheme: code })}
        />
        <Select<string>
          aria-label={t('product')}
          allowClear
          placeholder={t('allProducts')}
          value={product ?? null}
          options={scheme.products.map((one) => ({ value: one.product, label: one.nameZh }))}
          onChange={(next: string | undefined) => change({ ...asked, product: next })}
        />
      </div>
      <Answer query={query} rows={8}>
        {(preview) =>
          preview.items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
            </div>
          ) : (
            <Preview key={query.dataUpdatedAt} schemeCode={scheme.code} preview={preview} />
          )
        }
      </Answer>
    </>
  );
}

/** Nothing is chosen that the limits leave no money for; whoever knows better chooses it. */
const likely = ({ forecast }: PreviewedProject): boolean => forecast !== null && forecast.amountFen > 0;

function Preview({ schemeCode, preview }: { readonly schemeCode: string; readonly preview: ProjectsPreview }) {
  const t = useMessages(togetherMessages);
  const words = useMessages(subsidyWordMessages);
  const { items, fit, households, computedFen, amountFen } = preview;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(items.filter(likely).map(({ claimId }) => claimId)));
  const [asking, setAsking] = useState(false);
  const choiceOf = useChoice();
  const yuan = (fen: number) => words('yuan', { amount: formatYuan(fen) });
  return (
    <section className="panel" aria-label={t('list')}>
      <Facts
        items={[
          { label: t('waiting'), value: t('items', { count: formatCount(items.length) }) },
          { label: t('fit'), value: t('items', { count: formatCount(fit) }) },
          { label: t('households'), value: formatCount(households) },
          { label: t('computed'), value: yuan(computedFen) },
          { label: t('forecast'), value: <strong>{yuan(amountFen)}</strong> },
        ]}
      />
      {preview.isMore ? <p role="status">{t('isMore')}</p> : null}
      <ChoiceList label={t('list')} items={items.map(choiceOf)} chosen={chosen} onChosen={setChosen} />
      <Button type="primary" disabled={chosen.size === 0} onClick={() => setAsking(true)}>
        {t('apply', { count: formatCount(chosen.size) })}
      </Button>
      {asking ? (
        <ApplyDialog
          schemeCode={schemeCode}
          claimIds={items.flatMap(({ claimId }) => (chosen.has(claimId) ? [claimId] : []))}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

function useChoice(): (project: PreviewedProject) => Choice {
  const t = useMessages(togetherMessages);
  const words = useMessages(subsidyWordMessages);
  const list = useMessages(subsidiesMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const quantityText = useQuantity();
  return ({ claimId, headName, householdNumber, villageCode, productZh, quantity, unit, acceptedOn, document, forecast, obstacles }) => ({
    id: claimId,
    label: headName,
    name: <strong>{headName}</strong>,
    figure: forecast ? words('yuan', { amount: formatYuan(forecast.amountFen) }) : '—',
    lines: [
      `${householdNumber} · ${areaName(villageCode)}`,
      [
        productZh ?? list('none'),
        quantity !== null && unit ? quantityText(quantity, unit) : '',
        t('accepted', { on: acceptedOn, document }),
      ]
        .filter(Boolean)
        .join(' · '),
      ...(forecast ? [forecast.explanation[language], ...forecast.cuts.map((cut) => cut[language])] : []),
      ...(forecast?.amountFen === 0 ? [t('nothing')] : []),
    ],
    against: obstacles,
  });
}
