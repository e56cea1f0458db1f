import type { z } from 'zod';

/** One HTTP call: path with `{name}` parameters, what it takes, what it answers per status. */
export type HttpCall = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  /** Who may call: a desk's device token, an operator's token, either of them, or anybody. */
  readonly auth: 'device' | 'operator' | 'device-or-operator' | 'none';
  /** A desk that was taken off may still ask it. */
  readonly openToRevoked?: true;
  /** Of the unpacked body; without it 256 KiB. Streams are not counted. */
  readonly bodyLimitBytes?: number;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  readonly replies: Readonly<Record<number, z.ZodType>>;
};

export type HttpContract = Readonly<Record<string, HttpCall>>;
