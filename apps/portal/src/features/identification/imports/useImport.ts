import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { liveAddress, readImport, type Import, type ImportState } from '../../../api/identification/imports.js';

const moving: readonly ImportState[] = ['uploaded', 'checking', 'releasing'];

export const importKey = (id: string) => ['import', id] as const;

export function isMoving(state: ImportState): boolean {
  return moving.includes(state);
}

/** One import, live while it moves: events when they come through, else a question every few seconds. */
export function useImport(id: string) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(true);
  const query = useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => readImport(id, signal),
    refetchInterval: (current) => (current.state.data && isMoving(current.state.data.state) && !isLive ? 3_000 : false),
  });
  const state = query.data?.state;
  const follows = state !== undefined && isMoving(state);
  useEffect(() => {
    if (!follows || typeof EventSource === 'undefined') return undefined;
    const source = new EventSource(liveAddress(id));
    source.addEventListener('open', () => setLive(true));
    source.addEventListener('progress', (event) => {
      setLive(true);
      client.setQueryData(importKey(id), JSON.parse((event as MessageEvent<string>).data) as Import);
    });
    source.addEventListener('done', () => {
      source.close();
      void client.invalidateQueries({ queryKey: importKey(id) });
      void client.invalidateQueries({ queryKey: ['imports'] });
    });
    source.addEventListener('error', () => setLive(false));
    return () => source.close();
  }, [client, follows, id]);
  return { query, isLive };
}
