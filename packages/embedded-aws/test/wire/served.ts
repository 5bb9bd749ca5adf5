// An embedded AWS behind its wire, for tests: virtual time stands still but for what requests ask.

import { request } from 'node:http';
import { type VirtualClock, virtualClock } from '../../clock.ts';
import { type EmbeddedAws, type EmbeddedAwsOptions, embeddedAws } from '../../embedded-aws.ts';
import { serve } from '../../server/server.ts';
import type { Place } from '../../services/places.ts';
import { type WireOptions, wireMount } from '../../wire/wire-mount.ts';
import { home } from '../embedded.ts';

export interface Served {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly port: number;
  /** For a client of the SDK. */
  readonly config: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  close(): Promise<void>;
}

export async function served(
  options: Partial<EmbeddedAwsOptions> & { readonly places?: readonly Place[] } = {},
  more: Partial<WireOptions> = {},
): Promise<Served> {
  const clock = virtualClock({
    startAt: new Date('2026-11-20T14:00:00Z'),
    seed: 1,
    pace: async (from, _to, woken) => {
      await woken;
      return from;
    },
  });
  const aws = embeddedAws({ clock, ...home, ...options });
  const server = await serve([
    wireMount({ aws, clock, places: options.places ?? [home], ...more }),
  ]);
  clock.at(clock.millis() + 86_400_000, () => {});
  let over = false;
  const playing = clock.play(() => over);
  const close = async () => {
    over = true;
    // Wakes the loop, which then ends, and never comes to this.
    void clock.park(() => {});
    await Promise.all([playing, server.close()]);
    await aws.close();
  };
  const { origin, port } = new URL(server.address);
  return { aws, clock, port: Number(port), config: configFor(origin), close };
}

export function configFor(endpoint: string) {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  return { endpoint, region: home.region, credentials, maxAttempts: 1 as const };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent before the body, each by itself. */
  readonly pieces?: readonly Uint8Array[];
}

/** A request as it is given, by no client of AWS. */
export function ask(port: number, { body, pieces = [], ...asked }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', ...asked }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        resolve({ status: response.statusCode!, headers: response.headers, text });
      });
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    sent.end(body);
  });
}

/** Signs nothing, but says for which service and region it would. */
export function authorization(service: string, region = home.region): string {
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
