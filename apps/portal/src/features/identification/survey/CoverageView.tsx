import { Link } from 'react-router';
import type { SurveyCoverage, SurveyRound } from '../../../api/identification/surveys.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatInstant, formatPercent } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { surveyOfficeMessages } from './survey-office.messages.js';
import { VillageConfirmations } from './VillageConfirmations.js';

type Village = SurveyCoverage['villages'][number];

export function CoverageView({ round, coverage }: { readonly round: SurveyRound; readonly coverage: SurveyCoverage }) {
  const t = useMessages(surveyOfficeMessages);
  const isPhone = useIsPhone();
  const { total, days, surveyors } = coverage;
  const villages = coverage.villages.filter((village) => village.total > 0);
  return (
    <>
      <section className="panel" aria-label={t('coverage')}>
        <div className="panel-head">
          <h2>{t('coverage')}</h2>
        </div>
        <Facts
          items={(['total', 'confirmed', 'visited', 'away', 'refused', 'due'] as const).map((key) => ({
            label: key === 'total' ? t('total') : t(`state_${key}`),
            value: formatCount(total[key]),
          }))}
        />
        {isPhone ? <VillageCards round={round} villages={villages} /> : <VillageTable round={round} villages={villages} />}
      </section>
      <section className="panel" aria-label={t('byDay')}>
        <div className="panel-head">
          <h2>{t('byDay')}</h2>
        </div>
        {days.length === 0 ? <EmptyState title={t('noVisits')} /> : <Days days={days} />}
      </section>
      <section className="panel" aria-label={t('bySurveyor')}>
        <div className="panel-head">
          <h2>{t('bySurveyor')}</h2>
        </div>
        {surveyors.length === 0 ? (
          <EmptyState title={t('noVisits')} />
        ) : (
          <table className="survey-office-table">
            <thead>
              <tr>
                <th scope="col">{t('bySurveyor')}</th>
                <th scope="col" className="number">
                  {t('visits')}
                </th>
                <th scope="col" className="number">
                  {t('households')}
                </th>
                <th scope="col">{t('lastVisit')}</th>
              </tr>
            </thead>
            <tbody>
              {surveyors.map(({ accountId, name, visits, households, lastVisitAt }) => (
                <tr key={accountId}>
                  <td>{name}</td>
                  <td className="number">{formatCount(visits)}</td>
                  <td className="number">{formatCount(households)}</td>
                  <td>{formatInstant(lastVisitAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

interface VillagesProps {
  readonly round: SurveyRound;
  readonly villages: readonly Village[];
}

const countKeys = ['total', 'found', 'confirmed', 'visited', 'away', 'refused', 'due', 'openConflicts'] as const;

function useCountLabel(): (key: (typeof countKeys)[number]) => string {
  const t = useMessages(surveyOfficeMessages);
  return (key) => (key === 'found' ? t('foundCount') : key === 'total' || key === 'openConflicts' ? t(key) : t(`state_${key}`));
}

function VillageTable({ round, villages }: VillagesProps) {
  const t = useMessages(surveyOfficeMessages);
  const label = useCountLabel();
  return (
    <div className="survey-office-scroll" tabIndex={0} role="region" aria-label={t('coverage')}>
      <table className="survey-office-table">
        <thead>
          <tr>
            <th scope="col">{t('village')}</th>
            <th scope="col">{t('share')}</th>
            {countKeys.map((key) => (
              <th key={key} scope="col" className="number">
                {label(key)}
              </th>
            ))}
            <th scope="col">{t('confirmations')}</th>
          </tr>
        </thead>
        <tbody>
          {villages.map((village) => (
            <VillageRow key={village.villageCode} round={round} village={village} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VillageCards({ round, villages }: VillagesProps) {
  const t = useMessages(surveyOfficeMessages);
  const areaName = useAreaName();
  const label = useCountLabel();
  return (
    <ul className="plain-list">
      {villages.map((village) => (
        <li key={village.villageCode} className="survey-office-village">
          <strong>
            <Link to={`/identification/surveys/${round.id}/households?village=${village.villageCode}`}>
              {areaName(village.villageCode)}
            </Link>
          </strong>
          <Share village={village} />
          <span>
            {countKeys
              .filter((key) => key === 'total' || village[key] > 0)
              .map((key) => `${label(key)} ${formatCount(village[key])}`)
              .join(' · ')}
          </span>
          <VillageConfirmations round={round} village={village} name={`${t('village')} ${areaName(village.villageCode)}`} />
        </li>
      ))}
    </ul>
  );
}

function Share({ village: { total, confirmed, visited } }: { readonly village: Village }) {
  const width = (count: number): { width: string } => ({ width: `${total === 0 ? 0 : (count / total) * 100}%` });
  return (
    <>
      <span className="survey-office-bar" aria-hidden>
        <span className="signed" style={width(confirmed)} />
        <span style={width(visited)} />
      </span>
      {formatPercent(total === 0 ? 0 : (confirmed + visited) / total)}
    </>
  );
}

function VillageRow({ round, village }: { readonly round: SurveyRound; readonly village: Village }) {
  const t = useMessages(surveyOfficeMessages);
  const areaName = useAreaName();
  const { villageCode } = village;
  return (
    <tr>
      <th scope="row">
        <Link to={`/identification/surveys/${round.id}/households?village=${villageCode}`}>{areaName(villageCode)}</Link>
      </th>
      <td>
        <Share village={village} />
      </td>
      {countKeys.map((key) => (
        <td key={key} className="number">
          {formatCount(village[key])}
        </td>
      ))}
      <td>
        <VillageConfirmations round={round} village={village} name={`${t('village')} ${areaName(villageCode)}`} />
      </td>
    </tr>
  );
}

function Days({ days }: { readonly days: SurveyCoverage['days'] }) {
  const t = useMessages(surveyOfficeMessages);
  const most = Math.max(...days.map(({ met, away, refused }) => met + away + refused), 1);
  return (
    <table className="survey-office-table">
      <thead>
        <tr>
          <th scope="col">{t('day')}</th>
          <th scope="col">{t('visits')}</th>
          <th scope="col" className="number">
            {t('met')}
          </th>
          <th scope="col" className="number">
            {t('state_away')}
          </th>
          <th scope="col" className="number">
            {t('state_refused')}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, met, away, refused }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td>
              <span className="survey-office-bar" aria-hidden>
                <span className="signed" style={{ width: `${(met / most) * 100}%` }} />
                <span style={{ width: `${((away + refused) / most) * 100}%` }} />
              </span>
            </td>
            <td className="number">{formatCount(met)}</td>
            <td className="number">{formatCount(away)}</td>
            <td className="number">{formatCount(refused)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
