import { useQuery } from '@tanstack/react-query';
import { Breadcrumb } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { readOverview } from '../../../api/identification/figures.js';
import { Answer } from '../../../components/Answer.js';
import { ChartWithTable } from '../../../components/chart/ChartWithTable.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { areaOfCode, areaPath, shortVillage } from '../../areas/area-tree.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { householdListAddress } from '../household-list/household-filter.js';
import { BigNumbers } from './BigNumbers.js';
import { CityCharts } from './CityCharts.js';
import { cityMessages } from './city.messages.js';
import { FigureTable } from './FigureTable.js';
import { TownshipMap } from './TownshipMap.js';
import './city-page.css';

export function CityPage() {
  const t = useMessages(cityMessages);
  const { account } = useSession();
  const areaName = useAreaName();
  const [parameters] = useSearchParams();
  const asked = parameters.get('area') ?? '';
  const area = /^\d{9}$/.test(asked) ? asked : undefined;
  const place = area ?? account.area;
  const query = useQuery({ queryKey: ['overview', place], queryFn: ({ signal }) => readOverview(area, signal) });
  const isCounty = place.length === 6;
  return (
    <>
      <PageHeader
        title={isCounty ? t('title') : t('titleOf', { area: areaName(place) })}
        lead={query.data ? t('lead', { asOf: query.data.asOf.length > 10 ? formatInstant(query.data.asOf) : query.data.asOf }) : undefined}
        actions={<Link to={householdListAddress({ area })}>{t('register')}</Link>}
      />
      {area && account.area.length === 6 ? (
        <Breadcrumb
          aria-label={t('path')}
          items={[
            { title: <Link to="/identification/city">{t('county')}</Link> },
            ...areaPath(area).map((part) => ({ title: areaName(part) })),
          ]}
        />
      ) : null}
      <Answer query={query} rows={10} meanwhile={<p>{t('meanwhile')}</p>}>
        {(overview) =>
          overview.households === 0 ? (
            <div className="panel">
              <EmptyState title={t('nothing')}>{t('nothingNext')}</EmptyState>
            </div>
          ) : (
            <>
              <BigNumbers overview={overview} area={area} />
              <div className="city-grid">
                {isCounty ? (
                  <ChartWithTable
                    title={t('map')}
                    note={t('mapNote')}
                    chart={<TownshipMap units={overview.bySubdivision} hrefOf={(unit) => `/identification/city?area=${unit}`} />}
                    table={<Subdivisions overview={overview} area={place} />}
                  />
                ) : (
                  <section className="panel">
                    <h2>{t('subdivisionsOfTownship')}</h2>
                    <Subdivisions overview={overview} area={place} />
                  </section>
                )}
                <CityCharts overview={overview} area={area} />
              </div>
            </>
          )
        }
      </Answer>
    </>
  );
}

function Subdivisions({ overview, area }: { readonly overview: Parameters<typeof BigNumbers>[0]['overview']; readonly area: string }) {
  const t = useMessages(cityMessages);
  const rows = overview.bySubdivision.map((unit) => {
    const part = areaOfCode(unit.code);
    return {
      key: unit.code,
      label: shortVillage(unit.name),
      households: unit.households,
      persons: unit.persons,
      illnessPersons: unit.illnessPersons,
      to: part.length === 9 && area.length === 6 ? `/identification/city?area=${part}` : householdListAddress({ area: part }),
    };
  });
  return <FigureTable first={t('name')} rows={rows} />;
}
