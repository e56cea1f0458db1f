import { BlockList, isIP } from 'node:net';

/** IANA's special-purpose registries (2026-11): this machine, local networks, carriers' own, multicast, and the reserved. */
const ranges4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
const ranges6 = [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const;
/** Addresses that hold one of version 4 in their last 32 bits: mapped (RFC 4291), and translated (RFC 6052). */
const holders = ['::ffff:0:0', '64:ff9b::'] as const;

const special = new BlockList();
for (const [net, prefix] of ranges4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of ranges6) special.addSubnet(net, prefix, 'ipv6');
const holding = new BlockList();
for (const net of holders) holding.addSubnet(net, 96, 'ipv6');

/** Whether an IP address is not one of the public internet: of this machine, a local network, or special. Else than an address: true. */
export function isPrivateAddress(text: string): boolean {
  const address = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(address);
  if (version === 4) return special.check(address, 'ipv4');
  if (version !== 6) return true;
  if (holding.check(address, 'ipv6')) return special.check(last32Bits(address), 'ipv4');
  return special.check(address, 'ipv6');
}

/** As dotted numbers. */
function last32Bits(address: string): string {
  // The URL parser writes every IPv6 address in the same form (RFC 5952), without dots.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2);
  return groups
    .map((group) => Number.parseInt(group === '' ? '0' : group, 16))
    .flatMap((number) => [number >> 8, number & 255])
    .join('.');
}
