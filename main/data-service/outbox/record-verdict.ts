import { uuidv7obj, UUID } from 'uuidv7';
import {
  branchOf,
  judgementGaps,
  type JudgementGap,
} from '../../../shared/domain/judgement-gaps.ts';
import { originalFile, type Generation } from '../../../shared/domain/generation.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { Judgement, ReviewConduct, Verdict } from '../../../shared/domain/verdict.ts';
import { failure, success, type Outcome } from '../../../shared/lifetime/outcome.ts';
import type { StoredCase } from '../cache/cases.ts';
import { isFull } from '../cache/open-cache.ts';
import type { Tables } from '../cache/tables.ts';
