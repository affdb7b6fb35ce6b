import { Table } from 'antd';
import type { Verdict } from '../../../../api/identification/screening.js';
import { useIsPhone } from '../../../../components/useIsPhone.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { verdictMessages } from './verdict.messages.js';

type Used = Verdict['registers'][number];

/** The dated extracts it was judged by. */
export function UsedRegisters({ registers }: { readonly registers: readonly Used[] }) {
  const t = useMessages(verdictMessages);
  const language = useLanguage();
  const isPhone = useIsPhone();
  return (
    <section className="panel" aria-label={t('registers')}>
      <h2>{t('registers')}</h2>
      {registers.length === 0 ? <p>{t('noRegisters')}</p> : null}
      {registers.length > 0 && isPhone ? (
        <ul className="plain-list divided">
          {registers.map((register) => (
            <li key={register.kind}>
              {register.name[language]}
              <p className="soft">
                {t('asOf')} {register.asOf} · {register.authority} · {register.document}
              </p>
            </li>
          ))}
        </ul>
      ) : null}
      {registers.length > 0 && !isPhone ? (
        <Table<Used>
          size="small"
          pagination={false}
          rowKey="kind"
          dataSource={[...registers]}
          columns={[
            { title: t('register'), render: (_: unknown, row) => row.name[language] },
            { title: t('asOf'), dataIndex: 'asOf', width: 120 },
            { title: t('authority'), dataIndex: 'authority' },
            { title: t('document'), dataIndex: 'document' },
          ]}
        />
      ) : null}
    </section>
  );
}
