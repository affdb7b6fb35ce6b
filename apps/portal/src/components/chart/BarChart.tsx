import type { EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../i18n/format.js';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
}

interface Props {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly direction: 'across' | 'up';
  readonly onChoose?: (key: string) => void;
}

const ink = '#26221e';

/** Bars in one colour with their number written on them: nothing has to be told apart by colour. */
export function BarChart({ label, bars, direction, onChoose }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | undefined>(undefined);
  const choose = useRef(onChoose);
  choose.current = onChoose;

  useEffect(() => {
    let gone = false;
    const observer = new ResizeObserver(() => chart.current?.resize());
    void import('./echarts.js').then(({ init }) => {
      if (gone || !place.current) return;
      chart.current = init(place.current, undefined, { renderer: 'svg' });
      chart.current.on('click', (event) => {
        const key = (event.data as { key?: string } | null)?.key;
        if (key !== undefined) choose.current?.(key);
      });
      chart.current.setOption(optionOf(bars, direction, label));
      observer.observe(place.current);
    });
    return () => {
      gone = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
    // The chart is made once; the next effect keeps it up to date.
  }, []);

  useEffect(() => {
    chart.current?.setOption(optionOf(bars, direction, label));
  }, [bars, direction, label]);

  const height = direction === 'across' ? Math.max(120, bars.length * 28 + 16) : 240;
  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height, cursor: onChoose ? 'pointer' : 'default' }} />;
}

function optionOf(bars: readonly Bar[], direction: 'across' | 'up', label: string) {
  const categories = {
    type: 'category' as const,
    data: bars.map((bar) => bar.label),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: '#b9b1a7' } },
    axisLabel: { color: ink, fontSize: 13, interval: 0 },
    ...(direction === 'across' ? { inverse: true } : {}),
  };
  const values = { type: 'value' as const, show: false };
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    aria: { enabled: true, label: { description: label } },
    grid: direction === 'across' ? { left: 4, right: 64, top: 4, bottom: 4 } : { left: 4, right: 4, top: 24, bottom: 4 },
    xAxis: direction === 'across' ? values : categories,
    yAxis: direction === 'across' ? categories : values,
    series: [
      {
        type: 'bar' as const,
        barMaxWidth: direction === 'across' ? 16 : 40,
        itemStyle: { color: '#8c847a' },
        emphasis: { itemStyle: { color: '#a8201a' } },
        label: {
          show: true,
          position: direction === 'across' ? ('right' as const) : ('top' as const),
          color: ink,
          fontSize: 13,
          formatter: ({ value }: { value: unknown }) => formatCount(Number(value)),
        },
        data: bars.map((bar) => ({ value: bar.value, key: bar.key })),
      },
    ],
  };
}
