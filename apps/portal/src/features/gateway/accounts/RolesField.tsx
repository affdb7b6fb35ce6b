import { Checkbox } from 'antd';
import { useState } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { accountMessages } from './accounts.messages.js';
import { chooseRoles, roles, type Role } from './exclusive-roles.js';

interface Props {
  readonly value?: readonly Role[];
  readonly onChange?: (value: readonly Role[]) => void;
}

export function RolesField({ value = [], onChange }: Props) {
  const t = useMessages(accountMessages);
  const [because, setBecause] = useState<Role>();
  return (
    <div>
      <p className="soft">{t('exclusive')}</p>
      <Checkbox.Group
        value={[...value]}
        onChange={(chosen) => {
          const choice = chooseRoles(
            value,
            roles.filter((role) => chosen.includes(role)),
          );
          setBecause(choice.because);
          onChange?.(choice.roles);
        }}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
      >
        {roles.map((role) => (
          <Checkbox key={role} value={role}>
            {t(`role_${role}`)} <span className="soft">{t(`may_${role}`)}</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
      <p role="status">{because ? t('exclusiveChosen', { role: t(`role_${because}`) }) : ''}</p>
    </div>
  );
}
