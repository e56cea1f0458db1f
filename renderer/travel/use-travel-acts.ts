import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TravelWish } from '../../shared/contract/travel-api.ts';
import { useDeskClient } from '../bridge/desk-client.ts';
import { faultOf, valueOf } from '../bridge/fault-error.ts';

/** Begins a pack and ends it. */
export function useTravelActs() {
  const { desk } = useDeskClient();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ['readTravel'] });
  const pack = useMutation({
    mutationFn: (wish: TravelWish) => valueOf(desk.call.packForTravel(wish)),
    onSuccess,
  });
  const end = useMutation({
    mutationFn: (keep: 'ready' | 'none') => valueOf(desk.call.endTravel({ keep })),
    onSuccess,
  });
  return {
    pack: (wish: TravelWish) => pack.mutate(wish),
    end: (keep: 'ready' | 'none') => end.mutate(keep),
    isRunning: pack.isPending || end.isPending,
    fault: faultOf(pack.error) ?? faultOf(end.error),
  };
}
