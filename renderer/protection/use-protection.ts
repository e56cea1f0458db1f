import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProtectionState } from '../../shared/contract/protection-api.ts';
import type { Outcome } from '../../shared/lifetime/outcome.ts';
import { useLines, type DeskLines } from '../bridge/desk-lines.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

export const protectionQuery = ({ app }: DeskLines) =>
  queryOptions({
    queryKey: ['readProtection'],
    queryFn: () => valueOf(app.call.readProtection({})),
    staleTime: Infinity,
  });

/** What protects this desk and whether it is locked; asked again whenever main says that it changed. */
export function useProtection() {
  const lines = useLines();
  const client = useQueryClient();
  const query = useQuery(protectionQuery(lines));
  useEffect(
    () =>
      lines.app.on('protectionChanged', () => {
        void client.invalidateQueries({ queryKey: ['readProtection'] });
        void client.invalidateQueries({ queryKey: ['readDesk'] });
      }),
    [client, lines],
  );
  return query;
}

/** One of main's calls that end in another state of protection. */
export function useProtectionCall<I>(
  call: (lines: DeskLines, input: I) => Promise<Outcome<ProtectionState>>,
  onDone: () => void = () => {},
) {
  const lines = useLines();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (input: I) => valueOf(call(lines, input)),
    onSuccess: (state) => {
      client.setQueryData(protectionQuery(lines).queryKey, state);
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: ['readProtection'] }),
  });
  return { run: act.mutate, isPending: act.isPending, fault: faultOf(act.error) };
}
