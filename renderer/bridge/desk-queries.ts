import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { CallInput } from '../../shared/contract/contract.ts';
import type { DeskApi } from '../../shared/contract/desk-api.ts';
import type { TravelWish } from '../../shared/contract/travel-api.ts';
import type { VerdictStatus } from '../../shared/domain/verdict-status.ts';
import type { DeskClient } from './desk-client.ts';
import { FaultError, valueOf } from './fault-error.ts';

/** Rows per window of the queue. */
export const queuePageSize = 200;
const journalPageSize = 100;

type QueueQuestion = Pick<CallInput<DeskApi, 'listCases'>, 'filter' | 'sort'>;
type Statistics = CallInput<DeskApi, 'readStatistics'>;

/** Every read of the page as a query: the key is the call's name and its input. */
export function deskQueries({ desk, app }: DeskClient) {
  return {
    desk: () =>
      queryOptions({ queryKey: ['readDesk'], queryFn: () => valueOf(desk.call.readDesk({})) }),
    queuePage: (question: QueueQuestion, page: number) =>
      queryOptions({
        queryKey: ['listCases', question, page],
        queryFn: () =>
          valueOf(
            desk.call.listCases({
              ...question,
              offset: page * queuePageSize,
              limit: queuePageSize,
            }),
          ),
        placeholderData: keepPreviousData,
        gcTime: 60_000,
      }),
    neighbour: (question: QueueQuestion, caseId: string | null, direction: 'next' | 'previous') =>
      queryOptions({
        queryKey: ['neighbourCase', question, caseId, direction],
        queryFn: () =>
          valueOf(desk.call.neighbourCase({ ...question, caseId, direction, openOnly: true })),
      }),
    openCase: (caseId: string) =>
      queryOptions({
        queryKey: ['openCase', caseId],
        queryFn: () => valueOf(desk.call.openCase({ caseId })),
      }),
    frameIndex: (sha256: string) =>
      queryOptions({
        queryKey: ['readFrameIndex', sha256],
        queryFn: () => valueOf(desk.call.readFrameIndex({ sha256 })),
        staleTime: Infinity,
        structuralSharing: false,
      }),
    evidence: (sha256: string | null) =>
      queryOptions({
        queryKey: ['readEvidence', sha256],
        queryFn: () =>
          sha256 === null ? { analyses: [] } : valueOf(desk.call.readEvidence({ sha256 })),
      }),
    ownModels: () =>
      queryOptions({
        queryKey: ['listOwnModels'],
        queryFn: () => valueOf(desk.call.listOwnModels({})),
      }),
    journal: (status: VerdictStatus | null) =>
      infiniteQueryOptions({
        queryKey: ['listJournal', status],
        queryFn: ({ pageParam }) =>
          valueOf(
            desk.call.listJournal({
              offset: pageParam,
              limit: journalPageSize,
              ...(status === null ? {} : { statuses: [status] }),
            }),
          ),
        initialPageParam: 0,
        placeholderData: keepPreviousData,
        getNextPageParam: (last, pages) => {
          const loaded = pages.reduce((sum, page) => sum + page.entries.length, 0);
          return loaded < last.total && last.entries.length > 0 ? loaded : undefined;
        },
      }),
    policyChange: (verdictId: string) =>
      queryOptions({
        queryKey: ['readPolicyChange', verdictId],
        queryFn: () => valueOf(desk.call.readPolicyChange({ verdictId })),
      }),
    travel: () =>
      queryOptions({ queryKey: ['readTravel'], queryFn: () => valueOf(desk.call.readTravel({})) }),
    travelPlan: (wish: TravelWish) =>
      queryOptions({
        queryKey: ['planTravel', wish],
        queryFn: () => valueOf(desk.call.planTravel(wish)),
        placeholderData: keepPreviousData,
        staleTime: 5000,
      }),
    statistics: (span: Statistics) =>
      queryOptions({
        queryKey: ['readStatistics', span],
        queryFn: () => valueOf(desk.call.readStatistics(span)),
        placeholderData: keepPreviousData,
      }),
    assist: () =>
      queryOptions({ queryKey: ['readAssist'], queryFn: () => valueOf(desk.call.readAssist({})) }),
    securityContact: () =>
      queryOptions({
        queryKey: ['readSecurityContact'],
        queryFn: () => valueOf(desk.call.readSecurityContact({})),
        staleTime: 0,
      }),
    appInfo: () =>
      queryOptions({
        queryKey: ['readAppInfo'],
        queryFn: () => valueOf(app.call.readAppInfo({})),
        staleTime: Infinity,
      }),
    preferences: () =>
      queryOptions({
        queryKey: ['readPreferences'],
        queryFn: () => valueOf(app.call.readPreferences({})),
        staleTime: Infinity,
      }),
  };
}

/** A cache that never asks by the clock: the desk says when something changed. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        // A closed port is asked again on the fresh one; everything else is shown to the reviewer.
        retry: (count, error) =>
          error instanceof FaultError && error.fault.kind === 'closed' && count < 20,
        retryDelay: 50,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
