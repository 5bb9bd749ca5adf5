// Somebody asks on the bus for a release: nothing of it is believed before its signature is that of the pipeline's key.

import { admissionOf } from '../core/admission/admission.ts';
import { againstTimes, type KeptRequest, keyNameOf, requestIn } from '../core/admission/request.ts';
import { sourceKeys } from '../core/source-keys.ts';
import { readNamed } from './definitions.ts';
import { ignoreBuild } from './ignore-build.ts';
import type { Ports } from './ports.ts';
import { buildOf, sha256, timeOf } from './sources/kept-request.ts';
import { startRelease } from './start-release.ts';

export interface Requested {
  /** The event's id. */
  readonly event: string;
  /** The text that was signed. */
  readonly text: string;
  /** In base64. */
  readonly signature: string;
}

/**
 * The first that fits decides: what is too long or no request, of no such pipeline, out of time, or not signed by the
 * pipeline's key is refused; what was brought before, or bears the nonce of another, starts nothing.
 */
export async function releaseRequested(ports: Ports, requested: Requested): Promise<void> {
  const { event, text, signature } = requested;
  const read = requestIn(text);
  if ('problem' in read) return refuse(ports, { event, reason: read.problem });
  const { request } = read;
  const { pipeline, nonce } = request;
  const told = { event, pipeline, build: `request:${pipeline}:${nonce}` };
  const definition = await readNamed(ports, pipeline);
  if (definition?.pipeline.source.event === undefined)
    return refuse(ports, { ...told, reason: `no pipeline ${pipeline} takes requests` });
  const kept: KeptRequest = {
    request,
    text: sha256(text),
    event,
    at: ports.clock.now().toISOString(),
  };
  // A delivery that is tried again may come when its time is over.
  const before = await ports.table.get(sourceKeys.nonce(pipeline, nonce));
  const against = before?.event === event ? undefined : againstTimes(request, ports.clock.now());
  if (against !== undefined) return refuse(ports, { ...told, reason: against });
  const verified = await ports.signatures.verify(ports.home, keyNameOf(pipeline), text, signature);
  if (verified !== 'good') return refuse(ports, { ...told, reason: badText(pipeline, verified) });
  const first = await keepOnce(ports, kept);
  if (first.text !== kept.text)
    return refuse(ports, { ...told, reason: `its nonce was used before, by event ${first.event}` });
  // The same event twice is delivered so; the same request by another has been put again.
  if (first.event !== event)
    return refuse(ports, { ...told, reason: `it was brought before, by event ${first.event}` });
  const build = buildOf(first);
  const admission = admissionOf(build, definition.pipeline.source, {});
  if (admission.admitted) return startRelease(ports, definition.pipeline, build);
  ignoreBuild(ports, { pipeline, build: build.arn, reason: admission.reason });
}

function badText(pipeline: string, verified: 'bad' | 'no such key'): string {
  return verified === 'bad'
    ? `its signature is not that of ${keyNameOf(pipeline)}: altered, or signed by another key`
    : `there is no key ${keyNameOf(pipeline)}, or it is disabled: see docs/github-actions.md`;
}

/** The nonce decides who was first; the list, by its time, is for people and the sweep. */
async function keepOnce(ports: Ports, kept: KeptRequest): Promise<KeptRequest> {
  const { pipeline, nonce } = kept.request;
  const first = await ports.table.ensure(sourceKeys.nonce(pipeline, nonce), (item) => ({
    item: item ?? kept,
  }));
  await ports.table.put(sourceKeys.request(pipeline, timeOf(first.request.issued), nonce), first);
  return first;
}

interface Refused {
  readonly event: string;
  readonly pipeline?: string;
  readonly build?: string;
  readonly reason: string;
}

/** Told as a build that is none: somebody may wait for it, or somebody tries doors. */
function refuse(
  ports: Ports,
  { event, pipeline, build = `event ${event}`, reason }: Refused,
): void {
  ports.log.warn('refused a request for a release', { event, pipeline, reason });
  ignoreBuild(ports, { build, ...(pipeline && { pipeline }), reason });
}
