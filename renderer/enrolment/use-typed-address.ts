import { useQuery, useQueryClient } from '@tanstack/react-query';

const queryKey = ['typed-backend-address'] as const;

/** The address as it was typed: it stays while the page lives, also when its form is left. Null: nothing was typed. */
export function useTypedAddress(): readonly [string | null, (typed: string) => void] {
  const client = useQueryClient();
  const { data } = useQuery<string | null>({
    queryKey,
    // Only ever typed, never fetched.
    queryFn: () => null,
    enabled: false,
    initialData: null,
    gcTime: Infinity,
  });
  return [data, (typed) => client.setQueryData(queryKey, typed)];
}
