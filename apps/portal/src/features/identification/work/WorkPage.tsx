import { Link } from 'react-router';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { OwnCases } from './OwnCases.js';
import { useWork, type Matter } from './useWork.js';
import { workMessages } from './work.messages.js';
import './work-page.css';

export function WorkPage() {
  const t = useMessages(workMessages);
  const may = useMay();
  const { account } = useSession();
  const matters = useWork();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead', { name: account.name, area: account.areaName })}
        actions={
          <>
            {may('household.search') ? <Link to="/identification/search">{t('search')}</Link> : null}
            <Link to="/identification/households">{t('register')}</Link>
          </>
        }
      />
      {may('application.read') && (may('application.write') || may('application.recheck')) ? <OwnCases /> : null}
      {matters.length > 0 ? <h2>{t('others')}</h2> : null}
      <ul className="plain-list work-list">
        {matters.map((matter) => (
          <li key={matter.key}>
            <Item matter={matter} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Item({ matter }: { readonly matter: Matter }) {
  const t = useMessages(workMessages);
  const { count } = matter;
  const textKey = {
    ownProposals: 'ownText' as const,
    corrections: 'correctionsText' as const,
    duplicates: 'duplicatesText' as const,
    releases: 'releasesText' as const,
    ownImports: 'ownImportsText' as const,
    findings: 'findingsText' as const,
    surveyConflicts: 'surveyConflictsText' as const,
    rolls: 'rollsText' as const,
  }[matter.key];
  const words =
    count === undefined
      ? '…'
      : count === null
        ? t('unknown')
        : matter.hasMore
          ? t('andMore', { count: formatCount(count) })
          : count === 0
            ? t('nothing')
            : formatCount(count);
  const waits = matter.isMine && (count ?? 0) > 0;
  return (
    <Link to={matter.to} className={waits ? 'work-item work-waits' : 'work-item'}>
      <span className="work-count">{words}</span>
      <span className="work-words">
        <strong>{t(matter.key)}</strong>
        <span className="soft">{t(textKey)}</span>
      </span>
    </Link>
  );
}
