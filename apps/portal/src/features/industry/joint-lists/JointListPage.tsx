import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readJointList, type JointListLine } from '../../../api/industry/joint-lists.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { jointListMessages } from './joint-lists.messages.js';

/** One list with its households, as far as the own copy of the register knows them. */
export function JointListPage() {
  const { id = '' } = useParams();
  const t = useMessages(jointListMessages);
  const query = useQuery({ queryKey: ['joint-lists', id], queryFn: ({ signal }) => readJointList(id, signal) });
  return (
    <Answer query={query}>
      {(list) => (
        <>
          <PageHeader
            title={t('row', { number: list.number, bank: list.bankCode.toUpperCase() })}
            lead={t('sums', { listed: list.listed, withdrawn: list.withdrawn, on: list.confirmedOn })}
            actions={<Link to="/industry/joint-lists">{t('back')}</Link>}
          />
          <section className="panel" aria-label={t('lines')}>
            <ul className="plain-list divided">
              {list.lines.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </ul>
          </section>
        </>
      )}
    </Answer>
  );
}

function Line({ line }: { readonly line: JointListLine }) {
  const t = useMessages(jointListMessages);
  const areaName = useAreaName();
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        {line.headName ? `${line.headName} ${line.householdNumber ?? ''}` : t('unknown')}
        {line.villageCode ? <span className="soft"> {areaName(line.villageCode)}</span> : null}
      </span>
      {line.state === 'withdrawn' ? (
        <StatusTag tone="stopped">{t('withdrawnLine')}</StatusTag>
      ) : (
        <StatusTag tone={line.isEligible ? 'done' : 'waiting'}>{t(line.isEligible ? 'fits' : 'fitsNot')}</StatusTag>
      )}
    </li>
  );
}
