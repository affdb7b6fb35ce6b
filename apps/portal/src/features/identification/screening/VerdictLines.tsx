import { Table } from 'antd';
import { Link } from 'react-router';
import type { RuleCode, VerdictLine } from '../../../api/identification/screening.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { StandingTag } from './ResultTag.js';
import { verdictAddress } from './screening-places.js';
import { screeningMessages } from './screening.messages.js';
import { screeningWordMessages } from './screening-words.messages.js';

/** Results without facts: those are on the verdict page, as far as the reader may see them. */
export function VerdictLines({ items }: { readonly items: readonly VerdictLine[] }) {
  const t = useMessages(screeningMessages);
  const areaName = useAreaName();
  const isPhone = useIsPhone();
  const decided = useDecided();
  if (isPhone) {
    return (
      <ul className="plain-list divided">
        {items.map((line) => (
          <li key={line.subject.id}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <Link to={verdictAddress(line.subject)}>{line.subject.headName}</Link>
              <StandingTag standing={line.standing} />
            </div>
            <p>{decided(line)}</p>
            <p className="soft">{[areaName(line.subject.villageCode), line.judgedOn].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table<VerdictLine>
      size="small"
      pagination={false}
      rowKey={(line) => line.subject.id}
      dataSource={[...items]}
      columns={[
        {
          title: t('head'),
          width: 110,
          render: (_: unknown, line) => <Link to={verdictAddress(line.subject)}>{line.subject.headName}</Link>,
        },
        { title: t('place'), render: (_: unknown, line) => areaName(line.subject.villageCode) },
        { title: t('result'), width: 150, render: (_: unknown, line) => <StandingTag standing={line.standing} /> },
        { title: t('decided'), render: (_: unknown, line) => decided(line) || '—' },
        { title: t('judgedOn'), width: 110, render: (_: unknown, line) => line.judgedOn ?? '—' },
      ]}
    />
  );
}

/** "一票否决 V2；待核实 V4 V6": codes by result. */
function useDecided(): (line: VerdictLine) => string {
  const words = useMessages(screeningWordMessages);
  return (line) => {
    const part = (name: string, rules: readonly RuleCode[]) => (rules.length > 0 ? `${name} ${rules.join(' ')}` : '');
    return [part(words('result_veto'), line.veto), part(words('result_unknown'), line.unknown), part(words('result_strict'), line.strict)]
      .filter(Boolean)
      .join('；');
  };
}
