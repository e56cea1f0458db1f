import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { defaultPreferences, type Preferences } from '../../shared/contract/app-api.ts';
import { useDeskClient } from './desk-client.ts';
import { deskQueries } from './desk-queries.ts';
import { valueOf } from './fault-error.ts';

/** The reviewer's preferences (defaults until they are read) and a way to change them, seen at once. */
export function usePreferences() {
  const lines = useDeskClient();
  const client = useQueryClient();
  const query = useQuery(deskQueries(lines).preferences());
  const preferences = query.data ?? defaultPreferences;
  const save = useMutation({
    mutationFn: (next: Preferences) => valueOf(lines.app.call.savePreferences(next)),
  });
  const { mutate } = save;
  const change = useCallback(
    (make: (now: Preferences) => Preferences) => {
      const key = deskQueries(lines).preferences().queryKey;
      const next = make(client.getQueryData(key) ?? defaultPreferences);
      client.setQueryData(key, next);
      mutate(next);
    },
    [client, lines, mutate],
  );
  return { preferences, isRead: query.isFetched, change };
}
