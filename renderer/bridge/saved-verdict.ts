import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Judgement } from '../../shared/domain/verdict.ts';

/** A verdict that was just made durable here. */
export type SavedVerdict = {
  readonly caseId: string;
  readonly judgement: Judgement;
  /** Of its branch, as the policy writes it. */
  readonly branchTitle: string;
};

const queryKey = ['savedVerdict'] as const;

/** Keeps it for whoever shows what was saved last, in whatever room. */
export function tellSaved(client: QueryClient, saved: SavedVerdict): void {
  client.setQueryData<SavedVerdict | null>(queryKey, saved);
}

/** The verdict saved last, until it is forgotten. */
export function useSavedVerdict(): {
  readonly saved: SavedVerdict | null;
  readonly forget: () => void;
} {
  const client = useQueryClient();
  const { data } = useQuery<SavedVerdict | null>({
    queryKey,
    queryFn: skipToken,
    initialData: null,
    staleTime: Infinity,
  });
  const forget = useCallback(() => void client.setQueryData(queryKey, null), [client]);
  return { saved: data ?? null, forget };
}
