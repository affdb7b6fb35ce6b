import { Cascader } from 'antd';
import { useMemo } from 'react';
import { useMessages } from '../../i18n/messages.js';
import { useSession } from '../../session.js';
import { areaPath, areaTree, shortVillage, type AreaNode } from './area-tree.js';
import { areaMessages } from './areas.messages.js';
import { useDivisions } from './useDivisions.js';

interface Props {
  readonly value?: string | undefined;
  readonly onChange?: (area: string | undefined) => void;
  readonly id?: string;
}

export function AreaCascader({ value, onChange, id }: Props) {
  const t = useMessages(areaMessages);
  const { account } = useSession();
  const { data } = useDivisions();
  const options = useMemo(() => (data ? named(areaTree(data, account.area)) : []), [data, account.area]);
  return (
    <Cascader
      {...(id ? { id } : {})}
      aria-label={t('area')}
      options={options}
      value={areaPath(value)}
      onChange={(path) => onChange?.(path?.at(-1)?.toString())}
      changeOnSelect
      showSearch={{ matchInputWidth: false }}
      placeholder={t('all')}
      notFoundContent={t('notFound')}
      style={{ width: '100%' }}
    />
  );
}

interface Option {
  value: string;
  label: string;
  children?: Option[];
}

function named(nodes: readonly AreaNode[]): Option[] {
  return nodes.map((node) => ({
    value: node.value,
    label: shortVillage(node.label),
    ...(node.children ? { children: named(node.children) } : {}),
  }));
}
