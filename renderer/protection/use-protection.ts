import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProtectionState } from '../../shared/contract/protection-api.ts';
import type { Result } from '../../shared/lifetime/result.ts';
import { useDeskClient, type DeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

export const protectionQuery = ({ app }: DeskClient) =>
  queryOptions({
    queryKey: ['readProtection'],
    queryFn: () => valueOf(app.call.readProtection({})),
    staleTime: Infinity,
  });

/** What protects this desk and whether it is locked; asked again whenever main says that it changed. */
export function useProtection() {
  const lines = useDeskClient();
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
  call: (lines: DeskClient, input: I) => Promise<Result<ProtectionState>>,
  onDone: () => void = () => {},
) {
  const lines = useDeskClient();
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
