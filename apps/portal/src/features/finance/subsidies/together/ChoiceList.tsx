import { useVirtualizer } from '@tanstack/react-virtual';
import { Checkbox } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useMessages } from '../../../../i18n/messages.js';
import type { Against } from '../../../../api/finance/subsidies-together.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { togetherMessages } from './together.messages.js';
import './choice-list.css';

export interface Choice {
  readonly id: string;
  readonly name: ReactNode;
  readonly label: string;
  /** Right of the name: a sum. */
  readonly figure: string;
  readonly lines: readonly string[];
  /** Why it is not taken with the others; it cannot be chosen. */
  readonly against: readonly Against[];
}

interface Props {
  readonly label: string;
  readonly items: readonly Choice[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
}

/** Thousands to choose from: only those in sight are in the page; what cannot be chosen says why. */
export function ChoiceList({ label, items, chosen, onChosen }: Props) {
  const t = useMessages(togetherMessages);
  const language = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 78,
    overscan: 8,
    initialRect: { width: 1000, height: 600 },
  });
  const free = items.filter(({ against }) => against.length === 0);
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    onChosen(next);
  };
  return (
    <>
      <Checkbox
        disabled={free.length === 0}
        checked={free.length > 0 && chosen.size === free.length}
        indeterminate={chosen.size > 0 && chosen.size < free.length}
        onChange={({ target }) => onChosen(target.checked ? new Set(free.map(({ id }) => id)) : new Set())}
      >
        {t('all', { count: free.length })}
      </Checkbox>
      <div className="choice-list" ref={scroller} tabIndex={0} role="region" aria-label={label}>
        <ul className="plain-list" style={{ height: virtualizer.getTotalSize() }} aria-label={label}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const { id, name, figure, lines, against } = item;
            return (
              <li
                key={id}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Checkbox
                  aria-label={t('choose', { name: item.label })}
                  checked={chosen.has(id)}
                  disabled={against.length > 0}
                  onChange={({ target }) => choose(id, target.checked)}
                />
                <span>
                  <span className="choice-list-head">
                    {name}
                    <strong>{figure}</strong>
                  </span>
                  {lines.map((line) => (
                    <span key={line} className="soft">
                      {line}
                    </span>
                  ))}
                  {against.map((one) => (
                    <span key={one.code} className="choice-list-against">
                      {t('alone')}
                      {one[language]}
                    </span>
                  ))}
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
