import { Checkbox, Select } from 'antd';
import type { ReactNode } from 'react';
import { AreaCascader } from '../../areas/AreaCascader.js';
import '../../../components/filter-row.css';

/** Of every list of records that go through offices: where, in which state, whose turn. */
export interface RecordFilter<State extends string> {
  readonly state?: State | undefined;
  readonly area?: string | undefined;
  readonly waiting?: 'me' | undefined;
}

interface Props<State extends string> {
  readonly filter: RecordFilter<State>;
  readonly states: readonly State[];
  readonly nameOf: (state: State) => string;
  readonly label: { readonly state: string; readonly all: string; readonly onlyMine: string };
  readonly onChange: (change: RecordFilter<State>) => void;
  /** What this list asks besides. */
  readonly children?: ReactNode;
}

export function RecordFilters<State extends string>({ filter, states, nameOf, label, onChange, children }: Props<State>) {
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => onChange({ area })} />
      </div>
      <Select<State>
        aria-label={label.state}
        allowClear
        placeholder={label.all}
        value={filter.state ?? null}
        options={states.map((state) => ({ value: state, label: nameOf(state) }))}
        onChange={(state: State | undefined) => onChange({ state })}
        popupMatchSelectWidth={false}
        listHeight={420}
      />
      <Checkbox checked={filter.waiting === 'me'} onChange={(event) => onChange({ waiting: event.target.checked ? 'me' : undefined })}>
        {label.onlyMine}
      </Checkbox>
      {children}
    </div>
  );
}
