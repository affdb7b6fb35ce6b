import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { newKey } from './new-key.js';
import { asProblem, type Problem } from './problem.js';

export interface Command<V, R> {
  readonly run: (variables: V) => void;
  readonly isPending: boolean;
  readonly problem: Problem | undefined;
  readonly result: R | undefined;
  readonly forget: () => void;
}

/**
 * One press, one effect. A second press while the first is under way is ignored; the same command after a failure carries the same
 * idempotency key, so that a lost answer is not a lost (or doubled) deed; a changed command gets a new key.
 */
export function useCommand<V, R>(
  send: (variables: V, idempotencyKey: string) => Promise<R>,
  onDone?: (result: R, variables: V) => void,
): Command<V, R> {
  const attempt = useRef<{ key: string; content: string } | undefined>(undefined);
  const busy = useRef(false);
  const mutation: UseMutationResult<R, unknown, V> = useMutation({
    mutationFn: (variables: V) => {
      const content = fingerprint(variables);
      if (attempt.current?.content !== content) attempt.current = { key: newKey(), content };
      return send(variables, attempt.current.key);
    },
    onSuccess: (result, variables) => {
      attempt.current = undefined;
      onDone?.(result, variables);
    },
    onSettled: () => {
      busy.current = false;
    },
  });
  const { mutate, reset } = mutation;
  const run = useCallback(
    (variables: V) => {
      if (busy.current) return;
      busy.current = true;
      mutate(variables);
    },
    [mutate],
  );
  return {
    run,
    isPending: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
    result: mutation.data,
    forget: reset,
  };
}

function fingerprint(variables: unknown): string {
  return (
    JSON.stringify(variables, (_key, value: unknown) => (value instanceof File ? [value.name, value.size, value.lastModified] : value)) ??
    ''
  );
}
