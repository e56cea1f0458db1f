import { z } from 'zod';

/** Ids are opaque to everybody but their maker; the desk makes UUIDv7 (RFC 9562). */
export const entityId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/);
/** Lower-case hex SHA-256 (FIPS 180-4) of a whole file. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
/** A positive number that fits the databases' `integer`, its successor as well (32 bits, signed). */
export const rowNumber = z.number().int().positive().max(2_147_483_646);
/** Milliseconds since the Unix epoch. */
export const epochMs = z.number().int().nonnegative().max(8.64e15);
