import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { signOut } from '../api/gateway/session.js';
import { useCommand } from '../api/useCommand.js';
import { useMessages } from '../i18n/messages.js';
import { useSession } from '../session.js';
import { holdsSurvey, leaveSurveyAddress } from './holds-survey.js';
import { layoutMessages } from './layout.messages.js';

export function AccountMenu() {
  const t = useMessages(layoutMessages);
  const navigate = useNavigate();
  const { account } = useSession();
  const leave = useCommand(
    (_: undefined, key) => signOut(key),
    () => window.location.assign('/'),
  );
  const signOutHere = async (): Promise<void> => {
    // a surveyor's phone is wiped with the sign-out, and never of what is unsent without a word
    if (await holdsSurvey()) window.location.assign(leaveSurveyAddress);
    else leave.run(undefined);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: t('account'), onClick: () => void navigate('/account') },
          { key: 'sign-out', label: t('signOut'), onClick: () => void signOutHere() },
        ],
      }}
    >
      <Button type="text" className="account-menu" aria-haspopup="menu">
        <span className="account-words">
          <span>{account.name}</span>
          <span className="account-area">{account.areaName}</span>
        </span>
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}
